"""What is counted of registrations."""

import pytest

from events.enums import QuotaScope
from events.figures import (
    Cell,
    StatePlaces,
    Tally,
    by_state,
    cells,
    of_states,
    options,
    state_places,
    tallies,
)
from events.models import Event, Quota, Registration
from events.questions import Option, Question
from tests.events.asking import answered, asks
from tests.factories.events import EventFactory, RegistrationFactory


def cell(state="confirmed", *, country="LV", group="participant", number=1):
    return Cell(1, state, country, "in_person", group, "police", number)


@pytest.mark.parametrize(
    ("states", "tally"),
    [
        ([], Tally()),
        (["confirmed", "offered"], Tally(held=2, live=2)),
        (["waiting", "pending", "named"], Tally(waiting=1, pending=1, live=3)),
        (["declined", "withdrawn", "cancelled"], Tally()),
    ],
)
def test_tally_says_who_holds_waits_and_is_pending(states, tally):
    assert Tally.of(cell(state) for state in states) == tally


def test_tallies_are_told_by_what_is_asked():
    counted = [cell(number=2), cell("waiting"), cell(country="FR"), cell("pending", country="EU")]

    assert tallies(counted, lambda one: one.country) == {
        "EU": Tally(pending=1, live=1),
        "FR": Tally(held=1, live=1),
        "LV": Tally(held=2, waiting=1, live=3),
    }


def test_states_are_counted():
    assert by_state([cell(number=2), cell("waiting"), cell(country="FR")]) == {
        "confirmed": 3,
        "waiting": 1,
    }


QUOTAS = {
    "total": Quota(scope=QuotaScope.TOTAL, places=50),
    "each": Quota(scope=QuotaScope.EACH_STATE, places=10),
    "latvia": Quota(scope=QuotaScope.STATE, member_state_id="LV", places=3),
    "france": Quota(scope=QuotaScope.STATE, member_state_id="FR", places=4),
    "open": Quota(scope=QuotaScope.STATE, member_state_id="LV", places=None),
    "members": Quota(scope=QuotaScope.EACH_STATE, group="member", places=2),
    "group": Quota(scope=QuotaScope.GROUP, group="speaker", places=5),
}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], []),
        (["total", "group"], []),
        (["each"], [("", 10, 4)]),
        (["latvia", "each"], [("", 3, 4)]),
        (["each", "latvia"], [("", 3, 4)]),
        (["each", "france"], [("", 10, 4)]),
        (["each", "open"], []),
        (["members", "each"], [("", 10, 4), ("member", 2, 1)]),
    ],
    ids=lambda value: "-".join(value) if value and isinstance(value[0], str) else None,
)
def test_own_places_of_a_state(names, expected):
    counted = [cell(number=3), cell("offered", group="member"), cell("waiting", group="member")]

    found = state_places([QUOTAS[name] for name in names], "LV", counted)

    assert found == [StatePlaces(*numbers) for numbers in expected]


def test_more_taken_than_places_leaves_none():
    assert (StatePlaces("", 3, 4).left, StatePlaces("", 3, 1).left) == (0, 2)


@pytest.mark.django_db
def test_counted_in_one_query_over_events(django_assert_num_queries):
    first, second, other = EventFactory.create_batch(3)
    RegistrationFactory.create_batch(2, event=first)
    RegistrationFactory(event=second, state="waiting")
    RegistrationFactory(event=second, country="FR")
    RegistrationFactory(event=other)

    with django_assert_num_queries(1):
        found = of_states([first, second], ["LV"])

    assert {(one.event_id, one.state, one.number) for one in found} == {
        (first.pk, "confirmed", 2),
        (second.pk, "waiting", 1),
    }
    assert sum(one.number for one in cells(Registration.objects.all())) == 5


@pytest.mark.django_db
def test_choices_are_counted_of_who_holds_a_place_and_without_names(django_assert_num_queries):
    event = EventFactory()
    several = Question(
        "days", "several", "Days", options=(Option("mon", "Monday"), Option("tue", "Tuesday"))
    )
    diet = Question(
        "diet", "choice", "Diet", options=(Option("veg", "Vegetarian"),), retention="sensitive"
    )
    asks(
        event, several, Question("bus", "yes_no", "Bus"), Question("ok", "consent", "Agreed"), diet
    )
    for given in (
        {"days": ["mon", "tue"], "bus": True, "ok": True, "diet": "veg"},
        {"days": ["tue"], "bus": False},
    ):
        answered(RegistrationFactory(event=event), **given)
    answered(RegistrationFactory(event=event, state="waiting"), days=["mon"])
    fresh = Event.objects.get(pk=event.pk)

    with django_assert_num_queries(2):
        ordinary = options(fresh)

    assert ordinary == [
        ("Days", [("Monday", 1), ("Tuesday", 2)]),
        ("Bus", [("Yes", 1), ("No", 1)]),
    ]
    assert options(fresh, kinds={"sensitive"}) == [("Diet", [("Vegetarian", 1)])]


@pytest.mark.django_db
def test_where_nothing_is_asked_nothing_is_counted(django_assert_num_queries):
    event = EventFactory()

    with django_assert_num_queries(0):
        assert options(event) == []
