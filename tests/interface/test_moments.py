"""Dates and moments in words."""

import datetime as dt

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from interface import moments

BRUSSELS = "Europe/Brussels"


def clock(wall: str) -> dt.datetime:
    return dt.datetime.fromisoformat(wall)


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("at", "zone", "words"),
    [
        (utc(2024, 5, 31, 7, 30), BRUSSELS, "Friday 31 May 2024, 09:30 (Brussels)"),
        (utc(2024, 1, 5, 16, 0), BRUSSELS, "Friday 5 January 2024, 17:00 (Brussels)"),
        (utc(2024, 1, 5, 22, 59), "Europe/Riga", "Saturday 6 January 2024, 00:59 (Riga)"),
        (utc(2024, 5, 31, 7, 30), None, "Friday 31 May 2024, 09:30 (Brussels)"),
        (utc(2026, 10, 25, 0, 30), BRUSSELS, "Sunday 25 October 2026, 02:30 (Brussels, UTC+2)"),
        (utc(2026, 10, 25, 1, 30), BRUSSELS, "Sunday 25 October 2026, 02:30 (Brussels, UTC+1)"),
    ],
    ids=["summer", "winter", "next day there", "no zone", "twice, first", "twice, second"],
)
def test_moment_names_weekday_hour_and_place(at, zone, words):
    assert moments.moment(at, zone) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (
            utc(2024, 5, 31, 7, 30),
            utc(2024, 5, 31, 14, 30),
            "Friday 31 May 2024, 09:30–16:30 (Brussels)",
        ),
        (
            utc(2027, 1, 26, 8, 0),
            utc(2027, 1, 27, 15, 30),
            "Tuesday 26 January 2027, 09:00 – Wednesday 27 January 2027, 16:30 (Brussels)",
        ),
    ],
    ids=["one day", "two days"],
)
def test_span_names_every_day_once(start, end, words):
    assert moments.span(start, end, BRUSSELS) == words


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (utc(2024, 5, 31, 14, 30), "09:30–16:30 (Brussels)"),
        (
            utc(2024, 6, 1, 14, 30),
            "Friday 31 May 2024, 09:30 – Saturday 1 June 2024, 16:30 (Brussels)",
        ),
    ],
    ids=["one day", "two days"],
)
def test_hours_leave_the_day_out_unless_there_are_two(end, words):
    assert moments.hours(utc(2024, 5, 31, 7, 30), end, BRUSSELS) == words


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (dt.date(2026, 1, 26), "Monday 26 January 2026"),
        (dt.date(2026, 1, 27), "Monday 26 – Tuesday 27 January 2026"),
        (dt.date(2026, 2, 1), "Monday 26 January – Sunday 1 February 2026"),
        (dt.date(2027, 1, 1), "Monday 26 January 2026 – Friday 1 January 2027"),
    ],
    ids=["one day", "one month", "two months", "two years"],
)
def test_days_say_no_month_and_no_year_twice(last, words):
    assert moments.days(dt.date(2026, 1, 26), last) == words


@pytest.mark.parametrize(
    ("zone", "viewer", "words"),
    [
        (BRUSSELS, "Europe/Paris", ""),
        (BRUSSELS, "Europe/Riga", "10:30–17:30 (Riga)"),
        (
            BRUSSELS,
            "Pacific/Auckland",
            "Friday 31 May 2024, 19:30 – Saturday 1 June 2024, 02:30 (Auckland)",
        ),
        (None, None, ""),
    ],
    ids=["same clock", "other clock", "other day", "the Network's own"],
)
def test_your_time_speaks_only_where_the_clocks_differ(zone, viewer, words):
    start, end = utc(2024, 5, 31, 7, 30), utc(2024, 5, 31, 14, 30)

    assert moments.your_time(start, end, zone, viewer) == words


def test_a_moment_on_ones_own_clock_is_no_span():
    ends = utc(2024, 5, 7, 21, 59)

    assert moments.your_time(ends, ends, BRUSSELS, "Europe/Lisbon") == "22:59 (Lisbon)"
    assert (
        moments.your_time(ends, ends, BRUSSELS, "Europe/Riga")
        == "Wednesday 8 May 2024, 00:59 (Riga)"
    )


def test_short_forms_serve_tables():
    at = utc(2024, 5, 31, 7, 30)

    words = (
        moments.short_moment(at, BRUSSELS),
        moments.short_day(at),
        moments.month(at),
        moments.sheet(at),
    )

    assert words == (
        "Fri 31 May 2024, 09:30",
        "Fri 31 May 2024",
        "May 2024",
        ("Fri", "31", "May"),
    )


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (dt.timedelta(seconds=-1), "past"),
        (dt.timedelta(seconds=20), "1 minute left"),
        (dt.timedelta(minutes=40), "40 minutes left"),
        (dt.timedelta(hours=1, minutes=59), "1 hour left"),
        (dt.timedelta(days=1), "1 day left"),
        (dt.timedelta(days=2, hours=9), "2 days 9 hours left"),
        (dt.timedelta(days=6, hours=9), "6 days left"),
        (dt.timedelta(days=21), "3 weeks left"),
    ],
    ids=["past", "seconds", "minutes", "hour", "day", "days and hours", "days", "weeks"],
)
def test_left_says_no_more_than_is_useful(ahead, words):
    at = utc(2024, 5, 31, 7, 30)

    assert moments.left(at + ahead, at) == words


def test_city_is_named_in_the_active_language_or_in_english():
    with translation.override("el"):
        greek = moments.city(BRUSSELS)
    with translation.override("xx"):
        unknown = moments.city(BRUSSELS)
    with translation.override(None):
        none = moments.city(BRUSSELS)

    assert (greek, unknown, none) == ("Βρυξέλλες", "Brussels", "Brussels")


@pytest.mark.parametrize(
    ("wall", "found"),
    [
        (clock("2026-03-29 01:30"), (utc(2026, 3, 29, 0, 30),)),
        (clock("2026-03-29 02:30"), ()),
        (clock("2026-10-25 02:30"), (utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30))),
        (clock("2026-01-09 17:00"), (utc(2026, 1, 9, 16, 0),)),
        (clock("2026-07-10 17:00"), (utc(2026, 7, 10, 15, 0),)),
    ],
    ids=["before the gap", "in the gap", "twice", "winter Friday", "summer Friday"],
)
def test_instants_are_none_one_or_two(wall, found):
    assert moments.instants(wall, BRUSSELS) == found


@given(st.datetimes(clock("1995-01-01"), clock("2100-01-01"), timezones=st.just(dt.UTC)))
def test_every_instant_is_among_those_of_its_wall_clock(at):
    wall = moments.local(at, BRUSSELS).replace(tzinfo=None, fold=0)

    assert at in moments.instants(wall, BRUSSELS)
