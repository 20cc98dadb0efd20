"""Days in Brussels, and which of them are working days."""

import datetime as dt

import pytest

from accounts.days import (
    clear_working_days_before,
    is_working_day,
    network_day,
    working_day_after,
)

ASCENSION = dt.date(2024, 5, 9)
WHIT_MONDAY = dt.date(2024, 5, 20)
HOLIDAYS = {ASCENSION, WHIT_MONDAY}


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        pytest.param(
            dt.datetime(2026, 6, 30, 21, 59, tzinfo=dt.UTC), dt.date(2026, 6, 30), id="summer"
        ),
        pytest.param(
            dt.datetime(2026, 6, 30, 22, 0, tzinfo=dt.UTC), dt.date(2026, 7, 1), id="midnight"
        ),
        pytest.param(
            dt.datetime(2026, 12, 31, 22, 59, tzinfo=dt.UTC), dt.date(2026, 12, 31), id="winter"
        ),
        pytest.param(
            dt.datetime(2026, 12, 31, 23, 0, tzinfo=dt.UTC), dt.date(2027, 1, 1), id="new year"
        ),
    ],
)
def test_today_is_the_date_in_brussels(at, expected):
    assert network_day(at) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2024, 5, 8), True),
        (ASCENSION, False),
        (dt.date(2024, 5, 11), False),
        (dt.date(2024, 5, 12), False),
    ],
    ids=["Wednesday", "Ascension Day", "Saturday", "Sunday"],
)
def test_is_working_day(day, expected):
    assert is_working_day(day, holidays=HOLIDAYS) is expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, dt.date(2024, 5, 8)), (1, dt.date(2024, 5, 10)), (10, dt.date(2024, 5, 24))],
    ids=["none", "over Ascension Day", "ten"],
)
def test_the_day_itself_does_not_count(number, expected):
    assert (
        working_day_after(dt.date(2024, 5, 8), working_days=number, holidays=HOLIDAYS) == expected
    )


def test_ten_clear_working_days_count_neither_end():
    last = clear_working_days_before(dt.date(2024, 5, 29), working_days=10, holidays=HOLIDAYS)

    assert last == dt.date(2024, 5, 13)
