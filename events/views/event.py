"""The page of one event."""

import datetime as dt
from dataclasses import dataclass, field
from itertools import groupby
from textwrap import shorten
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import CharField, DateField, F, Subquery, Value
from django.db.models.functions import Cast
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Standing
from accounts.enums import Category, Visibility
from accounts.http import Request
from accounts.models import Notice
from accounts.prose import prose
from events import countries, rules, services, words
from events.access import may_edit
from events.enums import Mode, SpeakerRole, State
from events.forms.registration import RegistrationForm
from events.models import Event, Registration
from events.views.registration import known_of, own_page, own_registration, stands_for
from interface import moments
from interface.marks import Pill

LINE = 120
PROGRAMME = (
    "pk", "date", "starts_time", "ends_time", "title", "description", "room",
    "speakers__pk", "speakers__role", "speakers__name", "speakers__function",
    "speakers__organisation", "speakers__biography", "speakers__may_publish",
)  # fmt: skip


@dataclass(frozen=True)
class Person:
    """Somebody on the programme who agreed to be published."""

    name: str
    line: str
    role: str
    biography: str


@dataclass
class Part:
    """One session of the programme, in words."""

    hours: str
    title: str
    description: str
    room: str
    people: list[Person] = field(default_factory=list)

    @property
    def who(self) -> str:
        """Return who is in it: "Eva Novak, Praha · moderator: Ulla Berg"."""
        return " · ".join(
            f"{SpeakerRole(person.role).label}: {person.name}"
            if person.role == SpeakerRole.MODERATOR
            else ", ".join(part for part in (person.name, person.line) if part)
            for person in self.people
        )


@dataclass(frozen=True)
class Day:
    """One day of the programme; it has a name where there are several."""

    name: str
    parts: list[Part]


@login_not_required
@require_safe
def event(request: Request, slug: str) -> HttpResponse:
    """Show an event to whoever may know of it."""
    standing, at = request.standing, request.at
    in_force = Notice.objects.filter(published_at__lte=at).order_by("-published_at")
    shown = get_object_or_404(
        Event.objects.visible_to(standing)
        .select_related("body")
        .annotate(notice_version=Subquery(in_force.values("version")[:1])),
        slug=slug,
    )
    days, people = programme(shown)
    context = {
        "event": shown,
        "lead": lead(shown),
        "about": prose(shown.summary) if shown.summary else "",
        "days": days,
        "people": people,
        "facts": facts(shown, standing),
        "forward": forward(shown, at=at),
        "feed": settings.SITE_URL + reverse("calendars:public_feed"),
        "may_edit": may_edit(standing, shown),
        **related(shown, standing),
        **place(shown, standing, at=at),
    }
    return render(request, "events/event.html", context)


def lead(shown: Event) -> str:
    """Return in a line who invites, how one takes part and in which languages."""
    presents = [
        str(shown.body) if shown.body else "",
        _("Host: %(state)s") % {"state": countries.name(shown.host_id)} if shown.host_id else "",
        Mode(shown.mode).label,
        "" if shown.mode == Mode.ONLINE else shown.city,
        words.languages(shown),
    ]
    return " · ".join(str(part) for part in presents if part)


def programme(shown: Event) -> tuple[list[Day], list[Person]]:
    """Return the days of the programme, and the speakers who agreed to be published; one query."""
    rows = list(
        shown.sessions.order_by(
            "date", "starts_time", "pk", "speakers__order", "speakers__pk"
        ).values(*PROGRAMME)
    )
    several = len({row["date"] for row in rows}) > 1
    days: list[Day] = []
    people: dict[tuple[str, str], Person] = {}
    for date, on_day in groupby(rows, key=lambda row: row["date"]):
        parts = []
        for _pk, of_session in groupby(on_day, key=lambda row: row["pk"]):
            found = list(of_session)
            part = _part(found[0])
            part.people = [_person(row) for row in found if row["speakers__may_publish"]]
            people |= {(person.name, person.line): person for person in part.people}
            parts.append(part)
        days.append(Day(moments.day(date) if several else "", parts))
    return days, list(people.values())


def _part(row: dict[str, Any]) -> Part:
    return Part(
        hours=f"{row['starts_time']:%H:%M}{moments.EN_DASH}{row['ends_time']:%H:%M}",
        title=row["title"],
        description=row["description"],
        room=row["room"],
    )


def _person(row: dict[str, Any]) -> Person:
    line = (row["speakers__function"], row["speakers__organisation"])
    return Person(
        name=row["speakers__name"],
        line=", ".join(part for part in line if part),
        role=row["speakers__role"],
        biography=row["speakers__biography"],
    )


