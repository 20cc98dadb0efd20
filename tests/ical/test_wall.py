import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ical import wall

local = dt.datetime.fromisoformat


def utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("shown", "zone", "moments"),
    [
        (local("2026-01-16T17:00"), "Europe/Brussels", (utc(2026, 1, 16, 16),)),
        (local("2026-07-17T17:00"), "Europe/Brussels", (utc(2026, 7, 17, 15),)),
        (local("2026-03-29T01:59"), "Europe/Brussels", (utc(2026, 3, 29, 0, 59),)),
        (local("2026-03-29T02:30"), "Europe/Brussels", ()),
        (local("2026-03-29T03:00"), "Europe/Brussels", (utc(2026, 3, 29, 1),)),
        (
            local("2026-10-25T02:30"),
            "Europe/Brussels",
            (utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30)),
        ),
        (
            local("2026-10-25T02:30").replace(fold=1),
            "Europe/Brussels",
            (utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30)),
        ),
        (local("2026-10-25T03:00"), "Europe/Brussels", (utc(2026, 10, 25, 2),)),
        (local("2026-03-29T03:30"), "Europe/Helsinki", ()),
        (local("0001-01-01T00:00"), "Europe/Brussels", ()),
        (local("9999-12-31T23:00"), "America/New_York", ()),
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
def test_moments_a_wall_time_can_mean(shown, zone, moments):
    assert wall.instants(shown, zone) == moments


def test_a_time_with_zone_is_no_time_on_a_wall():
    with pytest.raises(ValueError, match="no zone of its own"):
        wall.instants(utc(2026, 1, 1), "Europe/Brussels")


@given(
    at=st.datetimes(
        local("2015-01-01T00:00"), local("2045-01-01T00:00"), timezones=st.just(dt.UTC)
    ),
    zone=st.timezone_keys(),
)
def test_every_moment_is_found_again_from_what_clocks_show_then(at, zone):
    moments = wall.instants(wall.local_time(at, zone=zone), zone)

    assert at in moments
    assert len(moments) <= 2
