"""Somebody is registered by the Secretariat, on behalf."""

import pytest
from django.urls import reverse

from events.enums import Mode, QuotaScope, State
from events.models import Registration
from mail.models import Letter
from tests.events.organisers import secretariat, states
from tests.factories.events import (
    EventFactory,
    QuotaFactory,
    RegistrationFactory,
)

pytestmark = pytest.mark.django_db

SLUG = "2027-05-28-seminar"
NEW = f"/events/{SLUG}/registrations/new/"
ONCE = "00000000-0000-0000-0000-000000000001"
PERSON = {
    "once": ONCE,
    "name": "Mārīte Kalniņa",
    "email": "Marite@Example.EU",
    "organisation": "Iekšlietu ministrija",
    "country": "LV",
    "category": "policymaker",
}


@pytest.fixture
def event():
    """A published Irish seminar with one place."""
    _france, ireland, _latvia = states()
    event = EventFactory(slug=SLUG, host=ireland)
    QuotaFactory(event=event, scope=QuotaScope.TOTAL, places=1)
    return event


def page(registration, deed=""):
    name = f"{deed}_registration" if deed else "registration"
    return reverse(f"events:{name}", args=[SLUG, registration.key])


def test_somebody_is_registered_once_and_it_is_kept_by_whom(event):
    client = secretariat("Eilís Ní Bhriain")

    answers = [client.post(NEW, PERSON, follow=True) for _twice in range(2)]

    registration = Registration.objects.get()
    assert (registration.email, registration.registered_by.name, registration.state) == (
        "marite@example.eu",
        "Eilís Ní Bhriain",
        "confirmed",
    )
    assert (registration.attending, registration.notice) == ("in_person", None)
    assert [answer.redirect_chain for answer in answers] == [[(page(registration), 302)]] * 2
    assert "Mārīte Kalniņa has a place, and is told so by mail." in answers[0].text
    assert "by Eilís Ní Bhriain" in answers[0].text
    assert Letter.objects.count() == 1


def test_full_event_is_the_waiting_list(event):
    RegistrationFactory(event=event)

    answer = secretariat().post(NEW, PERSON, follow=True)

    assert "is on the waiting list, and is told so by mail." in answer.text
    assert "Position 1 on the waiting list" in answer.text
    assert "The only place is taken." in answer.text


def test_hybrid_event_asks_how_somebody_takes_part(event):
    event.mode = Mode.HYBRID
    event.save()
    client = secretariat()

    asked = client.post(NEW, PERSON)
    client.post(NEW, PERSON | {"mode": "online"})

    assert (asked.status_code, list(asked.context["form"].errors)) == (422, ["mode"])
    assert Registration.objects.get().attending == "online"


def test_address_that_is_registered_leads_to_its_registration(event):
    there = RegistrationFactory(event=event, email="marite@example.eu")

    answer = secretariat().post(NEW, PERSON)

    assert (answer.status_code, Registration.objects.count()) == (422, 1)
    assert list(answer.context["form"].errors) == ["email"]
    assert page(there) in answer.text
    assert "Iekšlietu ministrija" in answer.text


def test_a_form_that_served_somebody_else_is_refused_and_nothing_is_lost(event):
    client = secretariat()
    client.post(NEW, PERSON)

    answer = client.post(NEW, PERSON | {"email": "other@example.eu"})

    assert (answer.status_code, Registration.objects.count()) == (422, 1)
    assert "This form was used before" in answer.text
    assert "other@example.eu" in answer.text


def test_nobody_is_registered_for_what_is_over_or_not_published(event):
    event.state = State.HELD
    event.save()

    answer = secretariat().post(NEW, PERSON)

    assert (answer.status_code, Registration.objects.count()) == (422, 0)
    assert "nobody can be registered" in answer.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "x" * 10_000},
        {"name": "\x00"},
        {"name": ""},
        {"email": "a@b"},
        {"email": "a@ex\u202eample.eu"},
        {"country": "ZZ"},
        {"category": "king"},
        {"once": "no"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_bad_input_is_refused(event, wrong):
    answer = secretariat().post(NEW, PERSON | wrong)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, list(wrong))
    assert Registration.objects.count() == 0
