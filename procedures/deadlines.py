"""When a period ends, by analogy with Regulation 1182/71, Article 3; pure.

The day of the launch does not count. A period ends with the last second of its last day in
Brussels. One in calendar days that would end on a Saturday, a Sunday or a holiday runs to the
end of the next working day, and one of two days or more holds at least two working days.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.days import end_of_day, is_working_day, network_day
from procedures.enums import Unit
from procedures.rules.rule import LONGEST_DAYS

_PERIOD = re.compile(r"(\d{1,3}) (WD|CD)", re.ASCII)


class MalformedPeriodError(ValueError):
    """What was written is no period such as "10 WD"."""


class CalendarUnknownError(ValueError):
    """The holidays of a year are not entered, so nobody can say which days are working days."""

    def __init__(self, calendar: str, year: int) -> None:
        """Keep which calendar and year."""
        super().__init__(f"{calendar} holidays for {year} are not entered")
        self.calendar, self.year = calendar, year


@dataclass(frozen=True)
class Period:
    """So many working or calendar days."""

    days: int
    unit: str

    def __str__(self) -> str:
        """Return it as it is written: "10 WD"."""
        return f"{self.days} {self.unit}"


@dataclass(frozen=True)
class Calendar:
    """Which days are off; a year without any entry is one that nobody has entered."""

    name: str
    holidays: frozenset[date]

    def is_working_day(self, day: date) -> bool:
        """Return whether that day is worked; raises ``CalendarUnknownError``."""
        if not any(holiday.year == day.year for holiday in self.holidays):
            raise CalendarUnknownError(self.name, day.year)
        return is_working_day(day, holidays=self.holidays)


def read_period(text: str) -> Period:
    """Return the period that a text like "10 WD" or "14 CD" says.

    Raises ``MalformedPeriodError``, also for none and for more than a year.
    """
    found = _PERIOD.fullmatch(text)
    if not found or not 1 <= int(found[1]) <= LONGEST_DAYS:
        raise MalformedPeriodError('a period is written like "10 WD" or "14 CD", at most a year')
    return Period(int(found[1]), found[2])


def deadline(launch: datetime, period: Period, *, calendar: Calendar) -> datetime:
    """Return the last second of a period that begins with a launch.

    Raises ``CalendarUnknownError`` where it reaches a year without holidays.

    >>> from datetime import UTC
    >>> easter = Calendar("BE", frozenset({date(2024, 4, 1)}))
    >>> launch = datetime(2024, 3, 29, 22, tzinfo=UTC)
    >>> deadline(launch, Period(1, "WD"), calendar=easter).isoformat()
    '2024-04-02T23:59:59+02:00'
    """
    first = network_day(launch)
    if period.unit == Unit.WORKING:
        last = _after(first, working_days=period.days, calendar=calendar)
    else:
        last = _in_calendar_days(first, period.days, calendar=calendar)
    return end_of_day(last)


def to_the_last_second(typed: datetime) -> datetime:
    """Return a deadline that was typed to the minute: 23:59 in Brussels is the whole minute.

    >>> from datetime import UTC
    >>> to_the_last_second(datetime(2024, 5, 7, 21, 59, tzinfo=UTC)).isoformat()
    '2024-05-07T23:59:59+02:00'
    >>> to_the_last_second(datetime(2024, 5, 7, 15, tzinfo=UTC)).isoformat()
    '2024-05-07T15:00:00+00:00'
    """
    last = end_of_day(network_day(typed))
    return last if last - typed < timedelta(minutes=1) else typed


def _after(first: date, *, working_days: int, calendar: Calendar) -> date:
    day = first
    while working_days:
        day += timedelta(days=1)
        working_days -= calendar.is_working_day(day)
    return day


def _in_calendar_days(first: date, days: int, *, calendar: Calendar) -> date:
    end = first + timedelta(days=days)
    wanted = min(days, 2)
    day, works = first, False
    while day < end or wanted > 0 or not works:
        day += timedelta(days=1)
        works = calendar.is_working_day(day)
        wanted -= works
    return day
