"""The pages of the calendar beside each other: month, week, year and half-year."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils import dateformat
from django.utils.translation import gettext as _

from calendars.months import first_of
from interface import moments
from interface.marks import Tab

MONTH, WEEK, YEAR, HALF_YEAR = "month", "week", "year", "half_year"
DAYS = dt.timedelta(days=7)


@dataclass(frozen=True)
class Step:
    """A way to another page of the calendar: its name, its address, its name in short."""

    label: str
    url: str
    short: str


def half_of(day: dt.date) -> tuple[int, int]:
    """Return year and half of a day; Presidencies change with the half-year.

    >>> half_of(dt.date(2024, 6, 30)), half_of(dt.date(2024, 7, 1))
    ((2024, 1), (2024, 2))
    """
    return day.year, 1 if day.month <= 6 else 2  # June ends the first half


def week_of(year: int, week: int) -> dt.date | None:
    """Return the Monday of a week of the year, or nothing for one that no calendar shows.

    >>> week_of(2026, 53), week_of(2025, 53)
    (datetime.date(2026, 12, 28), None)
    """
    try:
        monday = dt.date.fromisocalendar(year, week, 1)
    except (ValueError, OverflowError):
        return None
    return monday if first_of(year, 1) else None


def half_from(year: int, half: int) -> dt.date | None:
    """Return the first day of a half-year, or nothing for one that no calendar shows."""
    return first_of(year, 1 if half == 1 else 7) if half in {1, 2} else None


def month_step(day: dt.date, query: str) -> Step:
    """Return the way to the month of a day."""
    return Step(
        moments.month(day),
        _with(reverse("calendars:month_of", args=[day.year, day.month]), query),
        dateformat.format(day, "F"),
    )


def week_step(day: dt.date, query: str) -> Step:
    """Return the way to the week of a day."""
    year, week, _weekday = day.isocalendar()
    label = _("Week %(week)d of %(year)d") % {"week": week, "year": year}
    return Step(
        label,
        _with(reverse("calendars:week", args=[year, week]), query),
        _("Week %(week)d") % {"week": week},
    )


def year_step(day: dt.date, query: str) -> Step:
    """Return the way to the year of a day."""
    label = str(day.year)
    return Step(label, _with(reverse("calendars:year", args=[day.year]), query), label)


def half_step(day: dt.date, query: str) -> Step:
    """Return the way to the half-year of a day."""
    year, half = half_of(day)
    words = {1: _("First half of %(year)d"), 2: _("Second half of %(year)d")}
    label = words[half] % {"year": year}
    return Step(label, _with(reverse("calendars:half_year", args=[year, half]), query), label)


STEPS = {MONTH: month_step, WEEK: week_step, YEAR: year_step, HALF_YEAR: half_step}


def _with(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def tabs(*, first: dt.date, last: dt.date, today: dt.date, here: str, query: str) -> list[Tab]:
    """Return the four pages, each of the time that is looked at, today where that holds it."""
    day = today if first <= today <= last else first
    words: Mapping[str, str] = {
        MONTH: _("Month"),
        WEEK: _("Week"),
        YEAR: _("Year"),
        HALF_YEAR: _("Half-year"),
    }
    return [
        Tab(words[name], step(day, query).url, here=name == here) for name, step in STEPS.items()
    ]
