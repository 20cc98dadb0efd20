"""Somebody else is named instead, and the place goes over."""

import datetime as dt

import pytest

from accounts.steps import NotNowError
from events import services
from events.enums import Mode, QuotaScope
from mail.models import Letter
from tests.events.replying import AT, LATER, instead, letters, reply, stands
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory
from tests.factories.invitations import InvitationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(
        first_date=AT.date() + dt.timedelta(days=21), title="Seminar", mode=Mode.HYBRID
    )


@pytest.fixture
def invitation(event):
    return InvitationFactory(event=event, name="Anna Kalniņa", email="anna@example.eu")


# Somebody else


def test_somebody_else_is_invited_by_name(event, invitation):
    reply(invitation, "substitute", **instead())

    made = invitation.stand_ins.get()
    assert (made.name, made.email, made.state, made.group) == (
        "Berta Bērziņa",
        "berta@example.eu",
        "silent",
        "participant",
    )
    letter = Letter.objects.get(to="berta@example.eu")
    assert letter.body["paragraphs"][0] == (
        "Anna Kalniņa cannot come to “Seminar” and names you instead."
    )
    assert stands(invitation) == ("substitute", "")


def test_a_place_goes_over_with_the_name(event, invitation):
    QuotaFactory(event=event, scope=QuotaScope.TOTAL, places=1)
    event.needs_approval = True
    event.save()
    reply(invitation, "online")
    waits = RegistrationFactory(event=event, state="waiting")

    reply(invitation, "substitute", at=LATER, **instead())

    made = invitation.stand_ins.get()
    waits.refresh_from_db()
    assert (stands(invitation), stands(made), waits.state) == (
        ("substitute", "withdrawn"),
        ("online", "confirmed"),
        "waiting",
    )
    assert made.registration.replaces.email == "anna@example.eu"
    assert "You are invited: Seminar" not in letters("berta@example.eu")


def test_who_waits_gives_the_position_up_for_the_other(event, invitation):
    QuotaFactory(event=event, scope=QuotaScope.TOTAL, places=0)
    reply(invitation, "in_person")

    reply(invitation, "substitute", at=LATER, **instead())

    assert stands(invitation) == ("substitute", "withdrawn")
    assert stands(invitation.stand_ins.get()) == ("silent", "")


def test_the_same_name_twice_has_one_effect_and_another_name_ends_the_first(event, invitation):
    for _time in range(2):
        reply(invitation, "substitute", **instead())
    assert letters("berta@example.eu") == ["You are invited: Seminar"]

    reply(invitation, "substitute", at=LATER, **instead("Cecil", "cecil@example.eu"))

    assert [(one.name, one.state) for one in invitation.stand_ins.order_by("pk")] == [
        ("Berta Bērziņa", "revoked"),
        ("Cecil", "silent"),
    ]
    assert letters("berta@example.eu")[-1] == "Your invitation was taken back: Seminar"


def test_who_comes_after_all_calls_the_silent_substitute_off(event, invitation):
    reply(invitation, "substitute", **instead())

    reply(invitation, "in_person", at=LATER)

    assert stands(invitation) == ("in_person", "confirmed")
    assert stands(invitation.stand_ins.get()) == ("revoked", "")


def test_nobody_loses_the_place_to_who_changes_the_mind(event, invitation):
    reply(invitation, "substitute", **instead())
    made = invitation.stand_ins.get()
    reply(made, "in_person")

    for answer, told in (("in_person", {}), ("no", {}), ("substitute", instead("C", "c@x.eu"))):
        with pytest.raises(services.PassedOnError) as passed:
            reply(invitation, answer, at=LATER, **told)
        assert passed.value.stand_in == made


def test_a_substitute_who_refuses_is_told_of_and_may_be_replaced(event, invitation):
    reply(invitation, "substitute", **instead())
    made = invitation.stand_ins.get()

    reply(made, "no")
    reply(made, "no", note="Sorry.")
    reply(invitation, "in_person", at=LATER)

    assert letters() == [
        "We have your answer: Seminar",
        "Nobody comes: Seminar",
        "Your place is confirmed: Seminar",
    ]
    assert letters("berta@example.eu") == [
        "You are invited: Seminar",
        "We have your answer: Seminar",
    ]


def test_a_substitute_names_nobody_further(event, invitation):
    reply(invitation, "substitute", **instead())

    with pytest.raises(NotNowError):
        reply(invitation.stand_ins.get(), "substitute", **instead("Cecil", "cecil@example.eu"))


def test_who_is_invited_or_registered_is_no_substitute(event, invitation):
    InvitationFactory(event=event, email="invited@example.eu")
    RegistrationFactory(event=event, email="registered@example.eu")

    for address in ("invited@example.eu", "registered@example.eu"):
        with pytest.raises(services.InvitedAlreadyError):
            reply(invitation, "substitute", **instead("X", address))


def test_an_invitation_writes_to_few_addresses(event, invitation):
    for number in range(5):
        reply(invitation, "substitute", **instead("X", f"x.{number}@example.eu"))

    with pytest.raises(services.TooManyNamedError):
        reply(invitation, "substitute", **instead("X", "x.6@example.eu"))
