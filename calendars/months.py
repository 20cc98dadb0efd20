"""A month laid out in weeks; pure but for the words."""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import dateformat
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.days import BRUSSELS, network_day
from events import kinds
from events.enums import Kind, State
from events.models import Event
from interface.templatetags.page import drawing
from procedures.models import Procedure

FIRST_YEAR, LAST_YEAR = 2000, 2100
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


@dataclass
class Day:
    """One day of the grid."""

    number: int
    weekday: str
    short: str
    month: str
    is_out: bool
    is_today: bool
    entries: list[Shown] = field(default_factory=list)

    def _list(self) -> SafeString:
        if not self.entries:
            return SafeString()
        links = ((entry.link,) for entry in self.entries)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", links))

    @property
    def cell(self) -> SafeString:
        """Return the day as a cell of the table; weekday and month are seen on phones."""
        classes = " ".join(
            word for word, so in (("is-out", self.is_out), ("is-today", self.is_today)) if so
        )
        return format_html(
            '<td{}{}><span class="month-more">{} </span><span class="month-day">{}</span>'
            '<span class="month-more"> {}</span>{}</td>',
            format_html(' class="{}"', classes) if classes else "",
            mark_safe(' aria-current="date"') if self.is_today else "",
            self.weekday,
            self.number,
            self.month,
            self._list(),
        )


def legend(*, deadlines: bool) -> list[tuple[str, str, str]]:
    """Return each kind with its icon and the fill of its entries, as they are told apart."""
    found = [
        (str(kind.label), kinds.need(kind).icon, FILLS[GROUP_OF.get(kind, "")]) for kind in Kind
    ]
    return [*found, (_("Deadline"), CLOCK, FILLS[DEADLINE])] if deadlines else found


def first_of(year: int, month: int) -> dt.date | None:
    """Return the first day of a month, or nothing for one that no calendar shows.

    >>> first_of(2026, 13) is None
    True
    """
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    return dt.date(year, month, 1)


def shifted(first: dt.date, by: int) -> dt.date | None:
    """Return the first day of the month before or after, or nothing beyond the bounds."""
    number = first.year * 12 + first.month - 1 + by
    return first_of(number // 12, number % 12 + 1)


def span(first: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that the grid of a month shows, Monday to Sunday.

    >>> [day.isoformat() for day in span(dt.date(2026, 12, 1))]
    ['2026-11-30', '2027-01-03']
    """
    last = dt.date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
    return first - dt.timedelta(days=first.weekday()), last + dt.timedelta(days=6 - last.weekday())


def weeks(
    first: dt.date,
    *,
    today: dt.date,
    events: Iterable[Event],
    procedures: Iterable[Procedure] = (),
) -> list[list[Day]]:
    """Return the weeks of a month: of each day the events, then the replies that are due."""
    begin, end = span(first)
    count = (end - begin).days + 1
    days = {
        day: _day(day, first=first, today=today)
        for day in (begin + dt.timedelta(days=n) for n in range(count))
    }
    for event in events:
        for number in range(count):
            day = begin + dt.timedelta(days=number)
            if event.first_date <= day <= event.last_date:
                days[day].entries.append(_shown(event, day))
    for procedure in procedures:
        if procedure.deadline_at and (due := network_day(procedure.deadline_at)) in days:
            days[due].entries.append(_due(procedure, procedure.deadline_at))
    laid = list(days.values())
    return [laid[start : start + 7] for start in range(0, count, 7)]


def _day(day: dt.date, *, first: dt.date, today: dt.date) -> Day:
    return Day(
        number=day.day,
        weekday=dateformat.format(day, "l"),
        short=dateformat.format(day, "D"),
        month=dateformat.format(day, "F"),
        is_out=day.month != first.month,
        is_today=day == today,
    )


def _shown(event: Event, day: dt.date) -> Shown:
    """Return an event on a day: the hour at its place where it begins, and what it is."""
    title, struck = event.title, ""
    if event.state == State.CANCELLED:
        title, struck = _("Cancelled:"), title
    elif event.state == State.DRAFT:
        title = _("Draft: %(title)s") % {"title": title}
    hour = f"{event.starts_time:%H:%M} " if event.starts_time and day == event.first_date else ""
    return Shown(
        url=event.get_absolute_url(),
        text=f"{hour}{title}",
        word=str(Kind(event.kind).label),
        icon=kinds.need(Kind(event.kind)).icon,
        group=GROUP_OF.get(Kind(event.kind), ""),
        struck=struck,
    )


def _due(procedure: Procedure, deadline: dt.datetime) -> Shown:
    """Return the deadline of a procedure, at the hour in Brussels."""
    due = _("Reply due: %(title)s") % {"title": procedure.title}
    return Shown(
        url=procedure.get_absolute_url(),
        text=f"{deadline.astimezone(BRUSSELS):%H:%M} {due}",
        word=_("Deadline"),
        icon=CLOCK,
        group=DEADLINE,
    )