def facts(shown: Event, standing: Standing) -> list[tuple[str, str]]:
    """Return when and where it is, as pairs of words; the own clock where it differs."""
    online = shown.mode == Mode.ONLINE
    place = "" if online else ", ".join(filter(None, (shown.venue, shown.address, shown.city)))
    clock = ""
    if standing.user and not shown.all_day and shown.first_date == shown.last_date:
        clock = moments.your_time(
            shown.starts_at, shown.ends_at, shown.zone, standing.user.time_zone
        )
    pairs = [
        (_("When"), words.when(shown)),
        (_("Your time"), clock),
        (_("Date"), "" if shown.date_settled else _("Not settled yet")),
        (
            _("Hours"),
            _("Illustrative; the source gives none") if shown.hours_are_illustrative else "",
        ),
        (_("Place"), place),
        (
            _("Online"),
            "" if shown.mode == Mode.IN_PERSON else _("By a link, for those who are registered"),
        ),
        (_("Access"), shown.access_notes),
        (_("Languages"), words.languages(shown)),
        (_("Interpreted"), shown.interpretation),
        (_("With"), shown.co_promoters),
    ]
    return [(label, value) for label, value in pairs if value]


def forward(shown: Event, *, at: dt.datetime) -> str:
    """Return the text to forward: the organisers', or what is known, for public events ahead."""
    if (
        shown.visibility != Visibility.PUBLIC
        or shown.ends_at <= at
        or shown.state != State.PUBLISHED
    ):
        return ""
    address = settings.SITE_URL + shown.get_absolute_url()
    if shown.forward_text:
        return f"{shown.forward_text}\n\n{address}"
    said = [f"{shown.title}: {words.when(shown)}"]
    if where := words.where(shown):
        said.append(where)
    return f"{'. '.join(said)}.\n{address}"


def related(shown: Event, standing: Standing) -> dict[str, Any]:
    """Return the events it is held with, as far as they may be known, and its tasks; one query."""
    nothing = Cast(Value(None), DateField())
    beside = (
        Event.objects.visible_to(standing)
        .filter(held_with=shown)
        .order_by()
        .annotate(what=Value("event", CharField()))
        .values_list("what", "slug", "title", "first_date")
    )
    tasks = (
        shown.tasks.order_by()
        .annotate(what=Value("task", CharField()), day=nothing, words=F("text"))
        .values_list("what", "code", "words", "day")
    )
    rows = list(beside.union(tasks, all=True).order_by())
    return {
        "held_with": [
            (reverse("events:event", args=[key]), title, moments.day(day))
            for what, key, title, day in sorted(
                rows, key=lambda row: (row[3] or dt.date.min, row[1])
            )
            if what == "event"
        ],
        "tasks": [
            (reverse("desk:task", args=[key]), key, shorten(text, width=LINE, placeholder=" …"))
            for what, key, text, _day in sorted(rows, key=lambda row: row[1])
            if what == "task"
        ],
    }


def place(shown: Event, standing: Standing, *, at: dt.datetime) -> dict[str, Any]:
    """Return what the card "Your place" says: the own registration, or what one would get."""
    is_open = shown.is_open_at(at)
    places = services.places_of(shown) if is_open else rules.Places()
    taken = services.held(shown, places=places) if places.are_limited else {}
    left = rules.places_left(places=places, taken=taken)
    strong, said = words.places_said(places, taken)
    own = own_registration(shown, standing)
    pill = words.open_pill(shown, left=left, at=at)
    found = {
        "open": is_open,
        "pills": [
            one
            for one in (
                words.kind_pill(shown),
                words.lock_pill(shown) or Pill(_("Public"), icon="globe"),
                pill,
            )
            if one
        ],
        "strong": strong,
        "said": said,
        "total": places.total,
        "taken": taken.get(rules.ALL, 0),
        "closes": _closes(shown) if is_open else "",
        "opens": _opens(shown, at=at),
    }
    if stands_for(own, shown):
        found |= {"own": own_page(own), "own_pill": words.own_pill(own.state)}
    elif is_open and standing.user:
        found["one_click"] = one_click(shown, standing, latest=own)
    return found


def _closes(shown: Event) -> str:
    closes = shown.registration_closes_at or shown.starts_at
    return _("Registration closes %(moment)s.") % {"moment": moments.moment(closes, shown.zone)}


def _opens(shown: Event, *, at: dt.datetime) -> str:
    opens = shown.registration_opens_at
    if shown.state != State.PUBLISHED or not shown.takes_registrations or not opens or opens <= at:
        return ""
    return _("Registration opens %(moment)s.") % {"moment": moments.moment(opens, shown.zone)}


@dataclass(frozen=True)
class OneClick:
    """A registration that needs but one press, since all is known: hidden fields and words."""

    fields: list[tuple[str, str]]
    said: str


def one_click(shown: Event, standing: Standing, *, latest: Registration | None) -> OneClick | None:
    """Return what a press registers, or nothing where something must be asked."""
    known = known_of(standing, latest=latest)
    if shown.mode == Mode.HYBRID or not (known.get("country") and known.get("category")):
        return None
    form = RegistrationForm(event=shown, notice=None)
    once = form["once"].value()
    version = shown.notice_version or ""  # type: ignore[attr-defined]  # annotated
    said = [known["name"], countries.name(known["country"]), Category(known["category"]).label]
    return OneClick(
        fields=[("once", str(once)), ("notice", version), *sorted(known.items())],
        said=", ".join(str(part) for part in said),
    )
