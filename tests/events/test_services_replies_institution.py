"""An institution answers: who comes, and no more than that is touched."""

import datetime as dt

import pytest

from accounts.access import standing
from accounts.enums import Role
from accounts.steps import By
from events import services
from events.enums import Mode
from events.models import Registration
from tests.events.replying import AT, LATER, instead, letters, reply, stands
from tests.factories.accounts import (
    MandateFactory,
    OrganisationFactory,
)
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.invitations import InvitationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AT)


@pytest.fixture
def event():
    return EventFactory(
        first_date=AT.date() + dt.timedelta(days=21), title="Seminar", mode=Mode.HYBRID
    )


@pytest.fixture
def invitation(event):
    return InvitationFactory(event=event, name="Anna Kalniņa", email="anna@example.eu")


def test_an_institution_says_who_comes(event):
    invitation = InvitationFactory(
        event=event, kind="organisation", organisation=OrganisationFactory(), name="",
        email="office@example.org",
    )  # fmt: skip

    reply(invitation, "in_person", email="carla@example.org")
    reply(invitation, "online", email="somebody.else@example.org", at=LATER)

    registration = Registration.objects.get()
    assert (registration.email, registration.attending) == ("carla@example.org", "online")


@pytest.fixture
def institution(event):
    return InvitationFactory(
        event=event, kind="organisation", organisation=OrganisationFactory(), name="",
        email="office@example.org",
    )  # fmt: skip


@pytest.mark.parametrize("state", ["confirmed", "waiting", "pending"])
def test_an_institution_touches_no_registration_that_was_there_before(event, institution, state):
    event.needs_approval = True
    event.save()
    there = RegistrationFactory(
        event=event, name="Victoria", email="victoria@example.eu", state=state
    )

    reply(institution, "in_person", name="Mallory", email="victoria@example.eu")
    named = stands(institution)
    reply(institution, "substitute", at=LATER, **instead("M", "mallory@example.org"))
    reply(institution, "no", at=LATER)

    assert named == ("in_person", "")
    assert list(event.registrations.values_list("pk", "name", "state")) == [
        (there.pk, "Victoria", state)
    ]
    assert letters("victoria@example.eu") == ["You are already registered: Seminar"]
    assert letters("mallory@example.org")[0] == "You are invited: Seminar"


def test_what_an_institution_left_is_no_way_to_who_registered_alone_since(event, institution):
    reply(institution, "in_person", email="carla@example.org")
    reply(institution, "no", at=LATER)
    own = RegistrationFactory(event=event, email="carla@example.org")

    reply(institution, "in_person", at=LATER, email="carla@example.org")
    reply(institution, "no", at=LATER)

    own.refresh_from_db()
    assert own.state == "confirmed"


def test_after_closing_the_answer_tells_nothing_of_who_is_registered(event, institution, office):
    event.registration_closes_at = AT
    event.save()
    RegistrationFactory(event=event, email="victoria@example.eu")

    for address in ("victoria@example.eu", "nobody@example.eu"):
        with pytest.raises(services.RegistrationClosedError):
            reply(institution, "in_person", at=LATER, email=address)
    with pytest.raises(services.AlreadyRegisteredError):
        reply(institution, "in_person", by=office, as_=By.SECRETARIAT, email="victoria@example.eu")

    assert letters("victoria@example.eu") == []


def test_the_address_of_the_institution_itself_is_taken_up(event, institution):
    there = RegistrationFactory(event=event, email="office@example.org", state="pending")

    reply(institution, "in_person")

    assert stands(institution) == ("in_person", "confirmed")
    assert Registration.objects.get() == there
