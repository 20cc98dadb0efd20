"""Invitations and suggestions: valid and dull."""

import datetime as dt
import uuid

import factory

from events.enums import ANSWERED, InvitationKind, InvitationState
from events.models import InstitutionSuggestion, Invitation
from mail.links import digest, token
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory

SENT = dt.datetime(2024, 1, 3, 9, tzinfo=dt.UTC)
UNSENT = {InvitationState.PREPARED, InvitationState.REVOKED}


class InvitationFactory(factory.django.DjangoModelFactory):
    """A person, invited by an address and silent so far."""

    class Meta:
        model = Invitation

    key = factory.LazyFunction(uuid.uuid4)
    batch = factory.LazyFunction(uuid.uuid4)
    event = factory.SubFactory(EventFactory)
    state = InvitationState.SILENT
    kind = InvitationKind.PERSON
    name = factory.Sequence(lambda n: f"Guest {n}")
    email = factory.Sequence(lambda n: f"guest.{n}@example.eu")
    made_at = dt.datetime(2024, 1, 2, 9, tzinfo=dt.UTC)
    sent_at = factory.LazyAttribute(lambda one: None if one.state in UNSENT else SENT)
    answered_at = factory.LazyAttribute(lambda one: SENT if one.state in ANSWERED else None)
    answered_as = factory.LazyAttribute(lambda one: "person" if one.answered_at else "")
    revoked_at = factory.LazyAttribute(
        lambda one: SENT if one.state == InvitationState.REVOKED else None
    )
    revoke_reason = factory.LazyAttribute(lambda one: "A mistake." if one.revoked_at else "")
    link_hash = factory.LazyAttribute(lambda one: digest(token("events:invitation", one.key, 1)))


class SuggestionFactory(factory.django.DjangoModelFactory):
    """An institution that nobody has decided on."""

    class Meta:
        model = InstitutionSuggestion

    once = factory.LazyFunction(uuid.uuid4)
    event = factory.SubFactory(EventFactory)
    name = factory.Sequence(lambda n: f"Institute {n}")
    email = factory.Sequence(lambda n: f"institute.{n}@example.org")
    why = "They know the field."
    suggested_by = factory.SubFactory(UserFactory)
    suggested_at = dt.datetime(2024, 1, 2, 9, tzinfo=dt.UTC)
