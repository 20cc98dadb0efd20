"""How near a deadline is."""

import datetime as dt

import pytest

from interface.marks import Pill, urgency

AT = dt.datetime(2024, 5, 29, 7, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("by", "pill"),
    [
        (AT, Pill("Overdue", "bad", "alert")),
        (AT + dt.timedelta(hours=9), Pill("Today", "bad", "alert")),
        (AT + dt.timedelta(days=2, hours=9), Pill("2 days 9 hours left", "warn", "clock")),
        (AT + dt.timedelta(days=6), Pill("6 days left", "", "clock")),
        (dt.date(2024, 5, 28), Pill("Overdue", "bad", "alert")),
        (dt.date(2024, 5, 29), Pill("Today", "bad", "alert")),
        (dt.date(2024, 5, 31), Pill("2 days left", "warn", "clock")),
    ],
    ids=["now", "today", "near", "far", "yesterday", "to the end of today", "a day"],
)
def test_urgency_says_how_near(by, pill):
    assert urgency(by, AT) == pill
