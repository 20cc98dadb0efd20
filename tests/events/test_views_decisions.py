"""What is decided on one registration: by the Secretariat, and by the state whose people it is."""

import uuid

import pytest
from django.utils import timezone

from accounts.steps import By
from events import services
from events.enums import Approver, RegistrationState
from events.models import Event, Registration
from tests.events.organisers import presidency, representative, secretariat
from tests.events.registrants import come, nobody, states
from tests.factories.accounts import MemberStateFactory
from tests.factories.events import EventFactory, QuotaFactory

pytestmark = pytest.mark.django_db

SLUG = "2027-05-28-seminar"
LATVIA = f"/events/{SLUG}/states/LV/"


@pytest.fixture
def event():
    """A seminar with two places whose Member States approve."""
    MemberStateFactory(code="LV")
    event = EventFactory(slug=SLUG, needs_approval=True, approver=Approver.STATE)
    QuotaFactory(event=event, places=2)
    return event


@pytest.fixture
def anna(event):
    return come(event, "Anna", at=timezone.now())


def page(registration, deed=""):
    return f"/events/{SLUG}/registrations/{registration.key}/{deed}"


def test_a_representative_approves_and_is_led_back_to_the_own_state(anna):
    client = representative("LV")
    assert page(anna, "approve/") in client.get(LATVIA).text

    answer = client.post(page(anna, "approve/"), follow=True)

    anna.refresh_from_db()
    assert (anna.state, answer.redirect_chain) == ("confirmed", [(LATVIA, 302)])
    assert "Anna: Confirmed." in answer.text


def test_a_representative_declines_with_a_reason(anna):
    client = representative("LV")
    asked = client.get(page(anna, "decline/"))
    assert "Decline the registration of Anna" in asked.text
    assert f'href="{LATVIA}"' in asked.text

    empty = client.post(page(anna, "decline/"), {"reason": " "})
    answer = client.post(page(anna, "decline/"), {"reason": "Only police."}, follow=True)

    anna.refresh_from_db()
    assert (empty.status_code, list(empty.context["form"].errors)) == (422, ["reason"])
    assert (anna.state, anna.reason) == ("declined", "Only police.")
    assert answer.redirect_chain == [(LATVIA, 302)]


def test_a_representative_hands_a_place_back(event, anna):
    services.approve(anna, by=nobody(), at=timezone.now())

    answer = representative("LV").post(page(anna, "withdraw/"))

    assert (answer["Location"], states(event)["Anna"]) == (LATVIA, "withdrawn")


@pytest.mark.parametrize(
    ("who", "facts"),
    [
        (lambda: representative("FR"), {}),
        (lambda: representative("LV"), {"approver": Approver.SECRETARIAT}),
        (lambda: representative("LV"), {"needs_approval": False}),
        (lambda: representative("LV"), {"visibility": "restricted"}),
        (lambda: presidency("LV"), {}),
    ],
    ids=["another state", "not asked", "nobody is asked", "not to be known of", "the Presidency"],
)
def test_for_everybody_else_there_is_no_such_page(event, anna, who, facts):
    Event.objects.filter(pk=event.pk).update(**facts)
    client = who()

    codes = [
        client.post(page(anna, "approve/")).status_code,
        client.get(page(anna, "decline/")).status_code,
        client.post(page(anna, "decline/"), {"reason": "No."}).status_code,
        client.post(page(anna, "withdraw/")).status_code,
    ]

    anna.refresh_from_db()
    assert (codes, anna.state) == ([404] * 4, "pending")


def test_a_state_decides_on_nobody_from_elsewhere(event):
    guest = come(event, "Guest", country="EU", at=timezone.now())

    assert representative("LV").post(page(guest, "approve/")).status_code == 404
    assert secretariat().post(page(guest, "approve/")).status_code == 302
    assert states(event)["Guest"] == "confirmed"


