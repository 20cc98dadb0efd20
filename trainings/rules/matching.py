"""Which trainers suit a training, in what order, and why; pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from trainings.enums import Reason


@dataclass(frozen=True)
class Approval:
    """One approval of a trainer."""

    course: int
    language: str
    starts: date
    ends: date | None = None

    def covers(self, days: Collection[date]) -> bool:
        """Return whether it holds on each of the days."""
        return all(self.starts <= day <= (self.ends or date.max) for day in days)


@dataclass(frozen=True)
class Teacher:
    """A trainer as matching knows one; ``load`` counts trainings in the last twelve months.

    ``booked`` are the days on which the trainer teaches, ``away`` and ``free`` spans of days
    of which the trainer said so, both ends included.
    """

    key: int
    name: str
    country: str = ""
    approvals: tuple[Approval, ...] = ()
    booked: frozenset[date] = frozenset()
    away: tuple[tuple[date, date], ...] = ()
    free: tuple[tuple[date, date], ...] = ()
    load: int = 0

    def can(self, days: Collection[date]) -> bool:
        """Return whether nothing keeps the trainer from teaching on these days."""
        return not any(day in self.booked or _within(day, self.away) for day in days)

    def says_free(self, days: Collection[date]) -> bool:
        """Return whether the trainer said to be free on all of these days."""
        return all(_within(day, self.free) for day in days)


@dataclass(frozen=True)
class Sought:
    """What is sought: for a course, in a language, on one of several dates, near a country.

    Each of the ``dates`` is all the days that the training would take.
    """

    course: int
    language: str
    dates: tuple[tuple[date, ...], ...]
    country: str = ""
    language_name: str = ""


@dataclass(frozen=True)
class Because:
    """One reason for a rank, with the values of its words."""

    reason: Reason
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def says(self) -> str:
        """Return the words."""
        return str(self.reason.label) % self.values if self.values else str(self.reason.label)


@dataclass(frozen=True)
class Match:
    """A trainer who can, on which of the dates (their places), and why here in the order."""

    teacher: Teacher
    dates: tuple[int, ...]
    because: tuple[Because, ...]


def ranked(teachers: Iterable[Teacher], sought: Sought) -> list[Match]:
    """Return who can teach it, best first, each with reasons.

    Only who is approved for the course in the language and free on one of the dates, that
    approval holding then, is among them. Who can on more dates comes first, then who said to
    be free, then who is from the host's country, then who taught less.
    """
    found = [_placed(teacher, sought) for teacher in teachers]
    return [match for _rank, match in sorted(filter(None, found), key=lambda pair: pair[0])]


def _placed(teacher: Teacher, sought: Sought) -> tuple[tuple[Any, ...], Match] | None:
    approvals = [
        one
        for one in teacher.approvals
        if (one.course, one.language) == (sought.course, sought.language)
    ]
    dates = tuple(
        number
        for number, days in enumerate(sought.dates)
        if any(one.covers(days) for one in approvals) and teacher.can(days)
    )
    if not dates:
        return None
    is_near = bool(sought.country) and teacher.country == sought.country
    says_free = sum(teacher.says_free(sought.dates[number]) for number in dates)
    rank = (-len(dates), -says_free, not is_near, teacher.load, teacher.name, teacher.key)
    return rank, Match(
        teacher,
        dates,
        _because(teacher, sought, dates, approvals, is_near=is_near, says_free=bool(says_free)),
    )


def _because(
    teacher: Teacher,
    sought: Sought,
    dates: tuple[int, ...],
    approvals: Collection[Approval],
    *,
    is_near: bool,
    says_free: bool,
) -> tuple[Because, ...]:
    last = max(one.ends or date.max for one in approvals)
    in_all = len(dates) == len(sought.dates)
    counts = {"number": len(dates), "all": len(sought.dates)}
    found = [
        Because(Reason.LANGUAGE, {"language": sought.language_name or sought.language}),
        Because(Reason.APPROVED)
        if last == date.max
        else Because(Reason.APPROVED_UNTIL, {"year": last.year}),
        Because(Reason.FREE_ON_ALL) if in_all else Because(Reason.FREE_ON, counts),
    ]
    if says_free:
        found.append(Because(Reason.SAYS_FREE))
    if is_near:
        found.append(Because(Reason.SAME_COUNTRY))
    load = teacher.load
    found.append(Because(Reason.LOAD, {"number": load}) if load else Because(Reason.NO_LOAD))
    return tuple(found)


def _within(day: date, spans: Iterable[tuple[date, date]]) -> bool:
    return any(starts <= day <= ends for starts, ends in spans)
