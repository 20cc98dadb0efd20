"""Moments and durations in attendance lists, in whatever way a tool writes them."""

import datetime as dt

import pytest

from events.attendance_lists.clock import Clock, minutes

DAY = dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("written", "zone", "expected"),
    [
        ("2026-03-02 10:00", "Europe/Brussels", "09:00"),
        ("2026-03-02T10:00:00Z", "Europe/Brussels", "10:00"),
        ("2026-03-02 10:00:00+02:00", "UTC", "08:00"),
        ("2026-03-02 10:00 UTC-5", "UTC", "15:00"),
        ("2 March 2026, 10:00 GMT+1", "UTC", "09:00"),
        ("March 2, 2026 12:30 a.m. EST", "UTC", "05:30"),
        ("2. März 2026 10:00 (MEZ)", "UTC", "09:00"),
        ("2 de marzo de 2026 10:00", "UTC", "10:00"),
        ("02.03.2026 10:00:15.250", "UTC", "10:00"),
        ("02-03-2026 10:00", "UTC", "10:00"),
        ("10:00 02/03/2026", "UTC", "10:00"),
        ("10:00", "UTC", "10:00"),
        ("2 Brumaire 2026 10:00", "UTC", "10:00"),
        ("Brumaire 2, 2026 10:00", "UTC", "10:00"),
        ("--", "UTC", None),
        ("2026-13-02 10:00", "UTC", None),
        ("0001-01-01 00:00", "Asia/Tokyo", None),
    ],
)  # fmt: skip
def test_moments_are_read_however_they_are_written(written, zone, expected):
    clock = Clock([written], zone=zone, days=[DAY], day=DAY)

    found = clock.moment(written)

    assert (found and f"{found:%Y-%m-%d %H:%M}") == (expected and f"2026-03-02 {expected}")


@pytest.mark.parametrize(
    ("cells", "days", "first"),
    [
        (["03/02/2026 10:00"], [DAY], "2026-03-02"),
        (["02/03/2026 10:00"], [DAY], "2026-03-02"),
        (["02/03/2026 10:00 AM"], [], "2026-02-03"),
        (["02/03/2026 10:00"], [], "2026-03-02"),
        (["02/03/2026 10:00", "02/28/2026 10:00"], [], "2026-02-03"),
        (["02.03.2026 10:00", "02.28.2026 10:00"], [], "2026-03-02"),
    ],
    ids=["the event's day", "its other spelling", "a.m.", "Europe", "no other way", "points"],
)
def test_which_number_is_the_day_is_found_out_from_all_of_them(cells, days, first):
    clock = Clock([*cells, dt.time(1)], zone="UTC", days=days, day=None)

    assert f"{clock.moment(cells[0]):%Y-%m-%d}" == first


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1 hr 2 min", 62),
        ("62.5", 62),
        ("1,5 h", 90),
        ("90 s", 1),
        ("1:30", 90),
        ("01:02:59", 62),
        (dt.time(1, 2), 62),
        (dt.timedelta(minutes=62, seconds=59), 62),
        (dt.datetime.combine(DAY, dt.time(2)), None),
        ("--", None),
        ("9" * 400, None),
    ],
)
def test_durations_are_read_in_whole_minutes(written, expected):
    assert minutes(written) == expected
