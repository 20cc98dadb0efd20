"""The geometry of a line over time."""

import datetime as dt

from interface.charts import LineChart, line_chart

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
