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
