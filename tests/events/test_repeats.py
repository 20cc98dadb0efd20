"""The dates of a series before they are made, in words."""

import datetime as dt

import pytest

from accounts.models import Holiday
from events.enums import Recurrence, WeekOfMonth
from events.recurrence import Rule
from events.repeats import proposals, said
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (None, "Put together by hand"),
        (Rule(Recurrence.WEEKS, 1, 3), "Each week on Thursday"),
        (Rule(Recurrence.WEEKS, 2, 3), "Every 2 weeks on Thursday"),
        (Rule(Recurrence.MONTHS, 1, 4, WeekOfMonth.LAST), "On the last Friday of each month"),
        (
            Rule(Recurrence.MONTHS, 3, 0, WeekOfMonth.FIRST),
            "On the first Monday of every 3 months",
        ),
    ],
)
def test_a_rule_in_words(rule, words):
    assert said(rule) == words


def test_holidays_weekends_and_clocks_are_said_with_the_date():
    Holiday.objects.create(calendar="BE", date=dt.date(2027, 7, 21), name="National day")
    Holiday.objects.create(calendar="EUI", date=dt.date(2027, 7, 21), name="Belgian day")
    event = EventFactory(first_date=dt.date(2027, 1, 6))

    plain, off, clocks = proposals(
        event, [dt.date(2027, 7, 14), dt.date(2027, 7, 21), dt.date(2027, 3, 28)]
    )

    assert (plain.said, plain.impossible) == ("Wednesday 14 July 2027", False)
    assert off.marks == (
        (
            "Wednesday 21 July 2027 is a holiday: National day (Belgium) and Belgian day"
            " (Institutions of the European Union)."
        ),
    )
    assert (clocks.impossible, clocks.marks) == (
        False,
        (
            "Sunday 28 March 2027 is at a weekend.",
            "The clocks change on Sunday 28 March 2027.",
        ),
    )


def test_a_day_that_lacks_an_hour_is_impossible():
    event = EventFactory(
        first_date=dt.date(2027, 1, 2),
        last_date=dt.date(2027, 1, 3),
        starts_time=dt.time(2, 30),
    )

    [night] = proposals(event, [dt.date(2027, 3, 27)])

    assert (night.impossible, night.marks[-1]) == (
        True,
        "An hour of it does not exist then, or comes twice.",
    )


def test_a_whole_day_is_always_possible():
    event = EventFactory(all_day=True, starts_time=None, ends_time=None)

    assert [one.impossible for one in proposals(event, [dt.date(2027, 3, 28)])] == [False]


def test_no_dates_take_no_query(django_assert_num_queries):
    event = EventFactory()

    with django_assert_num_queries(0):
        assert proposals(event, []) == []
