"""Who gets a place, and when: the numbers, the queue, and what frees a place."""

import datetime as dt
import time

import pytest

from accounts.steps import By
from events import services
from events.blocked import why
from events.enums import Attending, Group, QuotaScope
from events.models import Event, EventGroup, Registration
from events.questions import Option, Question
from events.rules import Claim
from events.services import position
from events.services.questions import set_questions
from journal.models import Entry
from tests.events.registrants import AT, come, nobody, seminar, states
from tests.factories.accounts import MemberStateFactory
from tests.factories.events import (
    EventFactory,
    QuotaFactory,
    RegistrationFactory,
    SessionFactory,
)
from tests.queries import counted

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


# All that places are counted over


def test_places_are_read_by_all_that_they_are_counted_over(event):
    MemberStateFactory(code="LV")
    workshop = SessionFactory(event=event, title="Workshop")
    EventGroup.objects.create(event=event, group=Group.MEMBER, label="Delegates")

    services.set_places(
        event,
        total=50,
        each_state=2,
        by_state={"LV": 3},
        each_state_in={Group.MEMBER: 1},
        by_state_in={("LV", Group.MEMBER): 2},
        by_group={Group.PARTICIPANT: 40},
        by_attending={Attending.ONLINE: 7},
        by_session={workshop.pk: 20},
        by=nobody(),
        at=AT,
    )

    places = services.places_of(event)
    assert (places.total, places.each_state, places.by_state) == (50, 2, {"LV": 3})
    assert (places.each_state_in, places.by_state_in) == (
        {Group.MEMBER: 1},
        {("LV", Group.MEMBER): 2},
    )
    assert places.numbers == {
        Claim(QuotaScope.GROUP, group=Group.PARTICIPANT): 40,
        Claim(QuotaScope.ATTENDING, Attending.ONLINE): 7,
        Claim(QuotaScope.SESSION, workshop.pk): 20,
    }
    assert places.names[Claim(QuotaScope.SESSION, workshop.pk)] == "Workshop"
    assert places.name(Claim(QuotaScope.STATE, "LV", Group.MEMBER)) == "Delegates"
    (entry,) = Entry.objects.filter(deed="events.places_changed")
    assert entry.facts == {
        "total": 50,
        "each_state": 2,
        "by_state": {"LV": 3},
        "each_state_in": {"member": 1},
        "by_state_in": {"LV member": 2},
        "by_group": {"participant": 40},
        "by_attending": {"online": 7},
        "by_session": {str(workshop.pk): 20},
    }


def test_setting_the_places_keeps_those_of_options(event):
    QuotaFactory(event=event, scope=QuotaScope.CHOICE, question="meal", option="fish", places=3)

    services.set_places(event, total=9, each_state=None, by_state={}, by=nobody(), at=AT)

    assert services.places_of(event).numbers == {Claim(QuotaScope.CHOICE, ("meal", "fish")): 3}


def asks_for_a_meal(event, *, fish):
    """Let the event ask for a meal, of which only some are fish."""
    options = (Option("fish", "Fish", fish), Option("none", "None"))
    meal = Question("meal", "choice", "Meal", options=options)
    set_questions(event, schema=(meal,), by=nobody(), at=AT)


NUMBERS = {
    "total": {"total": 1},
    "state": {"each_state": 1},
    "group in a state": {"each_state_in": {Group.MEMBER: 1}},
    "group": {"by_group": {Group.MEMBER: 1}},
    "mode": {"by_attending": {Attending.IN_PERSON: 1}},
    "session": {"by_session": 1},
    "choice": {},
}


@pytest.mark.parametrize("scope", NUMBERS)
def test_one_place_of_each_scope_is_given_once_and_then_to_who_waited_first(scope):
    """Whatever the number counts: the second waits, is told why, and gets it when it is free."""
    MemberStateFactory(code="LV")
    event = EventFactory(first_date=AT.date() + dt.timedelta(days=21), mode="hybrid")
    workshop = SessionFactory(event=event, title="Workshop")
    numbers = {"total": None, "each_state": None, "by_state": {}} | NUMBERS[scope]
    if scope == "session":
        numbers["by_session"] = {workshop.pk: 1}
    services.set_places(event, by=nobody(), at=AT, **numbers)
    if scope == "choice":
        asks_for_a_meal(event, fish=1)
        event = Event.objects.get(pk=event.pk)
    wish = {
        "group": Group.MEMBER,
        "attending": Attending.IN_PERSON,
        "sessions": [workshop],
        "answers": {"meal": "fish"} if scope == "choice" else {},
    }

    anna = come(event, "Anna", **wish)
    come(event, "Berta", **wish)
    come(event, "Cecil", **wish)
    told = services.obstacle_for(event, services.wish_of(event.registrations.get(name="Cecil")))
    before = states(event)
    services.withdraw(anna, by=nobody(), as_=By.PERSON, at=AT)

    assert list(before.values()) == ["confirmed", "waiting", "waiting"]
    assert list(states(event).values()) == ["withdrawn", "confirmed", "waiting"]
    assert (told.taken, told.places) == (1, 1)
    assert (
        why(told)
        == {
            "total": "The only place is taken",
            "state": "LV has 1 of 1 places",
            "group in a state": "LV has 1 of 1 places (Member)",
            "group": "Member: 1 of 1 places are taken",
            "mode": "In person: 1 of 1 places are taken",
            "session": "Workshop: 1 of 1 places are taken",
            "choice": "Meal: Fish: 1 of 1 places are taken",
        }[scope]
    )


