"""The day, the title and the moments of a copy."""

import datetime as dt

import pytest

from events.copying import moved, other_years, title_for, year_later


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Seminar 2027", "Seminar 2028"),
        ("Strategy 2026–2030: seminar 2027", "Strategy 2026–2030: seminar 2028"),
        ("Directive 12027", "Directive 12027"),
        ("Seminar", "Seminar"),
    ],
    ids=["its year", "other years stay", "no year", "none"],
)
def test_the_title_follows_the_year(title, found):
    assert title_for(title, old=2027, new=2028) == found


def test_the_same_weekday_a_year_later():
    day = dt.date(2027, 5, 28)

    assert (year_later(day), year_later(day).weekday()) == (dt.date(2028, 5, 26), day.weekday())


def test_years_that_are_not_the_own():
    assert other_years("Seminar 2027, after 2026", year=2027) == ["2026"]


@pytest.mark.parametrize(
    ("at", "days", "found"),
    [
        ("2027-03-20T08:00Z", 10, "2027-03-30T07:00Z"),
        ("2027-03-20T08:00Z", 1, "2027-03-21T08:00Z"),
        ("2027-03-27T01:30Z", 1, "2027-03-28T01:30Z"),
    ],
    ids=["the clock's time is kept", "the same offset", "an hour left out"],
)
def test_moments_keep_the_time_on_the_clock(at, days, found):
    moment, wanted = (dt.datetime.fromisoformat(text) for text in (at, found))

    assert moved(moment, days=days, zone="Europe/Brussels") == wanted
