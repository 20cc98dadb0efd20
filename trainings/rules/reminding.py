"""When the owner of a task is reminded; pure."""

from collections.abc import Iterable
from datetime import date, timedelta

BEFORE = (7, 1, -1)
"""How many days before a task is due its owner is reminded; the last time when it is overdue."""


def is_due(due: date, *, reminded: Iterable[date], today: date) -> bool:
    """Return whether the owner of a task is to be reminded today.

    Each of the days once; one that was slept through is made up for, by one letter for all.

    >>> is_due(date(2027, 1, 18), reminded=[], today=date(2027, 1, 11))
    True
    >>> is_due(date(2027, 1, 18), reminded=[date(2027, 1, 11)], today=date(2027, 1, 16))
    False
    """
    passed = [due - timedelta(days=days) for days in BEFORE if due - timedelta(days=days) <= today]
    return bool(passed) and all(day < passed[-1] for day in reminded)
