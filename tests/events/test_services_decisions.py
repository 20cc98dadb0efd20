"""What becomes of a registration."""

import pytest
from django.db import transaction

from accounts.steps import By, NotNowError
from events import services
from events.enums import State
from events.services import position
from mail.models import Letter
from tests.events.registrants import AT, come, nobody, seminar, states, subjects

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return AT


@pytest.fixture
def event():
    return seminar()


def test_withdrawing_promotes_the_next_in_the_same_deed_and_tells_both(event, at):
    anna = come(event, "Anna", at=at)
    for name in ["Berta", "Cecil", "Dora"]:
        come(event, name, at=at)

    services.withdraw(anna, by=nobody(at), as_=By.PERSON, at=at)

    assert states(event) == {
        "Anna": "withdrawn",
        "Berta": "confirmed",
        "Cecil": "confirmed",
        "Dora": "waiting",
    }
    assert subjects("cecil@example.eu")[-1] == f"A place came free, and it is yours: {event.title}"
    farewell = Letter.objects.filter(to="anna@example.eu").latest("pk")
    assert farewell.calendar_method == "CANCEL"
    assert "STATUS" not in farewell.calendar_text
    assert "SEQUENCE:1" in farewell.calendar_text


def test_an_undone_withdrawal_promotes_nobody_and_tells_nobody(event, at):
    anna = come(event, "Anna", at=at)
    come(event, "Berta", at=at)
    come(event, "Cecil", at=at)
    before = Letter.objects.count()

    with transaction.atomic():
        services.withdraw(anna, by=nobody(at), as_=By.PERSON, at=at)
        transaction.set_rollback(True)

    assert states(event)["Cecil"] == "waiting"
    assert Letter.objects.count() == before


def test_what_needs_approval_is_pending_until_approved(event, at):
    event.needs_approval = True
    event.save()
    for name in ["Anna", "Berta", "Cecil"]:
        come(event, name, at=at)
    assert set(states(event).values()) == {"pending"}
    assert subjects("anna@example.eu") == [f"We have your registration: {event.title}"]

    for name in ["Cecil", "Anna", "Berta"]:
        services.approve(event.registrations.get(name=name), by=nobody(at), at=at)

    assert states(event) == {"Anna": "confirmed", "Berta": "waiting", "Cecil": "confirmed"}
    with pytest.raises(NotNowError):
        services.approve(event.registrations.get(name="Anna"), by=nobody(at), at=at)


def test_declining_gives_the_place_to_the_next_and_says_why(event, at):
    anna = come(event, "Anna", at=at)
    come(event, "Berta", at=at)
    come(event, "Cecil", at=at)

    services.decline(anna, reason="Only for practitioners.", by=nobody(at), at=at)

    assert states(event) == {"Anna": "declined", "Berta": "confirmed", "Cecil": "confirmed"}
    letter = Letter.objects.filter(to="anna@example.eu").latest("pk")
    assert letter.body["paragraphs"][-1] == "Reason: Only for practitioners."
    assert letter.calendar_method == "CANCEL"


def test_cancelling_a_queued_registration_sends_no_calendar_part(event, at):
    for name in ["Anna", "Berta", "Cecil"]:
        come(event, name, at=at)

    services.cancel_registration(
        event.registrations.get(name="Cecil"), reason="Twice on the list.", by=nobody(at), at=at
    )

    assert states(event)["Cecil"] == "cancelled"
    assert Letter.objects.filter(to="cecil@example.eu").latest("pk").calendar_method == ""


def test_a_withdrawal_taken_back_gets_a_free_place_or_the_end_of_the_queue(event, at):
    anna = come(event, "Anna", at=at)
    anna = services.withdraw(anna, by=nobody(at), as_=By.PERSON, at=at)
    anna = services.restore(anna, by=nobody(at), as_=By.PERSON, at=at)
    assert (anna.state, anna.arrival) == ("confirmed", 2)

    for name in ["Berta", "Cecil"]:
        come(event, name, at=at)
    services.withdraw(anna, by=nobody(at), as_=By.PERSON, at=at)
    anna = services.restore(anna, by=nobody(at), as_=By.PERSON, at=at)

    assert (anna.state, anna.arrival, position(anna)) == ("waiting", 5, 1)


def test_a_withdrawal_is_not_taken_back_once_registered_anew_or_begun(event, at):
    anna = come(event, "Anna", at=at)
    services.withdraw(anna, by=nobody(at), as_=By.PERSON, at=at)
    anew = come(event, "Anna", at=at)
    assert anew.pk != anna.pk

    with pytest.raises(services.AlreadyRegisteredError):
        services.restore(anna, by=nobody(at), as_=By.PERSON, at=at)
    with pytest.raises(NotNowError):
        services.restore(anna, by=nobody(at), as_=By.PERSON, at=event.starts_at)


def test_asking_again_leads_back_to_approval(event, at):
    event.needs_approval = True
    event.save()
    anna = come(event, "Anna", at=at)
    services.withdraw(anna, by=nobody(at), as_=By.PERSON, at=at)

    again = services.restore(anna, by=nobody(at), as_=By.PERSON, at=at)
    assert again.state == "pending"
    services.withdraw(anna, by=nobody(at), as_=By.PERSON, at=at)
    assert services.restore(anna, by=nobody(at), as_=By.SECRETARIAT, at=at).state == "confirmed"


@pytest.mark.parametrize("state", [State.HELD, State.CLOSED, State.CANCELLED])
def test_nobody_gets_a_place_at_what_does_not_take_place(event, at, state):
    event.needs_approval = True
    event.save()
    anna = come(event, "Anna", at=at)
    type(event).objects.filter(pk=event.pk).update(
        state=state,
        cancelled_at=at if state == State.CANCELLED else None,
        cancel_reason="No venue." if state == State.CANCELLED else "",
    )

    with pytest.raises(NotNowError):
        services.approve(anna, by=nobody(at), at=at)


@pytest.mark.parametrize(
    "deed",
    [
        pytest.param(
            lambda who, at: services.withdraw(who, by=nobody(at), as_=By.PERSON, at=at),
            id="withdraw",
        ),
        pytest.param(
            lambda who, at: services.decline(who, reason="x", by=nobody(at), at=at), id="decline"
        ),
        pytest.param(
            lambda who, at: services.cancel_registration(who, reason="x", by=nobody(at), at=at),
            id="cancel",
        ),
    ],
)
def test_who_was_there_is_a_matter_of_record_once_it_is_over(event, at, deed):
    anna = come(event, "Anna", at=at)

    with pytest.raises(NotNowError):
        deed(anna, event.ends_at)
    assert states(event)["Anna"] == "confirmed"
