"""Who is new in the Network and was not introduced."""

import datetime as dt

import pytest

from accounts.enums import Role
from events.enums import RegistrationState, State
from events.newcomers import newcomers, since, to_invite
from tests.factories.accounts import MandateFactory
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
NEW, OLD = dt.date(2026, 3, 1), dt.date(2025, 11, 23)


def introduced(mandate, **fields):
    registered = fields.pop("registered", RegistrationState.CONFIRMED)
    event = EventFactory(**{"kind": "introduction", "state": State.HELD} | fields)
    RegistrationFactory(event=event, email=mandate.user.email, state=registered)


def test_who_began_within_twelve_months_is_new():
    nr = MandateFactory(starts=NEW)
    substitute = MandateFactory(starts=dt.date(2025, 11, 24), role=Role.SUBSTITUTE)
    MandateFactory(starts=OLD)
    MandateFactory(starts=NEW, ends=dt.date(2026, 10, 1))
    MandateFactory(starts=dt.date(2026, 12, 1))
    MandateFactory(starts=NEW, role=Role.PRESIDENCY)

    assert set(newcomers(AT)) == {nr, substitute}


def test_a_renewed_mandate_makes_nobody_new():
    before = MandateFactory(starts=OLD, ends=dt.date(2026, 2, 28))
    MandateFactory(starts=NEW, user=before.user, member_state=before.member_state)

    assert list(newcomers(AT)) == []


@pytest.mark.parametrize(
    ("fields", "still_new"),
    [
        ({}, False),
        ({"state": State.CLOSED}, False),
        ({"state": State.PUBLISHED}, True),
        ({"kind": "seminar"}, True),
        ({"registered": RegistrationState.WITHDRAWN}, True),
    ],
    ids=["held", "closed", "to come", "another kind", "withdrew"],
)
def test_who_was_at_an_introduction_meeting_is_not_new(fields, still_new):
    mandate = MandateFactory(starts=NEW)
    introduced(mandate, **fields)

    assert (mandate in set(newcomers(AT))) is still_new


def test_who_knows_of_the_meeting_is_told_apart():
    event = EventFactory(kind="introduction")
    left, registered = MandateFactory(starts=NEW), MandateFactory(starts=NEW)
    RegistrationFactory(event=event, email=registered.user.email)

    found = {one.mandate: one.known for one in to_invite(event, newcomers(AT))}

    assert found == {left: False, registered: True}


def test_twelve_months_before_a_leap_day_begin_in_march():
    assert since(dt.date(2028, 2, 29)) == dt.date(2027, 3, 1)
