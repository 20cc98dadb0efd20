"""Figures as pictures: the geometry of a line over time, in whole numbers; pure."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from interface import moments

HEIGHT = 120
WIDTH = 600


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