def test_approved_twice_the_second_is_told_how_it_stands(anna):
    client = representative("LV")
    client.post(page(anna, "approve/"))

    answer = client.post(page(anna, "approve/"), follow=True)

    assert "That cannot be done now. State: Confirmed." in answer.text


def test_a_registration_of_another_event_is_not_there(anna):
    other = EventFactory(slug="2027-01-01-other", needs_approval=True, approver=Approver.STATE)

    answer = secretariat().post(f"/events/{other.slug}/registrations/{anna.key}/approve/")
    nothing = secretariat().post(f"/events/nothing/registrations/{anna.key}/approve/")

    assert (answer.status_code, nothing.status_code) == (404, 404)


# The Secretariat, for who asked by telephone


def test_the_secretariat_accepts_an_offer_for_somebody(event):
    Event.objects.filter(pk=event.pk).update(needs_approval=False, offer_hours=24)
    at = timezone.now()
    holder, _other, waits = [come(event, name, at=at) for name in ("Holder", "Other", "Anna")]
    services.withdraw(holder, by=nobody(), as_=By.PERSON, at=at)
    client = secretariat()
    shown = client.get(page(waits)).text
    assert "A place is held for this person until" in shown

    client.post(page(waits, "accept/"))
    again = client.post(page(waits, "accept/"), follow=True)

    assert states(event)["Anna"] == "confirmed"
    assert "That cannot be done now. State: Confirmed." in again.text


def zoe(**words):
    return {"once": uuid.uuid4(), "name": "Zoë", "email": "zoe@example.eu"} | words


@pytest.mark.parametrize("address", ["registrations/several/", ""])
def test_who_takes_over_and_asks_for_more_is_not_approved_and_it_is_said(event, anna, address):
    Event.objects.filter(pk=event.pk).update(mode="hybrid")
    QuotaFactory(event=event, scope="attending", attending="online", places=0)
    at = timezone.now()
    services.approve(anna, by=nobody(), at=at)
    taker = services.pass_on(anna, by=nobody(), as_=By.PERSON, at=at, **zoe(organisation="Police"))
    Registration.objects.filter(pk=taker.pk).update(attending="online")

    told = secretariat().post(
        f"/events/{SLUG}/{address}" if address else page(taker, "approve/"),
        {"deed": "approve", "key": str(taker.key)},
        follow=True,
    )

    assert "more than the place that is passed on" in told.text
    assert "0 of 0 places are taken" in told.text
    assert states(event) == {"Anna": "confirmed", "Zoë": "pending"}


def test_the_secretariat_passes_a_place_on_for_somebody(event, anna):
    services.approve(anna, by=nobody(), at=timezone.now())
    client = secretariat()
    assert page(anna, "pass-on/") in client.get(page(anna)).text
    assert "Who comes instead of" in client.get(page(anna, "pass-on/")).text

    answer = client.post(page(anna, "pass-on/"), zoe(), follow=True)

    taker = Registration.objects.get(name="Zoë")
    assert states(event) == {"Anna": "withdrawn", "Zoë": "confirmed"}
    assert answer.redirect_chain == [(page(taker), 302)]
    assert "Zoë has a place, and is told so by mail." in answer.text
    assert "Takes over the place of" in answer.text
    assert "The place was passed on to" in client.get(page(anna)).text


def test_a_hand_over_is_taken_back_with_a_reason(event, anna):
    services.approve(anna, by=nobody(), at=timezone.now())
    client = secretariat()
    client.post(page(anna, "pass-on/"), zoe())
    taker = Registration.objects.get(name="Zoë")
    shown = client.get(page(anna))
    assert page(anna, "take-back/") in shown.text
    assert shown.context["state_pill"].label == "Handed over"
    assert "Take it back: register again" not in shown.text
    assert "Zoë loses the place" in client.get(page(anna, "take-back/")).text

    unsaid = client.post(page(anna, "take-back/"), {"reason": ""})
    answer = client.post(page(anna, "take-back/"), {"reason": "A mistake."}, follow=True)
    again = client.post(page(anna, "take-back/"), {"reason": "A mistake."}, follow=True)

    assert unsaid.status_code == 422
    assert states(event) == {"Anna": "confirmed", "Zoë": "cancelled"}
    assert "Anna: Confirmed." in answer.text
    assert "That cannot be done now." in again.text
    assert "take-back/" not in answer.text
    assert "it cannot be taken back" in client.get(page(anna, "take-back/")).text
    assert "A mistake." in client.get(page(taker)).text
    assert "Takes over the place of" not in client.get(page(taker)).text


