"""The geometry of lines and columns over time."""

import datetime as dt

from interface.charts import Block, ColumnChart, LineChart, column_chart, line_chart
from interface.marks import Part

FIRST = dt.date(2024, 5, 1)


def test_a_line_reaches_from_zero_to_the_limit():
    points = [(FIRST, 0), (FIRST + dt.timedelta(days=5), 60), (FIRST + dt.timedelta(days=10), 118)]

    assert line_chart(points, limit=120) == LineChart(
        line="0,120 300,60 600,2",
        area="0,120 0,120 300,60 600,2 600,120",
        limit_y=0,
        scale=(120, 60, 0),
        dates=("Wed 1 May 2024", "Mon 6 May 2024", "Sat 11 May 2024"),
        figures=(("Wed 1 May 2024", 0), ("Mon 6 May 2024", 60), ("Sat 11 May 2024", 118)),
        first=("Wed 1 May 2024", 0),
        last=("Sat 11 May 2024", 118),
        limit=120,
    )


def test_one_day_and_two_days_need_fewer_dates():
    one = line_chart([(FIRST, 0)])
    two = line_chart([(FIRST, 0), (FIRST + dt.timedelta(days=1), 3)])

    assert (one.dates, one.limit_y, one.scale) == (("Wed 1 May 2024",), None, (2, 1, 0))
    assert (two.dates, two.scale) == (("Wed 1 May 2024", "Thu 2 May 2024"), (4, 2, 0))


SERIES = [("Has a place", "brand"), ("Waits", "abstain")]


def test_columns_stand_by_day_in_parts():
    days = [(FIRST, (3, 1)), (FIRST + dt.timedelta(days=2), (0, 2))]

    assert column_chart(days, SERIES) == ColumnChart(
        blocks=(
            Block(0, 30, 160, 90, "brand"),
            Block(0, 0, 160, 30, "abstain"),
            Block(400, 60, 160, 60, "abstain"),
        ),
        scale=(4, 2, 0),
        dates=("Wed 1 May 2024", "Fri 3 May 2024"),
        legend=(Part("Has a place", 3, "brand"), Part("Waits", 3, "abstain")),
        figures=(("Wed 1 May 2024", (3, 1)), ("Fri 3 May 2024", (0, 2))),
        weekly=False,
    )


def test_one_day_is_one_column():
    chart = column_chart([(FIRST, (1, 0))], SERIES)

    assert (chart.blocks, chart.dates) == ((Block(0, 60, 480, 60, "brand"),), ("Wed 1 May 2024",))


def test_over_two_months_a_column_is_a_week_from_monday():
    days = [
        (FIRST, (1, 0)),
        (FIRST + dt.timedelta(days=4), (1, 0)),
        (FIRST + dt.timedelta(days=5), (0, 1)),
        (FIRST + dt.timedelta(days=62), (2, 0)),
    ]

    chart = column_chart(days, SERIES)

    assert chart.weekly
    assert chart.figures == (
        ("Mon 29 Apr 2024", (2, 0)),
        ("Mon 6 May 2024", (0, 1)),
        ("Mon 1 Jul 2024", (2, 0)),
    )
    assert {block.width for block in chart.blocks} == {48}
