"""Half a year as one picture: a column a month, a row a day; geometry in whole numbers."""

import calendar
import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from textwrap import wrap

from django.utils import dateformat
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from calendars.agenda import Item
from interface import moments

MONTHS = 6
COLUMN, ROW, HEAD, NUMBERS = 170, 28, 30, 40
WIDTH, HEIGHT = MONTHS * COLUMN, HEAD + 31 * ROW
LETTER, LINE = 6, 12
"""What a letter of the picture is wide, roughly, and how far its lines stand apart."""
SATURDAY = 5
GRID = "".join(
    [
        *(f"M0 {HEAD + number * ROW}H{WIDTH}" for number in range(31)),
        *(f"M{number * COLUMN} {HEAD}V{HEIGHT}" for number in range(1, MONTHS)),
    ]
)
"""The lines between days and between months."""


@dataclass(frozen=True)
class Square:
    """One day: where it stands, its number and weekday, and whether nobody works on it."""

    x: int
    y: int
    words: str
    is_off: bool
    is_today: bool

    @property
    def kind(self) -> str:
        """Return what sets it apart from other days; today before all else."""
        if self.is_today:
            return "today"
        return "off" if self.is_off else ""

    @property
    def field(self) -> SafeString:
        """Return it as a field, where something sets it apart."""
        if not self.kind:
            return SafeString()
        return format_html(
            '<rect class="plan-{}" x="{}" y="{}" width="{}" height="{}"/>',
            *(self.kind, self.x, self.y, COLUMN, ROW),
        )

    @property
    def number(self) -> SafeString:
        """Return its words."""
        return format_html('<text x="{}" y="{}">{}</text>', self.x + 4, self.y + 18, self.words)


@dataclass(frozen=True)
class Bar:
    """One event or deadline in one month: where it stands, what it says, and all of it."""

    x: int
    y: int
    width: int
    height: int
    group: str
    lines: tuple[str, ...]
    whole: str
    url: str
    is_struck: bool

    @property
    def drawn(self) -> SafeString:
        """Return it as a link, with all of its words where a pointer rests; no letter leaves it."""
        spans = ((LINE * number - 1, line) for number, line in enumerate(self.lines, 1))
        return format_html(
            '<a href="{}" aria-label="{}"><title>{}</title><rect class="plan-bar{}" x="{}" y="{}"'
            ' width="{}" height="{}" rx="3"/><svg x="{}" y="{}" width="{}" height="{}"><text{}>{}'
            "</text></svg></a>",
            *(self.url, self.whole, self.whole, f" plan-{self.group}" if self.group else ""),
            *(self.x, self.y, self.width, self.height),
            *(self.x, self.y, self.width, self.height),
            mark_safe(' class="plan-struck"') if self.is_struck else "",
            format_html_join("", '<tspan x="5" y="{}">{}</tspan>', spans),
        )


@dataclass(frozen=True)
class Plan:
    """The picture, ready to draw."""

    heads: tuple[tuple[int, str], ...]
    squares: tuple[Square, ...]
    bars: tuple[Bar, ...]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def days(self) -> SafeString:
        """Return the days off, the grid, today over it, and the numbers over all of them."""
        off = [square.field for square in self.squares if not square.is_today]
        today = [square.field + square.number for square in self.squares if square.is_today]
        numbers = [square.number for square in self.squares if not square.is_today]
        grid = format_html('<path class="plan-grid" d="{}"/>', GRID)
        parts = [*off, grid, *numbers, *today]
        return format_html_join("", "{}", ((part,) for part in parts))


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
    for number, lane in enumerate(lanes):
        for item in lane:
            top, bottom = max(item.first, begin).day, min(item.last, end).day
            height = (bottom - top + 1) * ROW - 2
            yield Bar(
                x=left + number * width,
                y=_top(top) + 1,
                width=max(width - 2, 1),
                height=height,
                group=item.group,
                lines=_lines(item.struck or item.text, width=width, height=height),
                whole=f"{moments.days(item.first, item.last)}, {item.word}: {item.said}",
                url=item.url,
                is_struck=bool(item.struck),
            )


def _lines(words: str, *, width: int, height: int) -> tuple[str, ...]:
    """Return what of the words fits into a bar, line by line."""
    letters = (width - 8) // LETTER
    if letters <= 1:
        return ()
    return tuple(wrap(words, letters, max_lines=height // LINE, placeholder="…"))