def test_lists_say_to_whom_a_place_was_handed_over(event, anna):
    services.approve(anna, by=nobody(), at=timezone.now())
    client = secretariat()
    client.post(page(anna, "pass-on/"), zoe())
    roll = f"/events/{SLUG}/registrations"

    assert "Handed over to Zoë" in " ".join(client.get(f"{roll}/").text.split())
    assert "Handed over to Zoë" in client.get(f"{roll}.csv").text
    assert "Handed over to Zoë" in client.get(f"/events/{SLUG}/states/LV/").text
    Registration.objects.filter(name="Zoë").update(country="FR")
    (row,) = client.get(f"/events/{SLUG}/states/LV/").context["rows"]
    assert (row.pill.label, row.handed_over) == ("Handed over", "Handed over")


def test_who_is_named_and_awaits_approval_stands_on_the_givers_page(event, anna):
    at = timezone.now()
    services.approve(anna, by=nobody(), at=at)
    services.pass_on(anna, organisation="", by=nobody(), as_=By.PERSON, at=at, **zoe())

    assert "To take it over was named:" in secretariat().get(page(anna)).text


@pytest.mark.parametrize(
    ("state", "words", "field", "said"),
    [
        (RegistrationState.CONFIRMED, {"email": "anna@example.eu"}, "email", "registered already"),
        (RegistrationState.PENDING, {}, "__all__", "Only a confirmed place is passed on"),
        (RegistrationState.CONFIRMED, {"name": ""}, "name", ""),
    ],
)
def test_what_cannot_be_passed_on_is_said(event, anna, state, words, field, said):
    Registration.objects.filter(pk=anna.pk).update(state=state)

    answer = secretariat().post(page(anna, "pass-on/"), zoe(**words))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert said in " ".join(answer.context["form"].errors[field])
    assert Registration.objects.count() == 1


def test_a_form_that_served_somebody_else_is_refused(event, anna):
    services.approve(anna, by=nobody(), at=timezone.now())
    client, form = secretariat(), zoe()
    client.post(page(anna, "pass-on/"), form)

    answer = client.post(page(anna, "pass-on/"), form | {"email": "other@example.eu"})

    assert (answer.status_code, "This form was used before." in answer.text) == (422, True)


def test_presidency_takes_no_deed_of_the_secretariat(event, anna):
    Event.objects.filter(pk=event.pk).update(host="LV")
    client = presidency("LV")

    assert [client.post(page(anna, deed)).status_code for deed in ("accept/", "pass-on/")] == [
        404,
        404,
    ]


def test_the_reason_of_a_decline_is_asked_on_the_page_of_the_room(anna):
    answer = secretariat().get(page(anna, "decline/"))

    assert "Let it stand" in answer.text
    assert answer.context["room"].event.slug == SLUG


def test_the_form_says_who_approves(client, event):
    said = "The National Representative of your Member State approves each registration"

    assert said in client.get(f"/events/{SLUG}/register/").text
    Event.objects.filter(pk=event.pk).update(approver=Approver.SECRETARIAT)
    assert said not in client.get(f"/events/{SLUG}/register/").text


def test_the_form_names_the_host_that_approves(client, event):
    host = MemberStateFactory(code="PL", name="Poland")
    Event.objects.filter(pk=event.pk).update(approver=Approver.HOST, host=host)

    said = "The National Representative of Poland, which hosts it, approves each registration."
    assert said in " ".join(client.get(f"/events/{SLUG}/register/").text.split())
