"""Who gets a place, and when: the numbers, the queue, and what frees a place."""

import pytest

from accounts.steps import By
from events import services
from events.enums import QuotaScope
from events.services import position
from tests.events.registrants import AT, come, nobody, seminar, states
from tests.factories.accounts import MemberStateFactory
from tests.factories.events import QuotaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return AT


@pytest.fixture
def event():
    return seminar()


def test_who_is_blocked_by_the_own_number_is_passed_over_and_keeps_the_position(event, at):
    for code in ["LV", "FR"]:
        MemberStateFactory(code=code)
    QuotaFactory(event=event, scope=QuotaScope.EACH_STATE, places=1)
    anna = come(event, "Anna", at=at, country="LV")
    berta = come(event, "Berta", at=at, country="FR")
    come(event, "Cecil", at=at, country="LV")
    come(event, "Dora", at=at, country="FR")

    services.withdraw(berta, by=nobody(at), as_=By.PERSON, at=at)

    assert states(event) == {
        "Anna": "confirmed",
        "Berta": "withdrawn",
        "Cecil": "waiting",
        "Dora": "confirmed",
    }
    assert position(event.registrations.get(name="Cecil")) == 1
    assert anna.country == "LV"


def test_a_higher_priority_is_promoted_before_an_earlier_arrival(event, at):
    anna = come(event, "Anna", at=at)
    for name in ["Berta", "Cecil", "Dora"]:
        come(event, name, at=at)
    event.registrations.filter(name="Dora").update(priority=5)

    services.withdraw(anna, by=nobody(at), as_=By.PERSON, at=at)

    assert states(event)["Dora"] == "confirmed"
    assert position(event.registrations.get(name="Cecil")) == 1


def test_more_places_promote_in_order(event, at):
    for name in ["Anna", "Berta", "Cecil", "Dora", "Emil"]:
        come(event, name, at=at)

    promoted = services.set_places(
        event, total=4, each_state=None, by_state={}, by=nobody(at), at=at
    )

    assert [registration.name for registration in promoted] == ["Cecil", "Dora"]


def test_fewer_places_than_are_held_are_refused_with_the_number(event, at):
    for name in ["Anna", "Berta"]:
        come(event, name, at=at)

    with pytest.raises(services.BelowHeldError) as refused:
        services.set_places(event, total=1, each_state=None, by_state={}, by=nobody(at), at=at)

    assert [(one.taken, one.places) for one in refused.value.obstacles] == [(2, 1)]
    assert services.places_of(event).total == 2


def test_without_a_number_everybody_who_waits_is_promoted(event, at):
    MemberStateFactory(code="LV")
    for name in ["Anna", "Berta", "Cecil"]:
        come(event, name, at=at)

    services.set_places(
        event, total=None, each_state=None, by_state={"LV": 9}, by=nobody(at), at=at
    )

    assert set(states(event).values()) == {"confirmed"}


def test_nobody_is_promoted_once_the_event_has_begun(event, at):
    anna = come(event, "Anna", at=at)
    for name in ["Berta", "Cecil"]:
        come(event, name, at=at)

    services.withdraw(anna, by=nobody(at), as_=By.PERSON, at=event.starts_at)

    assert states(event)["Cecil"] == "waiting"
