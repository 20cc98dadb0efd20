"""What follows from the facts of an event: a table a rule."""

import datetime as dt

import pytest

from accounts.steps import By, NotNowError, step
from events import rules
from events.enums import EventDeed, RegistrationDeed, RegistrationState, State
from events.rules import Obstacle, Places

NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
STATES = frozenset({"LV", "FR"})


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({}, True, id="published and no times"),
        pytest.param({"state": State.DRAFT}, False, id="draft"),
        pytest.param({"state": State.CANCELLED}, False, id="cancelled"),
        pytest.param({"takes_registrations": False}, False, id="takes none"),
        pytest.param({"opens_at": NOON}, True, id="opens this second"),
        pytest.param({"opens_at": NOON + HOUR}, False, id="opens later"),
        pytest.param({"closes_at": NOON}, False, id="closes this second"),
        pytest.param({"closes_at": NOON + HOUR}, True, id="closes later"),
        pytest.param({"starts_at": NOON}, False, id="begins this second"),
        pytest.param(
            {"starts_at": NOON - HOUR, "closes_at": NOON + HOUR}, True, id="begun, closes later"
        ),
    ],
)
def test_is_open(facts, expected):
    standard = {
        "state": State.PUBLISHED,
        "takes_registrations": True,
        "opens_at": None,
        "closes_at": None,
        "starts_at": NOON + 5 * HOUR,
        "at": NOON,
    }

    assert rules.is_open(**(standard | facts)) is expected


@pytest.mark.parametrize(
    ("state", "hours", "expected"),
    [
        pytest.param(RegistrationState.CONFIRMED, 0, True, id="from confirmation"),
        pytest.param(RegistrationState.CONFIRMED, 24, True, id="a day before, and it is tomorrow"),
        pytest.param(
            RegistrationState.CONFIRMED, 1, False, id="an hour before, and it is tomorrow"
        ),
        pytest.param(RegistrationState.WAITING, 0, False, id="on the waiting list"),
        pytest.param(RegistrationState.WITHDRAWN, 0, False, id="withdrawn"),
    ],
)
def test_join_link_is_seen(state, hours, expected):
    seen = rules.join_link_is_seen(
        state=state, hours_before=hours, starts_at=NOON + 20 * HOUR, at=NOON
    )

    assert seen is expected


@pytest.mark.parametrize(
    ("places", "taken", "expected"),
    [
        pytest.param(Places(), {"LV": 900}, None, id="no numbers"),
        pytest.param(Places(total=2), {"FR": 1}, None, id="one left"),
        pytest.param(Places(total=2), {"FR": 1, "NO": 1}, Obstacle("", 2, 2), id="all taken"),
        pytest.param(Places(total=2), {"FR": 3}, Obstacle("", 3, 2), id="lowered below the taken"),
        pytest.param(
            Places(total=9, each_state=2, states=STATES),
            {"LV": 2},
            Obstacle("LV", 2, 2),
            id="state",
        ),
        pytest.param(
            Places(each_state=2, by_state={"LV": 3}, states=STATES), {"LV": 2}, None, id="exception"
        ),
        pytest.param(
            Places(each_state=2, by_state={"LV": 0}, states=STATES),
            {},
            Obstacle("LV", 0, 0),
            id="none",
        ),
        pytest.param(
            Places(each_state=2, by_state={"LV": None}, states=STATES), {"LV": 9}, None, id="open"
        ),
        pytest.param(
            Places(total=2, each_state=2, states=STATES),
            {"LV": 2},
            Obstacle("LV", 2, 2),
            id="the own number is named first",
        ),
        pytest.param(
            Places(each_state=0, states={"FR"}), {}, None, id="guests count in the total only"
        ),
    ],
)
def test_obstacle_for_somebody_from_latvia(places, taken, expected):
    assert rules.obstacle("LV", places=places, taken=taken) == expected


def test_full_countries_are_those_with_all_their_own_places():
    places = Places(total=50, each_state=2, by_state={"FR": 3}, states=STATES | {"EL", "IE"})

    full = rules.full_countries(places=places, taken={"LV": 2, "FR": 2, "IE": 3, "NO": 8})

    assert full == {"LV", "IE"}


def test_without_numbers_of_their_own_no_country_is_full():
    assert (
        rules.full_countries(places=Places(total=1, states=STATES), taken={"LV": 9}) == frozenset()
    )


@pytest.mark.parametrize(
    ("total", "taken", "expected"),
    [(None, {"LV": 7}, None), (5, {"LV": 2, "FR": 1}, 2), (5, {"LV": 7}, 0)],
    ids=["no limit", "two left", "never less than none"],
)
def test_places_left(total, taken, expected):
    assert rules.places_left(places=Places(total=total), taken=taken) == expected


def test_only_the_secretariat_publishes():
    found = step(rules.EVENT, state=State.DRAFT, deed=EventDeed.PUBLISH, by=By.SECRETARIAT)

    assert found.to == State.PUBLISHED
    with pytest.raises(NotNowError):
        step(rules.EVENT, state=State.DRAFT, deed=EventDeed.PUBLISH, by=By.PRESIDENCY)


def test_nobody_is_confirmed_after_withdrawing_but_by_way_of_the_queue():
    with pytest.raises(NotNowError):
        step(
            rules.REGISTRATION,
            state=RegistrationState.WITHDRAWN,
            deed=RegistrationDeed.CONFIRM,
            by=By.SECRETARIAT,
        )
