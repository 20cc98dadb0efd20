"""Why nobody is promoted, in words."""

import datetime as dt

import pytest

from events.blocked import Standstill, called, standstill, why
from events.enums import Group, QuotaScope, State
from events.models import Event
from events.rules import ALL, Claim, Obstacle, Places

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
STATES = frozenset({"BE", "DE", "FR", "IE", "LV", "NL", "PL"})
PLACES = Places(total=120, each_state=8, by_state={"LV": 2}, states=STATES)
FULL = {ALL: 118}
WORKSHOP = Claim(QuotaScope.SESSION, 7)


def of_state(code, places, group=""):
    """Why somebody waits whose state has all its places."""
    return Obstacle(Claim(QuotaScope.STATE, code, group), places, places)


def published(**words):
    return Event(**{"state": State.PUBLISHED, "starts_at": AT + dt.timedelta(days=1)} | words)


@pytest.mark.parametrize(
    ("obstacle", "said"),
    [
        (of_state("LV", 2), "LV has 2 of 2 places"),
        (of_state("LV", 2, Group.MEMBER), "LV has 2 of 2 places (Member)"),
        (Obstacle(ALL, taken=50, places=50), "All 50 places are taken"),
        (Obstacle(ALL, taken=1, places=1), "The only place is taken"),
        (Obstacle(WORKSHOP, 9, 9, "Workshop"), "Workshop: 9 of 9 places are taken"),
        (None, "Next in the queue"),
    ],
    ids=["own number", "own number of a group", "all", "one", "session", "nothing"],
)
def test_why_somebody_waits(obstacle, said):
    assert why(obstacle) == said


@pytest.mark.parametrize(
    ("claim", "name", "said"),
    [
        (ALL, "", ""),
        (Claim(QuotaScope.STATE, "LV"), "", "Latvia"),
        (Claim(QuotaScope.STATE, "LV", Group.MEMBER), "Delegates", "Latvia, Delegates"),
        (Claim(QuotaScope.GROUP, group=Group.MEMBER), "", "Member"),
        (Claim(QuotaScope.GROUP, group=Group.MEMBER), "Delegates", "Delegates"),
        (Claim(QuotaScope.ATTENDING, "online"), "", "Online"),
        (Claim(QuotaScope.CHOICE, ("meal", "fish")), "Meal: Fish", "Meal: Fish"),
    ],
)
def test_what_a_number_counts(claim, name, said):
    assert called(claim, name) == said


def test_standstill_names_the_states_that_are_full_most_waiting_first():
    waiting = {of_state("LV", 2): 1, of_state("FR", 8): 2, of_state("IE", 8): 1}

    found = standstill(published(), places=PLACES, taken=FULL, waiting=waiting, at=AT)

    assert found == Standstill(
        "2 places are free and nobody was promoted",
        "All 4 who wait come from states with no place left: "
        "France (8 of 8), Ireland (8 of 8), Latvia (2 of 2).",
        "Raise the number, or wait: the places stay open for everybody else.",
    )


def test_standstill_of_one_person_and_one_place():
    taken = FULL | {ALL: 119}

    found = standstill(
        published(), places=PLACES, taken=taken, waiting={of_state("LV", 2): 1}, at=AT
    )

    assert found == Standstill(
        "1 place is free and nobody was promoted",
        "The person who waits comes from a state with no place left: Latvia (2 of 2).",
        "Raise the number, or wait: the places stay open for everybody else.",
    )


def test_standstill_of_somebody_who_could_have_a_place():
    waiting = {None: 1, of_state("LV", 2): 3}

    found = standstill(published(), places=PLACES, taken=FULL, waiting=waiting, at=AT)

    assert found == Standstill(
        "2 places are free and nobody was promoted",
        "1 person who waits could have a place.",
        "Save the numbers of places once more: who can have one is promoted.",
    )


def test_standstill_by_what_is_no_state():
    waiting = {of_state("LV", 2): 1, Obstacle(WORKSHOP, 9, 9, "Workshop"): 1}

    both = standstill(published(), places=PLACES, taken=FULL, waiting=waiting, at=AT)
    one = standstill(
        published(),
        places=PLACES,
        taken=FULL,
        waiting={Obstacle(WORKSHOP, 9, 9, "Workshop"): 1},
        at=AT,
    )

    assert both.text == (
        "All 2 who wait want what has no place left: Workshop (9 of 9), Latvia (2 of 2)."
    )
    assert one.text == "The person who waits wants what has no place left: Workshop (9 of 9)."


def test_standstill_without_a_total_and_with_many_states():
    places = Places(total=None, each_state=0, states=STATES)
    waiting = {of_state(code, 0): 1 for code in STATES}

    found = standstill(published(), places=places, taken={}, waiting=waiting, at=AT)

    assert found == Standstill(
        "Places are free and nobody was promoted",
        "All 7 who wait come from states with no place left: Belgium (0 of 0), Germany"
        " (0 of 0), France (0 of 0), Ireland (0 of 0), Latvia (0 of 0), Netherlands (0 of 0) and"
        " others.",
        "Raise the number, or wait: the places stay open for everybody else.",
    )


@pytest.mark.parametrize(
    ("event", "taken", "waiting"),
    [
        (published(), FULL, {}),
        (published(), FULL | {ALL: 120}, {Obstacle(ALL, 120, 120): 1}),
        (published(state=State.CANCELLED), FULL, {of_state("LV", 2): 1}),
        (published(starts_at=AT), FULL, {of_state("LV", 2): 1}),
    ],
    ids=["nobody waits", "all taken", "cancelled", "begun"],
)
def test_no_standstill(event, taken, waiting):
    assert standstill(event, places=PLACES, taken=taken, waiting=waiting, at=AT) is None
