"""Deciding on a holder's wish for another spelling."""

import uuid

import pytest
import time_machine

from accounts.access import standing
from accounts.enums import Role
from certificates import services
from certificates.enums import CorrectionState
from certificates.models import Certificate
from tests.certificates.issued import LATER, issued
from tests.certificates.public import words
from tests.certificates.training import AFTER, training
from tests.events.organisers import presidency, secretariat, states
from tests.factories.accounts import MandateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def after_the_training():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def officer():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AFTER)


@pytest.fixture
def wish(officer):
    """Somebody wants to be called otherwise."""
    _france, ireland, _latvia = states()
    one = issued(by=officer, event=training(host=ireland), name="Zoe Nguyen")
    return services.ask_correction(
        one, name="Zoë Nguyễn", note="As in my passport.", once=uuid.uuid4(), by=officer, at=AFTER
    )


def page_of(wish):
    slug = wish.certificate.registration.event.slug
    return f"/events/{slug}/certificates/corrections/{wish.key}/"


def test_both_names_and_the_note_stand_there(wish):
    text = secretariat().get(page_of(wish)).text

    for said in ("Zoe Nguyen", "Zoë Nguyễn", "As in my passport."):
        assert said in text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("Zoë Nguyễn", "Zoë Nguyễn"), ("Zoë Nguyen", "Zoë Nguyen"), ("", "Zoë Nguyễn")],
)
def test_granted_it_is_the_next_version(wish, typed, printed):
    answer = secretariat().post(page_of(wish), {"name": typed, "grant": "yes"}, follow=True)

    wish.refresh_from_db()
    assert "The new version is issued." in answer.text
    assert wish.state == CorrectionState.GRANTED
    assert Certificate.objects.live().get().facts["name"] == printed


@pytest.mark.parametrize(
    ("posted", "registered"), [({"registration": "on"}, "Zoë Nguyễn"), ({}, "Zoe Nguyen")]
)
def test_the_registration_is_corrected_where_the_tick_is_left(wish, posted, registered):
    client = secretariat()
    page = client.get(page_of(wish))
    client.post(page_of(wish), {"name": wish.name, "grant": "yes", **posted})

    registration = wish.certificate.registration
    registration.refresh_from_db()
    assert registration.name == registered
    assert page.context["form"]["registration"].value() is True


def test_who_it_is_and_what_follows_stand_on_the_page(wish):
    registration = wish.certificate.registration

    text = words(secretariat().get(page_of(wish)))

    assert f"Registered as Zoe Nguyen {registration.email}" in text
    assert "Issue EUCPN-2026-000001 v2 to Zoe Nguyen" in text
    assert "Is it the same person?" not in text


def test_a_name_of_somebody_else_is_warned_of(wish):
    type(wish).objects.update(name="Jyrki Virtanen")

    assert "Is it the same person?" in secretariat().get(page_of(wish)).text


def test_of_an_erased_registration_nobody_is_named(wish):
    registration = wish.certificate.registration
    type(registration).objects.filter(pk=registration.pk).update(
        name="", email="", erased_at=LATER, sort_name=""
    )

    assert f"/registrations/{registration.key}/" not in secretariat().get(page_of(wish)).text


@pytest.mark.parametrize("name", ["<b>Zoë</b> & Co", "Zoë" * 27])
def test_what_is_no_name_is_not_granted(wish, name):
    answer = secretariat().post(page_of(wish), {"name": name, "grant": "yes"})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["name"]


def test_refused_it_needs_a_reason(wish):
    client = secretariat()

    without = client.post(page_of(wish), {"name": wish.name, "refuse": "yes"})
    answer = client.post(
        page_of(wish),
        {"name": wish.name, "reason": "Not in the list.", "refuse": "yes"},
        follow=True,
    )
    decided = client.get(page_of(wish)).text

    wish.refresh_from_db()
    assert without.status_code == 422
    assert without.context["form"].errors == {"reason": ["Please say why."]}
    assert "The wish is refused." in answer.text
    assert (wish.state, wish.reason) == (CorrectionState.REFUSED, "Not in the list.")
    assert "Not in the list." in decided
    assert 'name="grant"' not in decided


def test_a_name_that_cannot_be_printed_is_said_at_its_field(wish):
    answer = secretariat().post(page_of(wish), {"name": "李", "grant": "yes"})

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"name": ["These letters cannot be printed: 李"]}


def test_what_was_taken_back_meanwhile_is_said(wish, officer):
    services.take_back_correction(wish, by=officer, at=AFTER)

    answer = secretariat().post(page_of(wish), {"name": wish.name, "grant": "yes"}, follow=True)

    assert "It was decided already, or taken back." in answer.text
    assert "Taken back" in answer.text


def test_letters_that_cannot_be_printed_are_told(wish):
    type(wish).objects.update(name="李")

    assert "These letters cannot be printed" in secretariat().get(page_of(wish)).text


def test_others_find_nothing(wish):
    other = f"/events/{training().slug}/certificates/corrections/{wish.key}/"

    assert presidency("IE").get(page_of(wish)).status_code == 404
    assert secretariat().get(other).status_code == 404