def test_union_bodies_and_guests_have_no_number_of_a_state(event):
    MemberStateFactory(code="LV")
    services.set_places(
        event,
        total=None,
        each_state=0,
        by_state={},
        each_state_in={Group.MEMBER: 0},
        by=nobody(),
        at=AT,
    )

    for name, country in [("Anna", "LV"), ("Berta", "EU"), ("Cecil", "NO")]:
        come(event, name, country=country, group=Group.MEMBER)

    assert list(states(event).values()) == ["waiting", "confirmed", "confirmed"]


def test_what_waits_is_counted_by_what_is_missing(event):
    MemberStateFactory(code="LV")
    services.set_places(
        event,
        total=9,
        each_state=1,
        by_state={},
        by_group={Group.MEMBER: 0},
        by=nobody(),
        at=AT,
    )
    for name in ["Anna", "Berta", "Cecil"]:
        come(event, name)
    dora = come(event, "Dora", country="NO", group=Group.MEMBER)

    places = services.places_of(event)
    held = services.held(event, places=places)
    counted = services.queue_by_obstacle(event, places=places, taken=held)

    assert {why(one): number for one, number in counted.items()} == {
        "LV has 1 of 1 places": 2,
        "Member: 0 of 0 places are taken": 1,
    }
    found = services.obstacles([dora], event, places=places, taken=held)
    assert why(found[dora.pk]) == "Member: 0 of 0 places are taken"


def test_a_group_waits_as_far_in_front_as_the_event_says(event):
    come(event, "Anna")
    come(event, "Berta")
    come(event, "Cecil")
    groups = [
        EventGroup(group=Group.MEMBER, label="Delegates", offered=True, priority=5),
        EventGroup(group=Group.PARTICIPANT, priority=0),
    ]
    services.set_places(
        event, total=2, each_state=None, by_state={}, groups=groups, by=nobody(), at=AT
    )

    come(event, "Dora", group=Group.MEMBER)

    assert position(event.registrations.get(name="Dora")) == 1
    services.set_places(event, total=2, each_state=None, by_state={}, groups=[], by=nobody(), at=AT)
    assert position(event.registrations.get(name="Dora")) == 2
    assert event.groups.count() == 0


# What it costs


def of_all_scopes(event):
    """Give an event a number of every scope; none is reached."""
    MemberStateFactory(code="LV")
    workshop = SessionFactory(event=event)
    services.set_places(
        event,
        total=500,
        each_state=100,
        by_state={"LV": 200},
        each_state_in={Group.MEMBER: 50},
        by_group={Group.PARTICIPANT: 400},
        by_attending={Attending.IN_PERSON: 450},
        by_session={workshop.pk: 300},
        by=nobody(),
        at=AT,
    )
    asks_for_a_meal(event, fish=300)
    return workshop


def test_places_and_what_is_held_of_them_cost_the_same_for_however_many(event):
    workshop = of_all_scopes(event)

    def cost():
        fresh = Event.objects.get(pk=event.pk)
        assert fresh.schema
        places = None

        def read():
            nonlocal places
            places = services.places_of(fresh)

        return counted(read), counted(lambda: services.held(fresh, places=places))

    come(event, "Anna", sessions=[workshop], answers={"meal": "fish"})
    one = cost()
    for name in ["Berta", "Cecil", "Dora"]:
        come(event, name, sessions=[workshop], answers={"meal": "fish"})

    assert (one, cost()) == ((1, 2), (1, 2))


def test_a_promotion_with_ten_thousand_waiting_is_one_calm_pass(event):
    MemberStateFactory(code="LV")
    MemberStateFactory(code="FR")
    services.set_places(
        event,
        total=None,
        each_state=1,
        by_state={},
        by_group={Group.MEMBER: 0},
        by=nobody(),
        at=AT,
    )
    come(event, "Anna", country="LV")
    berta = come(event, "Berta", country="FR")
    rows = [
        RegistrationFactory.build(
            event=event,
            name=f"N{number}",
            email=f"n{number}@example.eu",
            state="waiting",
            country="LV" if number % 2 else "NO",
            group=Group.PARTICIPANT if number % 2 else Group.MEMBER,
            arrival=100 + number,
            sort_name="n",
            search_text="n",
        )
        for number in range(10_000)
    ]
    rows.append(
        RegistrationFactory.build(
            event=event, name="Last", country="FR", state="waiting", arrival=90_000,
            sort_name="last", search_text="last",
        )
    )  # fmt: skip
    Registration.objects.bulk_create(rows, batch_size=500)
    event.refresh_from_db()

    began = time.perf_counter()
    ran = counted(lambda: services.withdraw(berta, by=nobody(), as_=By.PERSON, at=AT))
    took = time.perf_counter() - began

    assert event.registrations.get(name="Last").state == "confirmed"
    assert event.registrations.filter(state="waiting").count() == 10_000
    assert ran <= 25
    assert took < 3
