"""The workshop of today goes on at whatever hour the demonstration is made."""

from datetime import datetime, timedelta

import pytest

from accounts.days import BRUSSELS
from demo.today import begins_at


@pytest.mark.parametrize(
    ("hour", "minute", "begins"),
    [
        (10, 7, "09:30"),
        (10, 59, "10:15"),
        (0, 5, "00:30"),
        (0, 50, "00:30"),
        (1, 5, "00:30"),
        (20, 30, "20:00"),
        (23, 58, "20:00"),
    ],
)
def test_it_began_half_an_hour_ago_and_ends_the_same_day(hour, minute, begins):
    now = datetime(2026, 11, 27, hour, minute, tzinfo=BRUSSELS)
    found = begins_at(now)
    assert f"{found:%H:%M}" == begins
    assert found.date() == (found + timedelta(hours=3)).date() == now.date()
