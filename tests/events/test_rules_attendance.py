"""Half-days, the codes of sessions, and minutes of presence."""

import datetime as dt
from dataclasses import dataclass

import pytest

from events.rules.attendance import (
    changes_at,
    code_at,
    fits,
    half_days,
    minutes_from,
    minutes_of,
    minutes_within,
    moment_meant,
    next_opening,
    on_now,
    open_half_days,
    opens_at,
)

DAY, NEXT = dt.date(2024, 5, 30), dt.date(2024, 5, 31)
SECRET = b"of one session"


@dataclass(frozen=True)
class Slot:
    """A session in UTC."""

    date: dt.date
    starts_time: dt.time
    starts_at: dt.datetime
    ends_at: dt.datetime


def moment(hour, minute=0, day=DAY):
    return dt.datetime.combine(day, dt.time(hour, minute), dt.UTC)


def slot(begins, ends, day=DAY):
    return Slot(
        day,
        dt.time(*begins),
        dt.datetime.combine(day, dt.time(*begins), dt.UTC),
        dt.datetime.combine(day, dt.time(*ends), dt.UTC),
    )


OPENING, TALK = slot((9, 30), (10, 30)), slot((11, 0), (12, 30))
WORKSHOP, CLOSING = slot((13, 0), (15, 0)), slot((15, 30), (16, 30))
SECOND_DAY = slot((12, 0), (14, 0), NEXT)
DAYS = half_days([SECOND_DAY, CLOSING, TALK, OPENING, WORKSHOP])
MORNING, AFTERNOON, AT_NOON = DAYS


def test_half_days_part_at_noon():
    assert [(one.date, one.part, one.sessions, one.starts_at, one.ends_at) for one in DAYS] == [
        (DAY, "morning", (OPENING, TALK), moment(9, 30), moment(12, 30)),
        (DAY, "afternoon", (WORKSHOP, CLOSING), moment(13), moment(16, 30)),
        (NEXT, "afternoon", (SECOND_DAY,), moment(12, day=NEXT), moment(14, day=NEXT)),
    ]
    assert half_days([]) == ()


def test_half_day_ends_with_the_last_to_end():
    long, short = slot((9, 0), (12, 0)), slot((9, 0), (10, 0))

    assert half_days([long, short])[0].ends_at == moment(12)


@pytest.mark.parametrize(
    ("at", "open_now"),
    [
        (moment(8, 29), ()),
        (moment(8, 30), (MORNING,)),
        (moment(11, 59), (MORNING,)),
        (moment(12), (MORNING, AFTERNOON)),
        (moment(12, 29), (MORNING, AFTERNOON)),
        (moment(12, 30), (AFTERNOON,)),
        (moment(16, 29), (AFTERNOON,)),
        (moment(16, 30), ()),
        (moment(11, day=NEXT), (AT_NOON,)),
    ],
    ids=lambda value: f"{value:%d %H:%M}" if isinstance(value, dt.datetime) else "",
)
def test_door_opens_sixty_minutes_before_the_first_session_of_the_half_day(at, open_now):
    assert open_half_days(DAYS, 60, at) == open_now


def test_what_runs_comes_before_what_is_ahead_however_early_the_door_opens():
    assert [open_half_days(DAYS, 240, at) for at in (moment(9), moment(10, 5), moment(12, 30))] == [
        (MORNING, AFTERNOON),
        (MORNING, AFTERNOON),
        (AFTERNOON,),
    ]


def test_where_two_half_days_run_the_one_that_began_last_comes_first():
    morning, afternoon = half_days([slot((11, 0), (13, 30)), slot((13, 0), (15, 0))])

    assert open_half_days([morning, afternoon], 60, moment(13, 5)) == (afternoon, morning)


