"""On which days something comes again."""

from datetime import date

import pytest

from events.enums import Recurrence, WeekOfMonth
from events.recurrence import MOST, Rule, dates

WEEKLY = Rule(Recurrence.WEEKS, every=1, weekday=1)
FORTNIGHTLY = Rule(Recurrence.WEEKS, every=2, weekday=3)
SECOND_TUESDAY = Rule(Recurrence.MONTHS, every=1, weekday=1, week_of_month=WeekOfMonth.SECOND)
LAST_FRIDAY = Rule(Recurrence.MONTHS, every=1, weekday=4, week_of_month=WeekOfMonth.LAST)
FIRST_MONDAY_OF_QUARTERS = Rule(
    Recurrence.MONTHS, every=3, weekday=0, week_of_month=WeekOfMonth.FIRST
)


@pytest.mark.parametrize(
    ("rule", "after", "asked", "found"),
    [
        (WEEKLY, date(2027, 1, 5), {"number": 2}, ["2027-01-12", "2027-01-19"]),
        (WEEKLY, date(2027, 1, 4), {"number": 1}, ["2027-01-12"]),
        (FORTNIGHTLY, date(2027, 1, 5), {"number": 2}, ["2027-01-21", "2027-02-04"]),
        (WEEKLY, date(2027, 1, 5), {"until": date(2027, 1, 19)}, ["2027-01-12", "2027-01-19"]),
        (WEEKLY, date(2027, 1, 5), {"until": date(2027, 1, 11)}, []),
        (
            WEEKLY,
            date(2027, 1, 5),
            {"until": date(2027, 12, 31), "number": 1},
            ["2027-01-12"],
        ),
        (SECOND_TUESDAY, date(2027, 1, 12), {"number": 2}, ["2027-02-09", "2027-03-09"]),
        (SECOND_TUESDAY, date(2026, 11, 10), {"number": 2}, ["2026-12-08", "2027-01-12"]),
        (LAST_FRIDAY, date(2028, 1, 28), {"number": 2}, ["2028-02-25", "2028-03-31"]),
        (LAST_FRIDAY, date(2027, 12, 31), {"number": 1}, ["2028-01-28"]),
        (FIRST_MONDAY_OF_QUARTERS, date(2027, 1, 4), {"number": 2}, ["2027-04-05", "2027-07-05"]),
        (WEEKLY, date(9999, 12, 20), {"number": 5}, ["9999-12-28"]),
        (LAST_FRIDAY, date(9999, 11, 26), {"number": 5}, ["9999-12-31"]),
        (WEEKLY, date(2027, 1, 5), {"number": 0}, []),
    ],
    ids=[
        "the next weeks",
        "not in the week it begins in",
        "every other week, on another weekday",
        "the last day counts",
        "none before the end",
        "whichever ends first",
        "the second of the month",
        "over the new year",
        "the last of the month in a leap year",
        "the fifth where there is one",
        "once a quarter",
        "weeks end with the calendar",
        "months end with the calendar",
        "none asked for",
    ],
)
def test_dates(rule, after, asked, found):
    assert [day.isoformat() for day in dates(rule, after=after, **asked)] == found


def test_there_is_an_end_without_one():
    assert len(dates(WEEKLY, after=date(2027, 1, 5))) == MOST
