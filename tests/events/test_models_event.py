"""Who may know of an event."""

import datetime as dt

import pytest

from accounts.access import standing
from events.enums import LIVE, RegistrationState
from events.models import Event
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def test_a_registration_that_stands_lets_its_person_know_of_the_event():
    user = UserFactory()
    for state in RegistrationState:
        RegistrationFactory(
            event=EventFactory(title=state, visibility="network"),
            email=user.email,
            state=state,
            offered_until=AT if state == RegistrationState.OFFERED else None,
        )

    seen = Event.objects.visible_to(standing(user, AT))

    assert {event.title for event in seen} == LIVE


def test_a_restricted_event_is_nobodys_by_registering():
    registration = RegistrationFactory(event=EventFactory(visibility="restricted"))
    user = UserFactory(email=registration.email)

    assert list(Event.objects.visible_to(standing(user, AT))) == []
