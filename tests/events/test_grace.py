"""How long what goes to many can still be stopped."""

import datetime as dt

import pytest

from events.grace import leaves_at

STARTS = dt.datetime(2027, 3, 1, 9, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("before", "waits"),
    [
        (dt.timedelta(days=9), 5),
        (dt.timedelta(minutes=61), 5),
        (dt.timedelta(hours=1), 0),
        (-dt.timedelta(hours=1), 0),
    ],
    ids=["days ahead", "just over an hour", "an hour", "begun"],
)
def test_news_wait_five_minutes_unless_people_are_on_their_way(before, waits):
    at = STARTS - before

    assert leaves_at(at=at, starts=STARTS) == at + dt.timedelta(minutes=waits)
