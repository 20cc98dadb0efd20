"""A place that came free is offered for some hours, and moves on by itself."""

import datetime as dt

import pytest

from accounts.steps import By, NotNowError
from events import services
from events.enums import State
from events.models import Event
from events.services import offers
from journal.models import Entry
from mail.models import Letter
from tests.events.registrants import AT, come, nobody, seminar, states, subjects
from tests.queries import counted

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def event():
    """One place, given back; it is offered to Anna for a day, Berta and Cecil wait."""
    event = seminar(places=1, offer_hours=24)
    holder = come(event, "Holder")
    for name in ["Anna", "Berta", "Cecil"]:
        come(event, name)
    services.withdraw(holder, by=nobody(), as_=By.PERSON, at=AT)
    return event


def of(event, name):
    return event.registrations.get(name=name)


def test_a_place_that_came_free_is_offered_until_a_moment_that_the_letter_names(event):
    anna = of(event, "Anna")

    assert (anna.state, anna.offered_until) == ("offered", AT + 24 * HOUR)
    assert states(event)["Berta"] == "waiting"
    letter = Letter.objects.filter(to="anna@example.eu").latest("pk")
    assert letter.subject == f"A place is offered to you: {event.title}"
    assert "until Tuesday 3 March 2026, 10:00 (Brussels)" in letter.body["paragraphs"][1]
    assert letter.calendar_method == ""
    assert Entry.objects.filter(deed="events.offered", key=str(anna.key)).count() == 1


def test_an_offer_is_not_held_past_the_beginning_of_the_event():
    event = seminar(places=1, offer_hours=1000)
    holder = come(event, "Holder")
    come(event, "Anna")

    services.withdraw(holder, by=nobody(), as_=By.PERSON, at=AT)

    assert of(event, "Anna").offered_until == event.starts_at


def test_an_open_offer_holds_its_place(event):
    assert come(event, "Dora").state == "waiting"
    assert services.obstacle_for(event, services.wish_of(of(event, "Dora"))).taken == 1


def test_accepting_in_time_confirms_and_brings_the_calendar_part(event):
    anna = services.accept_offer(of(event, "Anna"), by=nobody(), at=AT + 24 * HOUR - HOUR)

    assert (anna.state, anna.offered_until) == ("confirmed", None)
    letter = Letter.objects.filter(to="anna@example.eu").latest("pk")
    assert letter.subject == f"Your place is confirmed: {event.title}"
    assert letter.calendar_method == "REQUEST"
    assert Entry.objects.filter(deed="events.offer_accepted").count() == 1
    with pytest.raises(NotNowError):
        services.accept_offer(anna, by=nobody(), at=AT)


def test_accepting_when_the_time_is_over_moves_the_place_on_though_no_worker_runs(event):
    anna = services.accept_offer(of(event, "Anna"), by=nobody(), at=AT + 24 * HOUR)

    assert anna.state == "declined"
    assert states(event)["Berta"] == "offered"
    assert of(event, "Berta").offered_until == AT + 48 * HOUR
    assert subjects("anna@example.eu")[-1] == f"The offer of a place is over: {event.title}"


def test_an_offer_that_is_given_back_goes_to_the_next_at_once(event):
    services.withdraw(of(event, "Anna"), by=nobody(), as_=By.PERSON, at=AT + HOUR)

    assert (states(event)["Anna"], states(event)["Berta"]) == ("withdrawn", "offered")
    assert Letter.objects.filter(to="anna@example.eu").latest("pk").calendar_method == ""


def test_offers_lapse_by_the_clock_one_after_the_other_and_twice_is_once(event):
    assert services.expire_offers(at=AT + 24 * HOUR - HOUR) == 0
    assert services.expire_offers(at=AT + 24 * HOUR) == 1
    assert services.expire_offers(at=AT + 24 * HOUR) == 0
    assert services.expire_offers(at=AT + 48 * HOUR) == 1

    assert states(event) == {
        "Holder": "withdrawn",
        "Anna": "declined",
        "Berta": "declined",
        "Cecil": "offered",
    }
    (entry,) = Entry.objects.filter(deed="events.offer_lapsed", key=str(of(event, "Anna").key))
    assert entry.actor == ""


def test_after_a_long_silence_of_the_worker_the_place_still_moves_on_once(event):
    late = AT + 200 * HOUR

    assert services.expire_offers(at=late) == 1

    assert of(event, "Berta").offered_until == late + 24 * HOUR


def test_who_let_an_offer_lapse_is_not_offered_one_again_but_may_register_anew(event):
    services.expire_offers(at=AT + 24 * HOUR)
    services.expire_offers(at=AT + 48 * HOUR)
    services.withdraw(of(event, "Cecil"), by=nobody(), as_=By.PERSON, at=AT + 49 * HOUR)

    assert sum(state == "offered" for state in states(event).values()) == 0
    anew = come(event, "Anna", at=AT + 50 * HOUR)
    assert anew.state == "confirmed"


@pytest.mark.parametrize("state", [State.CANCELLED, State.HELD])
def test_an_event_that_gives_no_places_lets_no_offer_lapse(event, state):
    Event.objects.filter(pk=event.pk).update(
        state=state,
        cancelled_at=AT if state == State.CANCELLED else None,
        cancel_reason="No venue." if state == State.CANCELLED else "",
    )

    assert services.expire_offers(at=AT + 24 * HOUR) == 0
    assert states(event)["Anna"] == "offered"


def test_an_offer_begins_anew_when_the_event_takes_place_after_all(event):
    services.cancel_event(event, reason="No venue.", by=nobody(), at=AT + HOUR)

    services.revive_event(event, reason="A venue.", by=nobody(), at=AT + 30 * HOUR)

    assert of(event, "Anna").offered_until == AT + 54 * HOUR
    assert services.expire_offers(at=AT + 31 * HOUR) == 0


def test_the_secretariat_accepts_for_who_asked_by_telephone(event):
    anna = services.accept_offer(of(event, "Anna"), by=nobody(), as_=By.SECRETARIAT, at=AT)

    assert anna.state == "confirmed"


def test_a_quiet_tick_costs_one_query(event):
    assert counted(lambda: services.expire_offers(at=AT)) == 1


def test_cancelled_between_the_look_and_the_lock_nothing_lapses(event):
    found = Event.objects.get(pk=event.pk)
    services.cancel_event(event, reason="No venue.", by=nobody(), at=AT)

    assert offers._expire(found, at=AT + 24 * HOUR) == 0
    assert states(event)["Anna"] == "offered"
