"""How items are numbered, and at what hour each begins; pure.

What is restricted is numbered apart ("R1"), and takes no time from the plan of the others: who
does not know of it finds no gap. Items that one may not see otherwise are not counted either.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True)
class Point:
    """What numbers and hours need to know of an item; ``parent`` is what it is a part of.

    What was taken off, or is decided in writing, keeps its number and takes no time.
    """

    pk: int
    parent: int | None = None
    is_restricted: bool = False
    minutes: int | None = None
    starts: time | None = None
    takes_time: bool = True

    @property
    def is_timed(self) -> bool:
        """Return whether it takes time from the plan of what it stands in."""
        return self.takes_time and not self.is_restricted


def numbers(points: Sequence[Point]) -> dict[int, str]:
    """Return the number of each item, in the order in which they stand, by its key.

    A part is numbered below its item, wherever it stands.

    >>> numbers([Point(7), Point(8, is_restricted=True), Point(9), Point(10, parent=8)])
    {7: '1', 8: 'R1', 10: 'R1.1', 9: '2'}
    """
    return dict(_numbered(whole(points), points))


def _numbered(siblings: Iterable[Point], points: Sequence[Point]) -> Iterable[tuple[int, str]]:
    for point, number in _counted(siblings):
        yield point.pk, number
        for pk, below in _numbered(parts(points, of=point.pk), points):
            yield pk, f"{number}.{below}"


def whole(points: Sequence[Point]) -> list[Point]:
    """Return the items that are part of none."""
    return [point for point in points if point.parent is None]


def parts(points: Sequence[Point], *, of: int) -> list[Point]:
    """Return the parts of an item."""
    return [point for point in points if point.parent == of]


def _counted(points: Iterable[Point]) -> Iterable[tuple[Point, str]]:
    seen: Counter[bool] = Counter()
    for point in points:
        seen[point.is_restricted] += 1
        yield point, f"{'R' if point.is_restricted else ''}{seen[point.is_restricted]}"


def hours(points: Sequence[Point], *, begins: time | None) -> dict[int, time]:
    """Return when each item begins, as far as that follows from what is planned.

    The first one begins with the meeting, or at its own hour; each next one when the one before
    ends. An hour of its own holds, and the plan goes on from there. An item with parts lasts as
    long as it says, or as all of its parts; one with none but restricted ones, or ones that take
    no time, is as one without parts. After one without minutes nothing is known.

    >>> hours([Point(1, minutes=30), Point(2)], begins=time(9, 30))
    {1: datetime.time(9, 30), 2: datetime.time(10, 0)}
    >>> hours([Point(1), Point(2, parent=1, is_restricted=True), Point(3)], begins=time(9))
    {1: datetime.time(9, 0), 2: datetime.time(9, 0)}
    """
    return _laid(points, begins).hours


def stops(points: Sequence[Point], *, begins: time | None) -> frozenset[int]:
    """Return the items after which something stands that has no hour, since they have no minutes.

    Within an item that has minutes its parts stop nothing: what follows it has its hour.

    >>> sorted(stops([Point(1, minutes=30), Point(2), Point(3)], begins=time(9)))
    [2]
    >>> sorted(stops([Point(1), Point(2, starts=time(10))], begins=time(9)))
    []
    """
    planned = {point.pk for point in points if point.minutes is not None}
    within = {point.pk for point in points if point.parent in planned}
    return frozenset(_laid(points, begins).stops - within)


@dataclass(frozen=True)
class _Clock:
    """What a clock shows after an item; where nothing is known, since which one that is so."""

    at: time | None
    stopped_by: int | None = None


@dataclass
class _Plan:
    """When each item begins, and where that stops to be known."""

    hours: dict[int, time] = field(default_factory=dict)
    stops: set[int] = field(default_factory=set)


def _laid(points: Sequence[Point], begins: time | None) -> _Plan:
    plan, clock = _Plan(), _Clock(begins)
    for point in whole(points):
        clock = _told(plan, points, point, clock)
    return plan


def _told(plan: _Plan, points: Sequence[Point], point: Point, clock: _Clock) -> _Clock:
    """Note when an item and its parts begin; return when the next one does."""
    if not point.takes_time:
        return clock
    starts = _Clock(point.starts) if point.starts else clock
    if starts.at:
        plan.hours[point.pk] = starts.at
    elif starts.stopped_by is not None:
        plan.stops.add(starts.stopped_by)
    inner = starts
    below = parts(points, of=point.pk)
    for part in below:
        inner = _told(plan, points, part, inner)
    if point.is_restricted:
        return clock
    if point.minutes is None and any(part.is_timed for part in below):
        return inner
    return _Clock(later(starts.at, point.minutes), point.pk if starts.at else starts.stopped_by)


def in_all(points: Sequence[Point]) -> int:
    """Return how many minutes are planned in all: those of the items, or of all of their parts.

    >>> in_all([Point(1, minutes=30), Point(2), Point(3, parent=2, minutes=15)])
    45
    """
    return sum(_planned(point, points) for point in whole(points))


def _planned(point: Point, points: Sequence[Point]) -> int:
    if not point.takes_time:
        return 0
    if point.minutes is not None:
        return point.minutes
    return sum(_planned(part, points) for part in parts(points, of=point.pk))


def runs_past(points: Sequence[Point], *, begins: time | None, ends: time | None) -> time | None:
    """Return the latest hour at which an item ends, where that is after the meeting does.

    >>> points = [Point(1, minutes=60), Point(2, starts=time(10), minutes=15), Point(3)]
    >>> runs_past(points, begins=time(9), ends=time(10))
    datetime.time(10, 15)
    >>> runs_past(points, begins=time(9), ends=time(11))
    """
    found = hours(points, begins=begins)
    last = [later(found.get(point.pk), point.minutes or 0) for point in points]
    return max((one for one in last if one and ends and one > ends), default=None)


def later(clock: time | None, minutes: int | None) -> time | None:
    """Return the hour so many minutes later, where both are known; past midnight it goes on.

    >>> later(time(23, 50), 20)
    datetime.time(0, 10)
    """
    if clock is None or minutes is None:
        return None
    return (datetime.combine(date.min, clock) + timedelta(minutes=minutes)).time()