def test_opening_is_said_until_there_is_none_left():
    assert opens_at(MORNING, 60) == moment(8, 30)
    assert [
        next_opening(DAYS, 60, at) for at in (moment(8), moment(16, 30), moment(14, day=NEXT))
    ] == [moment(8, 30), moment(11, day=NEXT), None]


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (moment(8, 40), (OPENING,)),
        (moment(9, 30), (OPENING,)),
        (moment(10, 30), (TALK,)),
        (moment(11, 30), (TALK,)),
        (moment(12, 30), ()),
    ],
)
def test_screen_shows_what_runs_else_what_begins_next(at, shown):
    assert on_now(MORNING, at) == shown


def test_screen_shows_all_that_run_side_by_side():
    one, other, later = slot((9, 0), (10, 0)), slot((9, 0), (11, 0)), slot((10, 30), (11, 0))
    half_day = half_days([one, other, later])[0]

    assert [on_now(half_day, at) for at in (moment(8, 30), moment(9, 30), moment(10, 10))] == [
        (one, other),
        (one, other),
        (other,),
    ]


def test_minutes_of_a_session():
    assert minutes_of(TALK) == 90


@pytest.mark.parametrize(
    ("at", "minutes"),
    [
        (moment(8), None),
        (moment(11, 15), None),
        (moment(11, 15) + dt.timedelta(seconds=1), 74),
        (moment(11, 30), 60),
        (moment(12, 29), 1),
    ],
)
def test_who_comes_more_than_fifteen_minutes_late_is_there_for_the_rest(at, minutes):
    assert minutes_from(TALK, at) == minutes


@pytest.mark.parametrize(
    ("spans", "minutes"),
    [
        ([], 0),
        ([(moment(10), moment(11))], 60),
        ([(moment(8), moment(20))], 120),
        ([(moment(8), moment(9)), (moment(12), moment(13))], 0),
        ([(moment(10, 30), moment(11)), (moment(10), moment(10, 30))], 60),
        ([(moment(10), moment(11)), (moment(10, 30), moment(11, 30))], 90),
        ([(moment(10), moment(12)), (moment(10, 30), moment(11))], 120),
        ([(moment(11), moment(10))], 0),
        ([(moment(10), moment(10, 0) + dt.timedelta(seconds=59))], 0),
        ([(moment(10) + dt.timedelta(seconds=n * 90), moment(10) + dt.timedelta(seconds=n * 90 + 30))
          for n in range(4)], 2),
    ],
    ids=[
        "never", "a part", "from before to after", "outside", "twice, out of order",
        "two devices overlap", "one device within another", "ends before it begins",
        "seconds alone", "seconds add up",
    ],
)  # fmt: skip
def test_minutes_of_presence_count_once(spans, minutes):
    assert minutes_within(spans, moment(10), moment(12)) == minutes


def test_code_holds_for_its_five_minutes_and_the_five_after():
    code = code_at(SECRET, moment(10, 2))

    assert (len(code), code.isdecimal()) == (6, True)
    assert {minute: fits(SECRET, code, moment(10, minute)) for minute in (0, 4, 5, 9, 10)} == {
        0: True,
        4: True,
        5: True,
        9: True,
        10: False,
    }
    assert not fits(SECRET, code, moment(10, 2, NEXT))
    assert not fits(b"of another", code, moment(10, 2))
    assert not fits(SECRET, "١٢٣٤٥٦\ud800", moment(10, 2))
    assert changes_at(moment(10, 2)) == moment(10, 5)


@pytest.mark.parametrize(
    ("scanned", "meant"),
    [
        (None, moment(10)),
        (moment(9), moment(9)),
        (moment(10) - dt.timedelta(hours=24), moment(10) - dt.timedelta(hours=24)),
        (moment(10) - dt.timedelta(hours=24, seconds=1), None),
        (moment(10, 2), moment(10)),
        (moment(10, 3), None),
    ],
    ids=["now", "an hour ago", "a day ago", "too long ago", "a clock ahead", "the future"],
)
def test_a_scan_sent_later_counts_from_when_it_was_made(scanned, meant):
    assert moment_meant(scanned, moment(10)) == meant
