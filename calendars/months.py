"""A month laid out in weeks; pure but for the words."""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import dateformat
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from calendars.agenda import Item, Shown, by_day

FIRST_YEAR, LAST_YEAR = 2000, 2100


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


def first_of(year: int, month: int) -> dt.date | None:
    """Return the first day of a month, or nothing for one that no calendar shows.

    >>> first_of(2026, 13) is None
    True
    """
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    return dt.date(year, month, 1)


def span(first: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that the grid of a month shows, Monday to Sunday.

    >>> [day.isoformat() for day in span(dt.date(2026, 12, 1))]
    ['2026-11-30', '2027-01-03']
    """
    last = dt.date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
    return first - dt.timedelta(days=first.weekday()), last + dt.timedelta(days=6 - last.weekday())


def weeks(first: dt.date, *, today: dt.date, items: Iterable[Item]) -> list[list[Day]]:
    """Return the weeks of a month, each day with what stands on it."""
    begin, end = span(first)
    laid = [
        _day(day, first=first, today=today, entries=[shown for _item, shown in stands])
        for day, stands in by_day(items, first=begin, last=end).items()
    ]
    return [laid[start : start + 7] for start in range(0, len(laid), 7)]


def _day(day: dt.date, *, first: dt.date, today: dt.date, entries: list[Shown]) -> Day:
    return Day(
        number=day.day,
        weekday=dateformat.format(day, "l"),
        short=dateformat.format(day, "D"),
        month=dateformat.format(day, "F"),
        is_out=day.month != first.month,
        is_today=day == today,
        entries=entries,
    )
