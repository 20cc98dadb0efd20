"""Half a year as one picture: a column a month, a row a day; geometry in whole numbers."""

import calendar
import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils import dateformat
from django.utils.text import Truncator

from calendars.agenda import Item
from interface import moments

MONTHS = 6
COLUMN, ROW, HEAD, NUMBERS = 170, 24, 30, 44
WIDTH, HEIGHT = MONTHS * COLUMN, HEAD + 31 * ROW
LETTER = 7
"""What a letter of the picture is wide, roughly."""
SATURDAY = 5


@dataclass(frozen=True)
class Square:
    """One day: where it stands, its number and weekday, and whether nobody works on it."""

    x: int
    y: int
    words: str
    is_off: bool
    is_today: bool


@dataclass(frozen=True)
class Bar:
    """One event or deadline in one month: where it stands, what it says, and all of it."""

    x: int
    y: int
    width: int
    height: int
    group: str
    words: str
    whole: str
    url: str
    is_struck: bool


@dataclass(frozen=True)
class Plan:
    """The picture, ready to draw."""

    heads: tuple[tuple[int, str], ...]
    squares: tuple[Square, ...]
    bars: tuple[Bar, ...]
    width: int = WIDTH
    height: int = HEIGHT
    column: int = COLUMN
    row: int = ROW


def end_of(first: dt.date) -> dt.date:
    """Return the last day of the half-year that begins that day.

    >>> end_of(dt.date(2024, 1, 1)), end_of(dt.date(2024, 7, 1))
    (datetime.date(2024, 6, 30), datetime.date(2024, 12, 31))
    """
    last = first.month + MONTHS - 1
    return dt.date(first.year, last, calendar.monthrange(first.year, last)[1])


def plan(
    first: dt.date, *, items: Iterable[Item], today: dt.date, holidays: Collection[dt.date]
) -> Plan:
    """Return the half-year that begins on a first of January or July.

    What stands on the same days stands beside each other; an event over the end of a month
    goes on in the next column.
    """
    found = list(items)
    begins = [first.replace(month=first.month + number) for number in range(MONTHS)]
    heads: list[tuple[int, str]] = []
    squares: list[Square] = []
    bars: list[Bar] = []
    for number, begin in enumerate(begins):
        left = number * COLUMN
        heads.append((left, dateformat.format(begin, "F")))
        end = begin.replace(day=calendar.monthrange(begin.year, begin.month)[1])
        for day in range(1, end.day + 1):
            on = begin.replace(day=day)
            squares.append(
                Square(
                    x=left,
                    y=_top(day),
                    words=f"{day} {dateformat.format(on, 'D')[:2]}",
                    is_off=on.weekday() >= SATURDAY or on in holidays,
                    is_today=on == today,
                )
            )
        inside = [item for item in found if item.first <= end and item.last >= begin]
        for cluster in _clusters(inside):
            bars += _bars(cluster, begin=begin, end=end, left=left + NUMBERS)
    return Plan(heads=tuple(heads), squares=tuple(squares), bars=tuple(bars))


def _top(day: int) -> int:
    return HEAD + (day - 1) * ROW


def _clusters(items: Iterable[Item]) -> list[list[list[Item]]]:
    """Return groups of what shares days, each laid out in lanes that stand beside each other."""
    clusters: list[list[list[Item]]] = []
    until: dt.date | None = None
    for item in sorted(items, key=lambda one: (one.first, -one.last.toordinal())):
        if until is None or item.first > until:
            clusters.append([])
        lane = next((lane for lane in clusters[-1] if lane[-1].last < item.first), None)
        if lane is None:
            clusters[-1].append([item])
        else:
            lane.append(item)
        until = item.last if until is None else max(until, item.last)
    return clusters


def _bars(lanes: list[list[Item]], *, begin: dt.date, end: dt.date, left: int) -> Iterable[Bar]:
    width = (COLUMN - NUMBERS - 2) // len(lanes)
    letters = (width - 8) // LETTER
    for number, lane in enumerate(lanes):
        for item in lane:
            top, bottom = max(item.first, begin).day, min(item.last, end).day
            yield Bar(
                x=left + number * width,
                y=_top(top) + 1,
                width=max(width - 2, 1),
                height=(bottom - top + 1) * ROW - 2,
                group=item.group,
                words=Truncator(item.struck or item.text).chars(letters) if letters > 1 else "",
                whole=f"{moments.days(item.first, item.last)}, {item.word}: {item.said}",
                url=item.url,
                is_struck=bool(item.struck),
            )
