import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ical import wall


def utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("local", "zone", "moments"),
    [
        (dt.datetime(2026, 1, 16, 17), "Europe/Brussels", (utc(2026, 1, 16, 16),)),
        (dt.datetime(2026, 7, 17, 17), "Europe/Brussels", (utc(2026, 7, 17, 15),)),
        (dt.datetime(2026, 3, 29, 1, 59), "Europe/Brussels", (utc(2026, 3, 29, 0, 59),)),
        (dt.datetime(2026, 3, 29, 2, 30), "Europe/Brussels", ()),
        (dt.datetime(2026, 3, 29, 3), "Europe/Brussels", (utc(2026, 3, 29, 1),)),
        (
            dt.datetime(2026, 10, 25, 2, 30),
            "Europe/Brussels",
            (utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30)),
        ),
        (
            dt.datetime(2026, 10, 25, 2, 30, fold=1),
            "Europe/Brussels",
            (utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30)),
        ),
        (dt.datetime(2026, 10, 25, 3), "Europe/Brussels", (utc(2026, 10, 25, 2),)),
        (dt.datetime(2026, 3, 29, 3, 30), "Europe/Helsinki", ()),
        (dt.datetime(1, 1, 1), "Europe/Brussels", ()),
        (dt.datetime(9999, 12, 31, 23), "America/New_York", ()),
    ],
    ids=[
        "winter",
        "summer",
        "the minute before clocks go forward",
        "skipped",
        "the first minute of summer time",
        "twice",
        "twice, whatever the fold says",
        "after the repeated hour",
        "skipped in Helsinki",
        "before the calendar begins",
        "after the calendar ends",
    ],
)
def test_moments_a_wall_time_can_mean(local, zone, moments):
    assert wall.instants(local, zone) == moments


def test_a_time_with_zone_is_no_time_on_a_wall():
    with pytest.raises(ValueError, match="no zone of its own"):
        wall.instants(utc(2026, 1, 1), "Europe/Brussels")


@given(
    at=st.datetimes(dt.datetime(2015, 1, 1), dt.datetime(2045, 1, 1), timezones=st.just(dt.UTC)),
    zone=st.timezone_keys(),
)
def test_every_moment_is_found_again_from_what_clocks_show_then(at, zone):
    moments = wall.instants(wall.local_time(at, zone=zone), zone)

    assert at in moments
    assert len(moments) <= 2
