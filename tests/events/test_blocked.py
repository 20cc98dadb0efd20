"""Why nobody is promoted, in words."""

import datetime as dt

import pytest

from events.blocked import Standstill, standstill, why
from events.enums import State
from events.models import Event
from events.rules import Obstacle, Places

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
STATES = frozenset({"BE", "DE", "FR", "IE", "LV", "NL", "PL"})
PLACES = Places(total=120, each_state=8, by_state={"LV": 2}, states=STATES)
FULL = {"FR": 8, "IE": 8, "LV": 2, "BE": 100}


def published(**words):
    return Event(**{"state": State.PUBLISHED, "starts_at": AT + dt.timedelta(days=1)} | words)


@pytest.mark.parametrize(
    ("obstacle", "said"),
    [
        (Obstacle("LV", taken=2, places=2), "LV has 2 of 2 places"),
        (Obstacle("", taken=50, places=50), "All 50 places are taken"),
        (Obstacle("", taken=1, places=1), "The only place is taken"),
        (None, "Next in the queue"),
    ],
    ids=["own number", "all", "one", "nothing"],
)
def test_why_somebody_waits(obstacle, said):
    assert why(obstacle) == said


def test_standstill_names_the_states_that_are_full_most_waiting_first():
    found = standstill(
        published(), places=PLACES, taken=FULL, waiting={"LV": 1, "FR": 2, "IE": 1}, at=AT
    )

    assert found == Standstill(
        "2 places are free and nobody was promoted",
        "All 4 who wait come from states with no place left: "
        "France (8 of 8), Ireland (8 of 8), Latvia (2 of 2).",
    )


def test_standstill_of_one_person_and_one_place():
    found = standstill(
        published(), places=PLACES, taken=FULL | {"BE": 101}, waiting={"LV": 1}, at=AT
    )

    assert found == Standstill(
        "1 place is free and nobody was promoted",
        "The person who waits comes from a state with no place left: Latvia (2 of 2).",
    )


def test_standstill_without_a_total_and_with_many_states():
    places = Places(total=None, each_state=0, states=STATES)

    found = standstill(
        published(), places=places, taken={}, waiting=dict.fromkeys(STATES, 1), at=AT
    )

    assert found == Standstill(
        "Places are free and nobody was promoted",
        "All 7 who wait come from states with no place left: Belgium (0 of 0), Germany"
        " (0 of 0), France (0 of 0), Ireland (0 of 0), Latvia (0 of 0), Netherlands (0 of 0) and"
        " others.",
    )


@pytest.mark.parametrize(
    ("event", "taken", "waiting"),
    [
        (published(), FULL, {}),
        (published(), FULL | {"BE": 102}, {"DE": 1}),
        (published(state=State.CANCELLED), FULL, {"LV": 1}),
        (published(starts_at=AT), FULL, {"LV": 1}),
    ],
    ids=["nobody waits", "all taken", "cancelled", "begun"],
)
def test_no_standstill(event, taken, waiting):
    assert standstill(event, places=PLACES, taken=taken, waiting=waiting, at=AT) is None
