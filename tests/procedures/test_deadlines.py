"""Deadlines: the worked examples, the clocks, and calendars with gaps."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.days import is_working_day, network_day
from procedures.deadlines import (
    Calendar,
    CalendarUnknownError,
    MalformedPeriodError,
    Period,
    deadline,
    read_period,
)

EXAMPLES = json.loads((Path(__file__).parent / "deadline_examples.json").read_text())
BE = Calendar(
    "BE",
    frozenset(map(dt.date.fromisoformat, ("2024-01-01", "2024-04-01", "2024-05-01", "2024-05-09"))),
)
EUI = Calendar(
    "EUI",
    frozenset(map(dt.date.fromisoformat, ("2024-03-28", "2024-03-29", "2024-04-01"))),
)
CALENDARS = {"BE": BE, "EUI": EUI}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
def test_worked_example(example):
    found = deadline(
        dt.datetime.fromisoformat(example["launch"]),
        read_period(example["period"]),
        calendar=CALENDARS[example["calendar"]],
    )

    assert found.isoformat() == example["deadline_local"]
    assert found.astimezone(dt.UTC).isoformat() == example["deadline_utc"]


def test_the_day_of_the_launch_is_the_one_in_brussels():
    late = dt.datetime(2024, 4, 21, 22, 30, tzinfo=dt.UTC)

    found = deadline(late, Period(1, "WD"), calendar=BE)

    assert found.isoformat() == "2024-04-23T23:59:59+02:00"


@pytest.mark.parametrize("period", [Period(10, "WD"), Period(1, "CD"), Period(9, "CD")], ids=str)
def test_a_year_nobody_has_entered_is_refused(period):
    launch = dt.datetime(2024, 12, 30, 9, tzinfo=dt.UTC)

    with pytest.raises(CalendarUnknownError, match="BE holidays for 2025 are not entered") as found:
        deadline(launch, Period(period.days + 1, period.unit), calendar=BE)

    assert (found.value.calendar, found.value.year) == ("BE", 2025)


def test_a_period_within_a_year_that_is_entered_asks_no_other():
    launch = dt.datetime(2024, 12, 27, 9, tzinfo=dt.UTC)

    assert deadline(launch, Period(1, "WD"), calendar=BE).date() == dt.date(2024, 12, 30)


@pytest.mark.parametrize(
    "text",
    ["", "10", "10WD", "10 wd", "0 WD", "-1 WD", "367 CD", "1000 CD", "10 XX", "１０ WD", "1.5 WD"],
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(MalformedPeriodError):
        read_period(text)


def test_a_period_is_written_as_it_is_read():
    assert str(read_period("14 CD")) == "14 CD"


@given(
    st.integers(0, 180 * 24 * 60).map(
        lambda minutes: dt.datetime(2024, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
    ),
    st.integers(1, 60),
    st.sampled_from(["WD", "CD"]),
)
def test_a_period_ends_on_a_working_day_and_holds_what_it_must(launch, days, unit):
    found = deadline(launch, Period(days, unit), calendar=BE)

    first, last = network_day(launch), found.date()
    within = [first + dt.timedelta(days=n) for n in range(1, (last - first).days + 1)]
    worked = sum(is_working_day(day, holidays=BE.holidays) for day in within)
    assert is_working_day(last, holidays=BE.holidays)
    assert worked == days if unit == "WD" else len(within) >= days
    assert worked >= min(days, 2)
    assert (found.hour, found.minute, found.second) == (23, 59, 59)
