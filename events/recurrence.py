"""On which days something comes again; pure."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from events.enums import Recurrence, WeekOfMonth

MOST = 60
"""More dates are not worked out at once."""


@dataclass(frozen=True)
class Rule:
    """Every so many weeks on a weekday, or in every so many months on a weekday of the month.

    ``weekday`` counts from Monday, 0; ``week_of_month`` from the first, 1, to the last, 5.
    """

    recurrence: str
    every: int
    weekday: int
    week_of_month: int | None = None


def dates(
    rule: Rule, *, after: date, until: date | None = None, number: int | None = None
) -> list[date]:
    """Return the days on which it comes again after a day, as many as are asked for.

    The first lies in the week, or in the month, that follows the one of ``after`` by as many
    as the rule says: a Thursday every two weeks after a Tuesday is never two days later.
    ``until`` is the last day that counts; without it and without a number, and beyond
    ``MOST``, there is an end.

    >>> [str(day) for day in dates(Rule(Recurrence.WEEKS, 2, 3), after=date(2027, 1, 5), number=2)]
    ['2027-01-21', '2027-02-04']
    """
    most = min(MOST, number if number is not None else MOST)
    found: list[date] = []
    for day in _weeks(rule, after) if rule.recurrence == Recurrence.WEEKS else _months(rule, after):
        if len(found) == most or (until and day > until):
            break
        found.append(day)
    return found


def _weeks(rule: Rule, after: date) -> Iterator[date]:
    monday = after - timedelta(days=after.weekday())
    turn = 0
    while True:
        turn += 1
        try:
            yield monday + timedelta(weeks=rule.every * turn, days=rule.weekday)
        except OverflowError:
            return


def _months(rule: Rule, after: date) -> Iterator[date]:
    month = after.year * 12 + after.month - 1 + rule.every
    while month // 12 <= MAXYEAR:
        yield _in_month(month // 12, month % 12 + 1, rule)
        month += rule.every


def _in_month(year: int, month: int, rule: Rule) -> date:
    """Return the rule's day in a month; each month has a first to fourth and a last of each."""
    if rule.week_of_month == WeekOfMonth.LAST:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - rule.weekday) % 7)
    first = date(year, month, 1)
    ahead = (rule.weekday - first.weekday()) % 7
    return first + timedelta(days=ahead, weeks=(rule.week_of_month or 1) - 1)
