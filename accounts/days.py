"""Days in Brussels, and which of them are working days; pure."""

import re
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")


def network_day(at: datetime) -> date:
    """Return the Network's "today": the date in Brussels at that moment."""
    return at.astimezone(BRUSSELS).date()


def year_in(text: str) -> int | None:
    """Return the year that somebody typed in four digits, or nothing.

    >>> year_in("2027"), year_in("02027"), year_in("²027"), year_in("abcd")
    (2027, None, None, None)
    """
    return int(text) if re.fullmatch(r"[0-9]{4}", text) else None


def days_in(text: str | None) -> frozenset[date]:
    """Return the days that a query has listed in one text.

    >>> sorted(day.isoformat() for day in days_in("2024-05-09 2024-05-01"))
    ['2024-05-01', '2024-05-09']
    """
    return frozenset(date.fromisoformat(day) for day in (text or "").split())


def end_of_day(day: date) -> datetime:
    """Return the moment at which a day ends in Brussels.

    >>> end_of_day(date(2024, 6, 30)).isoformat()
    '2024-06-30T23:59:59+02:00'
    """
    return datetime.combine(day, time(23, 59, 59), tzinfo=BRUSSELS)


def is_working_day(day: date, *, holidays: Collection[date]) -> bool:
    """Return whether the day is neither Saturday, Sunday nor a holiday."""
    return day.weekday() < 5 and day not in holidays


def working_day_after(day: date, *, working_days: int, holidays: Collection[date]) -> date:
    """Return the n-th working day after a day; the day itself does not count.

    >>> working_day_after(date(2024, 5, 8), working_days=1, holidays={date(2024, 5, 9)})
    datetime.date(2024, 5, 10)
    """
    while working_days:
        day += timedelta(days=1)
        working_days -= is_working_day(day, holidays=holidays)
    return day


def working_day_before(day: date, *, working_days: int, holidays: Collection[date]) -> date:
    """Return the n-th working day before a day; the day itself does not count.

    >>> working_day_before(date(2024, 5, 13), working_days=1, holidays={date(2024, 5, 10)})
    datetime.date(2024, 5, 9)
    """
    while working_days:
        day -= timedelta(days=1)
        working_days -= is_working_day(day, holidays=holidays)
    return day


def clear_working_days_before(day: date, *, working_days: int, holidays: Collection[date]) -> date:
    """Return the last day that leaves n clear working days before a day.

    Clear: neither the day of sending nor the day of the meeting counts.

    >>> clear_working_days_before(date(2024, 5, 29), working_days=10, holidays=set())
    datetime.date(2024, 5, 14)
    """
    first = working_day_before(day, working_days=working_days, holidays=holidays)
    return first - timedelta(days=1)
