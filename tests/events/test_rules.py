"""What follows from the facts of an event: a table a rule."""

import datetime as dt

import pytest

from accounts.steps import By, NotNowError, step
from events import rules
from events.enums import Approver, EventDeed, RegistrationDeed, RegistrationState, State

NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


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
    ("facts", "expected"),
    [
        ({"closes_at": None, "at": NOON}, False),
        ({"closes_at": None, "at": NOON + 5 * HOUR}, True),
        ({"closes_at": NOON, "at": NOON}, True),
        ({"closes_at": NOON + HOUR, "at": NOON}, False),
    ],
    ids=["ahead", "begun", "closes this second", "closes later"],
)
def test_has_closed(facts, expected):
    assert rules.has_closed(starts_at=NOON + 5 * HOUR, **facts) is expected


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ({"secretariat": True}, By.SECRETARIAT),
        ({"secretariat": True, "approver": Approver.STATE}, By.SECRETARIAT),
        ({"states": {"LV"}, "approver": Approver.STATE}, By.STATE),
        ({"states": {"FR"}, "approver": Approver.STATE}, None),
        ({"states": {"LV"}}, None),
        ({"states": {"LV"}, "approver": Approver.STATE, "country": "EU"}, None),
        ({"states": {"PL"}, "approver": Approver.HOST}, By.STATE),
        ({"states": {"PL"}, "approver": Approver.HOST, "country": "UA"}, By.STATE),
        ({"states": {"LV"}, "approver": Approver.HOST}, None),
        ({"states": {"PL"}, "approver": Approver.HOST, "host": None}, None),
        ({}, None),
    ],
    ids=[
        "the Secretariat",
        "the Secretariat always",
        "who speaks for the state",
        "who speaks for another",
        "where the Secretariat approves",
        "people from elsewhere",
        "who speaks for the host",
        "the host on people from elsewhere",
        "who speaks for the people's state where the host approves",
        "the host where there is none",
        "nobody",
    ],
)
def test_as_whom_one_decides(who, expected):
    facts = {
        "secretariat": False,
        "approver": Approver.SECRETARIAT,
        "country": "LV",
        "host": "PL",
        "states": frozenset(),
    }

    assert rules.decides_as(**facts | who) == expected


@pytest.mark.parametrize(
    ("hours", "until"),
    [(2, NOON + 2 * HOUR), (72, NOON + 5 * HOUR)],
    ids=["so many hours", "not past the beginning"],
)
def test_until_when_a_place_is_offered(hours, until):
    assert rules.offer_ends(hours=hours, starts_at=NOON + 5 * HOUR, at=NOON) == until


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
