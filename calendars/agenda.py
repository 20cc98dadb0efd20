"""What stands on which day, for who reads it: events, and what is due."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.days import BRUSSELS, network_day
from accounts.enums import HolidayCalendar
from accounts.models import Holiday
from agendas.enums import AgendaState
from agendas.models import Agenda
from agendas.wishing import last_day_beside
from events import kinds
from events.enums import Kind, State
from events.models import Event
from interface import moments
from interface.templatetags.page import drawing
from meetings.models import Convening
from procedures.models import Procedure
from suggestions.enums import CallState
from suggestions.models import Call
from trainings.models import HostTask, TrainingRequest
from trainings.services.dates import NEGOTIATED

DEADLINE, CLOCK = "deadline", "clock"
FILLS = {
    "": "brand",
    "seminar": "abstain",
    "webinar": "webinar",
    "training": "for",
    "focus": "focus",
    "external": "external",
    "deadline": "against",
}
GROUP_OF = {
    Kind.SEMINAR: "seminar",
    Kind.CONFERENCE: "seminar",
    Kind.FOCUS_DAY: "focus",
    Kind.EXTERNAL: "external",
    Kind.WEBINAR: "webinar",
    Kind.TRAINING: "training",
}
SHOWN = (
    "slug", "kind", "state", "title", "first_date", "last_date", "starts_time", "starts_at",
    "mode", "city", "venue",
)  # fmt: skip


CONVENED_BEFORE = dt.timedelta(days=90)
"""How long before a meeting the earliest of its deadlines can be."""


@dataclass(frozen=True)
class Shown:
    """One event or deadline on one day: its words, and those after them that hold no more."""

    url: str
    text: str
    word: str
    icon: str
    group: str
    struck: str = ""

    @property
    def link(self) -> SafeString:
        """Return it as a link: the icon and the colour of its kind, which is also said."""
        return format_html(
            '<a class="{}" href="{}">{}<span class="vh">{}: </span>{}{}</a>',
            f"entry entry-{self.group}" if self.group else "entry",
            self.url,
            drawing(self.icon, ""),
            self.word,
            self.text,
            format_html(" <s>{}</s>", self.struck) if self.struck else "",
        )


@dataclass(frozen=True)
class Item:
    """One event or deadline with its days; the hour is that of the first."""

    url: str
    first: dt.date
    last: dt.date
    hour: str
    text: str
    word: str
    icon: str
    group: str
    struck: str = ""
    place: str = ""

    def on(self, day: dt.date) -> Shown:
        """Return it as it stands on one of its days: the hour where it begins."""
        hour = f"{self.hour} " if self.hour and day == self.first else ""
        text = f"{hour}{self.text}"
        return Shown(self.url, text, self.word, self.icon, self.group, self.struck)

    @property
    def in_short(self) -> str:
        """Return its days without the year, and the month only where there are two."""
        first, last = moments.sheet(self.first), moments.sheet(self.last)
        if self.first == self.last:
            return " ".join(first[:2])
        parts = 2 if first[2] == last[2] else 3
        return f"{' '.join(first[:parts])} {moments.EN_DASH} {' '.join(last[:parts])}"

    @property
    def said(self) -> str:
        """Return all of its words on one line."""
        return " ".join(part for part in (self.text, self.struck) if part)


def items(
    standing: Standing, *, first: dt.date, last: dt.date, wanted: Mapping[str, str]
) -> list[Item]:
    """Return what the reader may know of between two days, events before what is due.

    ``wanted`` names fields of an event that must be so. Procedures have a body alone, and
    requests of trainings a state and one kind: where something else is asked for, they are
    not meant.
    """
    events = Event.objects.visible_to(standing).between(first, last).filter(**wanted)
    found = [of_event(event) for event in events.only(*SHOWN)]
    if standing.is_network and not {"kind", "host"} & set(wanted):
        running = Procedure.objects.visible_to(standing).running().due_between(first, last)
        due = running.filter(**wanted).order_by("deadline_at", "reference")
        found += [of_procedure(procedure) for procedure in due]
        found += _of_calls(standing, first=first, last=last, wanted=wanted)
        found += _of_meetings(standing, first=first, last=last, wanted=wanted)
    if _may_read_requests(standing) and wanted.get("kind", Kind.TRAINING) == Kind.TRAINING:
        found += _of_requests(standing, first=first, last=last, wanted=wanted)
    return found


def _of_calls(
    standing: Standing, *, first: dt.date, last: dt.date, wanted: Mapping[str, str]
) -> list[Item]:
    """Return by when a Presidency wants suggestions."""
    calls = Call.objects.visible_to(standing).filter(
        state=CallState.OPEN, closes_on__range=(first, last), **wanted
    )
    words = _("Suggestions due: %(title)s")
    return [
        due(call.get_absolute_url(), call.closes_on, words % {"title": call.title})
        for call in calls.order_by("closes_on", "pk")
    ]


def _of_meetings(
    standing: Standing, *, first: dt.date, last: dt.date, wanted: Mapping[str, str]
) -> list[Item]:
    """Return by when seats say who comes, and by when states may want an item in writing."""
    asked = Convening.objects.sent().filter(event=OuterRef("pk"))
    open_to_wishes = Agenda.objects.filter(event=OuterRef("pk"), state=AgendaState.CIRCULATED)
    ahead = Event.objects.visible_to(standing).filter(
        kind=Kind.MEETING,
        state=State.PUBLISHED,
        first_date__range=(first, last + CONVENED_BEFORE),
        **wanted,
    )
    own = ahead if standing.is_secretariat else ahead.filter(body__in=standing.bodies)
    rows: list[Any] = list(  # meetings with what is asked about them
        own.annotate(is_convened=Exists(asked), takes_wishes=Exists(open_to_wishes))
        .filter(Q(is_convened=True) | Q(takes_wishes=True))
        .order_by("starts_at", "pk")
    )
    holidays = Holiday.objects.days(HolidayCalendar.BE) if rows else frozenset()
    found = []
    for event in rows:
        if event.is_convened and event.registration_closes_at:
            words = _("Delegation to name: %(title)s") % {"title": event.title}
            on = network_day(event.registration_closes_at)
            found.append(due(event.get_absolute_url(), on, words))
        if event.takes_wishes:
            words = _("Wishes for decisions in writing: %(title)s") % {"title": event.title}
            on = last_day_beside(event, holidays)
            found.append(due(reverse("agendas:agenda", args=[event.slug]), on, words))
    return [item for item in found if first <= item.first <= last]


def _may_read_requests(standing: Standing) -> bool:
    return bool(standing.is_secretariat or standing.member_states)


def _of_requests(
    standing: Standing, *, first: dt.date, last: dt.date, wanted: Mapping[str, str]
) -> list[Item]:
    """Return by when hosts are asked for dates, and what is still to be done for a training."""
    if "body" in wanted:
        return []
    rows = TrainingRequest.objects.visible_to(standing).filter(state__in=NEGOTIATED)
    if "host" in wanted:
        rows = rows.filter(member_state=wanted["host"])
    asked = rows.filter(dates_close_on__range=(first, last)).order_by("dates_close_on", "pk")
    tasks = HostTask.objects.filter(request__in=rows, done_at=None, due_date__range=(first, last))
    return [
        *(
            due(
                request.get_absolute_url(),
                on,
                _("Answers to the dates due: %(reference)s") % {"reference": request.reference},
            )
            for request in asked
            if (on := request.dates_close_on)
        ),
        *(
            due(
                task.request.get_absolute_url(),
                on,
                _("To be done: %(task)s (%(reference)s)")
                % {"task": task.title, "reference": task.request.reference},
            )
            for task in tasks.select_related("request").order_by("due_date", "pk")
            if (on := task.due_date)
        ),
    ]


def of_event(event: Event) -> Item:
    """Return an event with the hour at its place, and what became of it."""
    title, struck = event.title, ""
    if event.state == State.CANCELLED:
        title, struck = _("Cancelled:"), title
    elif event.state == State.DRAFT:
        title = _("Draft: %(title)s") % {"title": title}
    return Item(
        url=event.get_absolute_url(),
        first=event.first_date,
        last=event.last_date,
        hour=f"{event.starts_time:%H:%M}" if event.starts_time else "",
        text=title,
        word=str(Kind(event.kind).label),
        icon=kinds.need(Kind(event.kind)).icon,
        group=GROUP_OF.get(Kind(event.kind), ""),
        struck=struck,
        place=event.place,
    )


def of_procedure(procedure: Procedure) -> Item:
    """Return the deadline of a procedure that runs, at the hour in Brussels."""
    if procedure.deadline_at is None:
        raise ValueError("a draft has no deadline")
    return due(
        procedure.get_absolute_url(),
        network_day(procedure.deadline_at),
        _("Reply due: %(title)s") % {"title": procedure.title},
        hour=f"{procedure.deadline_at.astimezone(BRUSSELS):%H:%M}",
    )


def due(url: str, on: dt.date, text: str, *, hour: str = "") -> Item:
    """Return something that is due on a day."""
    return Item(
        url=url,
        first=on,
        last=on,
        hour=hour,
        text=text,
        word=_("Deadline"),
        icon=CLOCK,
        group=DEADLINE,
    )


def by_day(
    found: Iterable[Item], *, first: dt.date, last: dt.date
) -> dict[dt.date, list[tuple[Item, Shown]]]:
    """Return each day between two, both included, with what stands on it."""
    count = (last - first).days + 1
    days: dict[dt.date, list[Any]] = {first + dt.timedelta(days=n): [] for n in range(count)}
    for item in found:
        day = max(first, item.first)
        while day <= min(last, item.last):
            days[day].append((item, item.on(day)))
            day += dt.timedelta(days=1)
    return days


def legend(found: Iterable[Item]) -> list[tuple[str, str, str]]:
    """Return each kind that stands there, with its icon and the fill of its entries."""
    every = [
        *((str(kind.label), kinds.need(kind).icon, GROUP_OF.get(kind, "")) for kind in Kind),
        (_("Deadline"), CLOCK, DEADLINE),
    ]
    shown = {item.word for item in found}
    return [(word, icon, FILLS[group]) for word, icon, group in every if word in shown]
