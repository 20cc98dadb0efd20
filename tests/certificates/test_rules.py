"""The rule of certificates, case by case."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates import rules, words
from certificates.enums import Verdict
from certificates.rules import Earned, Sat, Terms, earned
from events.enums import Excused, Presence

DAY = 1440
ABSENT, AS_PRESENT, LEFT_OUT = (Terms(80, excused) for excused in Excused.values)
ELIGIBLE, TOO_LITTLE, UNKNOWN, NOT_OVER, NOTHING = Verdict


def sat(presence="present", minutes=None, *, starts=None, scheduled=210, **facts):
    """One session of three and a half hours that is over."""
    known = {"begun": True, "over": True, "counts": True, **facts}
    return Sat(scheduled, presence, minutes, starts=starts, **known)


def half_days(*presences):
    """Sessions of three and a half hours, one a day."""
    return [sat(presence, starts=number * DAY) for number, presence in enumerate(presences)]


@pytest.mark.parametrize(
    ("sats", "terms", "expected"),
    [
        (half_days("present", "present", "present"), ABSENT, (ELIGIBLE, 630, 630)),
        (half_days("present", "online", "present"), ABSENT, (ELIGIBLE, 630, 630)),
        (half_days("present", "present", "absent"), ABSENT, (TOO_LITTLE, 420, 630)),
        (half_days("absent", "absent", "absent"), ABSENT, (TOO_LITTLE, 0, 630)),
        (half_days("present", "present", "excused"), ABSENT, (TOO_LITTLE, 420, 630)),
        (half_days("present", "present", "excused"), AS_PRESENT, (ELIGIBLE, 630, 630)),
        (half_days("present", "present", "excused"), LEFT_OUT, (ELIGIBLE, 420, 420)),
        (half_days("present", "absent", "excused"), LEFT_OUT, (TOO_LITTLE, 210, 420)),
        (half_days("excused", "excused", "excused"), AS_PRESENT, (ELIGIBLE, 630, 630)),
        (half_days("excused", "excused", "excused"), LEFT_OUT, (NOTHING, 0, 0)),
        ([sat("excused", 30, starts=0)], AS_PRESENT, (ELIGIBLE, 210, 210)),
        (half_days("present", "present", "unknown"), ABSENT, (UNKNOWN, 420, 630)),
        ([*half_days(*["present"] * 9), sat("unknown")], ABSENT, (UNKNOWN, 1890, 2100)),
        ([], ABSENT, (NOTHING, 0, 0)),
        ([sat(counts=False)], ABSENT, (NOTHING, 0, 0)),
        ([sat(), sat("absent", counts=False)], ABSENT, (ELIGIBLE, 210, 210)),
        ([sat(), sat("unknown", counts=False)], ABSENT, (ELIGIBLE, 210, 210)),
        ([sat(), sat("unknown", counts=False, over=False)], ABSENT, (ELIGIBLE, 210, 210)),
        ([sat("partial", 504, scheduled=630)], ABSENT, (ELIGIBLE, 504, 630)),
        ([sat("partial", 503, scheduled=630)], ABSENT, (TOO_LITTLE, 503, 630)),
        ([sat("partial", 0, scheduled=630)], ABSENT, (TOO_LITTLE, 0, 630)),
        ([sat("partial", 700, scheduled=630)], ABSENT, (ELIGIBLE, 630, 630)),
        ([sat("online", 60)], ABSENT, (TOO_LITTLE, 60, 210)),
        ([sat("partial", 209)], Terms(100, "absent"), (TOO_LITTLE, 209, 210)),
        ([sat("partial", 210)], Terms(100, "absent"), (ELIGIBLE, 210, 210)),
        ([sat("partial", 1, scheduled=100)], Terms(1, "absent"), (ELIGIBLE, 1, 100)),
        ([sat(), sat(over=False)], ABSENT, (NOT_OVER, 420, 420)),
        ([sat(), sat(begun=False, over=False)], ABSENT, (NOT_OVER, 210, 420)),
        ([sat(), sat("excused", begun=False, over=False)], LEFT_OUT, (NOT_OVER, 210, 420)),
        ([sat(), sat("excused", over=False)], LEFT_OUT, (NOT_OVER, 210, 210)),
        ([sat("unknown"), sat(over=False)], ABSENT, (NOT_OVER, 210, 420)),
    ],
    ids=[
        "all", "partly online", "two of three", "none", "excused counts as absent",
        "excused counts as present", "excused is left out", "left out, and too little of the rest",
        "excused from all, as present", "excused from all, left out", "an excuse has no minutes",
        "unknown blocks", "a session added late is unknown and blocks", "zero sessions",
        "no session counts", "absent where it does not count", "unknown where it does not count",
        "not over where it does not count", "the share exactly", "one minute short of the share",
        "partial for no minute", "partial for longer than it was", "online for a part",
        "all is asked, a minute missed", "all is asked", "one per cent", "the last still runs",
        "attendance of what has not begun", "excused from what has not begun",
        "excused from what still runs", "not over comes before unknown",
    ],
)  # fmt: skip
def test_what_is_earned(sats, terms, expected):
    assert earned(sats, terms) == Earned(*expected)


def test_a_session_that_was_cancelled_is_as_if_it_had_never_been():
    before = half_days("present", "present", "absent")

    assert earned(before, ABSENT).verdict == TOO_LITTLE
    assert earned(before[:2], ABSENT) == Earned(ELIGIBLE, 420, 420)


@pytest.mark.parametrize(
    ("sats", "expected"),
    [
        ([sat(starts=0), sat("absent", starts=0)], (ELIGIBLE, 210, 210)),
        ([sat("absent", starts=0), sat(starts=0)], (ELIGIBLE, 210, 210)),
        ([sat(starts=0), sat(starts=0)], (ELIGIBLE, 210, 210)),
        ([sat(starts=0), sat("unknown", starts=0)], (ELIGIBLE, 210, 210)),
        ([sat(starts=0), sat("unknown", starts=10, scheduled=50)], (ELIGIBLE, 210, 210)),
        ([sat("partial", 100, starts=0), sat("unknown", starts=0)], (UNKNOWN, 100, 210)),
        ([sat("partial", 100, starts=0), sat("partial", 90, starts=0)], (ELIGIBLE, 190, 210)),
        ([sat("partial", 200, starts=0), sat("partial", 90, starts=0)], (ELIGIBLE, 210, 210)),
        (
            [sat(starts=0, scheduled=60), sat("absent", starts=30, scheduled=60)],
            (TOO_LITTLE, 60, 90),
        ),
        ([sat(starts=0, scheduled=60), sat(starts=30, scheduled=60)], (ELIGIBLE, 90, 90)),
        (
            [
                sat(starts=0, scheduled=60),
                sat(starts=0, scheduled=60),
                sat("partial", 15, starts=30, scheduled=90),
            ],
            (TOO_LITTLE, 75, 120),
        ),
        (
            [
                sat("partial", 60, starts=0, scheduled=60),
                sat("partial", 60, starts=0, scheduled=60),
                sat("partial", 10, starts=DAY, scheduled=60),
            ],
            (TOO_LITTLE, 70, 120),
        ),
        (
            [
                sat("partial", 30, starts=0, scheduled=120),
                sat("partial", 60, starts=0, scheduled=60),
            ],
            (TOO_LITTLE, 90, 120),
        ),
        ([sat(starts=0), sat()], (ELIGIBLE, 420, 420)),
        ([sat(), sat(starts=5000)], (ELIGIBLE, 420, 420)),
    ],
    ids=[
        "in one of two rooms", "in the other", "said to have been in both",
        "unknown while elsewhere", "unknown during it, elsewhere", "unknown, but only partly there",
        "a part of both", "parts of both beyond the clock", "overlap, in the first alone",
        "overlap, in both", "minutes of one do not fill another", "nor those of another day",
        "parts find room side by side", "no hour, after one with an hour", "and before one",
    ],
)  # fmt: skip
def test_sessions_at_the_same_time_are_one_time(sats, expected):
    assert earned(sats, ABSENT) == Earned(*expected)


_SATS = st.lists(
    st.builds(
        Sat,
        scheduled=st.integers(1, 90),
        presence=st.sampled_from(Presence.values),
        minutes=st.none() | st.integers(0, 120),
        begun=st.booleans(),
        over=st.booleans(),
        counts=st.booleans(),
        starts=st.none() | st.integers(0, 240),
    ),
    max_size=6,
)


@given(_SATS, st.sampled_from(Excused.values), st.integers(1, 100))
def test_nobody_is_there_longer_than_it_lasts_and_the_order_is_nothing(sats, excused, share):
    terms = Terms(share, excused)
    timed = [one for one in sats if one.starts is not None]

    found = earned(sats, terms)

    assert 0 <= found.attended <= found.total <= sum(one.scheduled for one in sats if one.counts)
    assert earned(timed[::-1], terms) == earned(timed, terms)
    if found.verdict == ELIGIBLE:
        assert found.attended * 100 >= found.total * share


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Earned(ELIGIBLE, 540, 630), "9.0 of 10.5 h, 86 %, eligible"),
        (Earned(TOO_LITTLE, 420, 630), "7.0 of 10.5 h, 67 %, not eligible: 80 % is needed"),
        (
            Earned(TOO_LITTLE, 503, 630),
            "8 h 23 min of 10 h 30 min, 79 %, not eligible: 80 % is needed",
        ),
        (Earned(ELIGIBLE, 504, 630), "8.4 of 10.5 h, 80 %, eligible"),
        (
            Earned(UNKNOWN, 420, 630),
            "7.0 of 10.5 h, 67 %, not decided: attendance of a session is unknown",
        ),
        (Earned(NOT_OVER, 0, 630), "0.0 of 10.5 h, 0 %, not decided: the event is not over"),
        (Earned(NOTHING, 0, 0), "0.0 of 0.0 h, 0 %, not eligible: no session counts"),
    ],
)
def test_the_reason_is_said_in_words(found, said):
    assert words.explained(found, ABSENT) == said


@pytest.mark.parametrize("module", [rules, words])
def test_the_examples_hold(module):
    assert doctest.testmod(module).failed == 0
