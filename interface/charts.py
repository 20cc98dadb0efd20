"""Figures as pictures: the geometry of lines and columns over time, in whole numbers; pure."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from interface import moments
from interface.marks import Part, Words

HEIGHT = 120
WIDTH = 600
MOST_COLUMNS = 62
WEEK = 7


@dataclass(frozen=True)
class LineChart:
    """A line over time, ready to draw: the picture, its scale, and the figures as text."""

    line: str
    area: str
    limit_y: int | None
    scale: tuple[int, int, int]
    dates: tuple[str, ...]
    figures: tuple[tuple[str, int], ...]
    first: tuple[str, int]
    last: tuple[str, int]
    limit: int | None


def line_chart(points: Sequence[tuple[dt.date, int]], limit: int | None = None) -> LineChart:
    """Return the chart of numbers by day, in the order of their days.

    The picture reaches from zero to the highest number or the limit, whichever is higher.
    Needs one point at least.
    """
    begin, end = points[0][0], points[-1][0]
    days = max(1, (end - begin).days)
    top = max(1, limit or 0, *(number for _, number in points))
    top += top % 2  # the middle of the scale is a whole number
    places = [
        (round((on - begin).days * WIDTH / days), HEIGHT - round(number * HEIGHT / top))
        for on, number in points
    ]
    line = " ".join(f"{x},{y}" for x, y in places)
    figures = tuple((moments.short_day(on), number) for on, number in points)
    middle = begin + dt.timedelta(days=days // 2)
    dates = (begin, middle, end) if days > 1 else (begin, end) if begin != end else (begin,)
    return LineChart(
        line=line,
        area=f"0,{HEIGHT} {line} {places[-1][0]},{HEIGHT}",
        limit_y=None if limit is None else HEIGHT - round(limit * HEIGHT / top),
        scale=(top, top // 2, 0),
        dates=tuple(moments.short_day(on) for on in dates),
        figures=figures,
        first=figures[0],
        last=figures[-1],
        limit=limit,
    )


@dataclass(frozen=True)
class Block:
    """One part of a column: where it stands, how high it is, in what colour."""

    x: int
    y: int
    width: int
    height: int
    fill: str


@dataclass(frozen=True)
class ColumnChart:
    """Columns by day or by week, each in parts: the picture, its scale, the figures as text."""

    blocks: tuple[Block, ...]
    scale: tuple[int, int, int]
    dates: tuple[str, ...]
    legend: tuple[Part, ...]
    figures: tuple[tuple[str, tuple[int, ...]], ...]
    weekly: bool


def column_chart(
    days: Sequence[tuple[dt.date, Sequence[int]]], series: Sequence[tuple[Words, str]]
) -> ColumnChart:
    """Return the columns of numbers by day, each number a part in the order of ``series``.

    A series is a word and a colour. Over more than two months a column is a week, named by
    its Monday. Needs one day at least, in their order; days left out are empty.
    """
    begin, end = days[0][0], days[-1][0]
    weekly = (end - begin).days >= MOST_COLUMNS
    if weekly:
        begin -= dt.timedelta(days=begin.weekday())
    step = WEEK if weekly else 1
    sums = [[0] * len(series) for _ in range((end - begin).days // step + 1)]
    for on, numbers in days:
        column = sums[(on - begin).days // step]
        for index, number in enumerate(numbers):
            column[index] += number
    top = max(1, *(sum(column) for column in sums))
    top += top % 2
    width = WIDTH // len(sums)
    named = [begin + dt.timedelta(days=step * index) for index in range(len(sums))]
    blocks = [
        Block(index * width, HEIGHT - high, max(1, width - width // 5), high - low, fill)
        for index, column in enumerate(sums)
        for low, high, (_word, fill) in zip(
            _heights(column, top=top)[:-1], _heights(column, top=top)[1:], series, strict=True
        )
        if high > low
    ]
    return ColumnChart(
        blocks=tuple(blocks),
        scale=(top, top // 2, 0),
        dates=tuple(moments.short_day(on) for on in dict.fromkeys([named[0], named[-1]])),
        legend=tuple(
            Part(word, sum(column[index] for column in sums), fill)
            for index, (word, fill) in enumerate(series)
        ),
        figures=tuple(
            (moments.short_day(on), tuple(column))
            for on, column in zip(named, sums, strict=True)
            if any(column)
        ),
        weekly=weekly,
    )


def _heights(column: Sequence[int], *, top: int) -> list[int]:
    """Return where each part of a column begins, and where the last ends."""
    return [round(sum(column[:index]) * HEIGHT / top) for index in range(len(column) + 1)]
