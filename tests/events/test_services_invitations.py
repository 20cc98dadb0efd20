"""Asking people to come: who is asked, who hears, and what becomes of it."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest

from accounts.access import standing
from accounts.enums import Role
from accounts.steps import NotNowError
from accounts.versions import StaleError
from events import services
from events.enums import InvitationState, QuotaScope, State
from events.invitations import Guest
from events.models import Invitation, Registration
from journal.models import Entry
from mail.links import digest, token
from mail.models import Letter
from mail.services import rendered
from tests.factories.accounts import (
    MandateFactory,
    MemberStateFactory,
    OrganisationFactory,
    SeatFactory,
    UserFactory,
)
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory
from tests.factories.invitations import InvitationFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def office():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AT)


@pytest.fixture
def event():
    return EventFactory(first_date=AT.date() + 21 * DAY, title="Seminar", zone="Europe/Brussels")


def ask(event, office, *guests, **words):
    words = {"once": uuid.uuid4(), "group": "participant", "note_to_them": "", "at": AT} | words
    return services.invite(event, people=guests, by=office, **words)


def letters():
    return [(letter.to, letter.subject) for letter in Letter.objects.order_by("pk")]


def deeds(label="events.invitation"):
    return [entry.deed for entry in Entry.objects.filter(label=label).order_by("pk")]


def test_each_guest_gets_a_link_of_the_own_at_once(event, office):
    user = UserFactory(email="anna@example.eu", name="Anna Kalniņa", language="en")

    made = ask(
        event,
        office,
        Guest("anna@example.eu"),
        Guest("b@example.eu", "Berta"),
        group="speaker",
        note_to_them="Dear colleague.\n\nPlease come.",
    )

    assert [(one.name, one.user, one.state, one.group, one.sent_at) for one in made] == [
        ("Anna Kalniņa", user, "silent", "speaker", AT),
        ("Berta", None, "silent", "speaker", AT),
    ]
    assert letters() == [
        ("anna@example.eu", "You are invited: Seminar"),
        ("b@example.eu", "You are invited: Seminar"),
    ]
    body = rendered(Letter.objects.get(to="b@example.eu")).body
    link = token("events:invitation", made[1].key, 1)
    assert f"http://localhost:8000/invitations/{link}/" in body
    assert f"No: http://localhost:8000/invitations/{link}/?answer=no" in body
    assert "Please come." in body
    assert token("events:invitation", made[0].key, 1) not in body
    assert deeds() == ["events.invitation_prepared"] * 2 + ["events.invited"] * 2


def test_the_guest_of_an_institution_is_no_member_of_the_body(event, office):
    guest = Guest("o@example.eu", kind="organisation", organisation=OrganisationFactory().pk)

    (member,) = ask(event, office, guest, group="member")
    (speaker,) = ask(event, office, replace(guest, email="p@example.eu"), group="speaker")

    assert (member.group, speaker.group) == ("participant", "speaker")


def test_a_form_sent_twice_invites_once(event, office):
    once = uuid.uuid4()
    first = ask(event, office, Guest("a@example.eu"), once=once)

    again = ask(event, office, Guest("a@example.eu"), Guest("b@example.eu"), once=once)

    assert (again, len(letters())) == (first, 1)


def test_who_is_invited_or_registered_is_passed_over(event, office):
    InvitationFactory(event=event, email="invited@example.eu")
    InvitationFactory(event=event, email="gone@example.eu", state=InvitationState.REVOKED)
    RegistrationFactory(event=event, email="registered@example.eu")
    RegistrationFactory(event=event, email="withdrawn@example.eu", state="withdrawn")

    made = ask(
        event,
        office,
        *(
            Guest(f"{name}@example.eu")
            for name in ("invited", "registered", "gone", "withdrawn", "new", "new")
        ),
    )

    assert [one.email for one in made] == [
        "gone@example.eu",
        "withdrawn@example.eu",
        "new@example.eu",
    ]


def test_a_person_invited_at_another_address_is_passed_over(event, office):
    user = UserFactory()
    InvitationFactory(event=event, email="old@example.eu", user=user)

    assert ask(event, office, Guest(user.email, user=user.pk)) == []


def test_to_a_draft_invitations_wait_and_are_sent_once_it_is_published(event, office):
    event.state = State.DRAFT
    event.save()
    (made,) = ask(event, office, Guest("a@example.eu"))
    assert (made.state, made.sent_at, letters()) == ("prepared", None, [])
    with pytest.raises(NotNowError):
        services.send_prepared(event, by=office, at=AT)
    event.state = State.PUBLISHED
    event.save()

    sent = services.send_prepared(event, by=office, at=AT)

    assert ([one.state for one in sent], letters()) == (
        ["silent"],
        [("a@example.eu", "You are invited: Seminar")],
    )
    assert services.send_prepared(event, by=office, at=AT) == []


@pytest.mark.parametrize(
    "words",
    [
        {"state": State.HELD},
        {"takes_registrations": False},
        {"first_date": AT.date() - DAY},
    ],
    ids=["held", "takes none", "over"],
)
def test_nobody_is_invited_to_what_cannot_be_come_to(office, words):
    event = EventFactory(**{"first_date": AT.date() + 21 * DAY} | words)

    with pytest.raises(NotNowError):
        ask(event, office, Guest("a@example.eu"))
    with pytest.raises(NotNowError):
        services.send_prepared(event, by=office, at=AT)


def test_letters_for_a_seat_name_it_and_go_in_copy_to_the_mandates_own(event, office):
    latvia = MemberStateFactory(code="LV", name="Latvia")
    seat = SeatFactory(member_state=latvia)
    mandate = MandateFactory(member_state=latvia, copies="office@example.lv\nsecond@example.lv")
    MandateFactory(
        user=mandate.user, role=Role.SUBSTITUTE, member_state=MemberStateFactory(code="EE"),
        copies="elsewhere@example.ee",
    )  # fmt: skip

    ask(event, office, Guest(mandate.user.email, kind="seat", seat=seat.pk, user=mandate.user.pk))

    letter = Letter.objects.get()
    assert letter.copy_addresses == ["office@example.lv", "second@example.lv"]
    assert "for the seat of Latvia" in letter.body["paragraphs"][0]


def test_only_those_who_have_not_answered_are_asked_again_and_nobody_twice_a_day(event, office):
    silent = InvitationFactory(event=event, email="silent@example.eu")
    InvitationFactory(event=event, state=InvitationState.NO)
    InvitationFactory(event=event, state=InvitationState.PREPARED)
    InvitationFactory(event=event, sent_at=AT - dt.timedelta(hours=2))

    first = services.ask_again(event, by=office, at=AT)
    again = services.ask_again(event, by=office, at=AT)

    assert (first, again) == ([silent], [])
    assert letters() == [("silent@example.eu", "Do you come? Seminar")]
    silent.refresh_from_db()
    assert silent.reminded_at == AT
    assert len(services.ask_again(event, by=office, at=AT + DAY)) == 2


def test_nobody_is_asked_again_once_it_has_begun(event, office):
    with pytest.raises(NotNowError):
        services.ask_again(event, by=office, at=event.starts_at)


def test_a_new_link_ends_the_old_one(event, office):
    invitation = InvitationFactory(event=event)

    services.mail_invitation_anew(
        invitation, version=1, name="Guest", email=invitation.email, by=office, at=AT
    )

    invitation.refresh_from_db()
    assert (invitation.link_generation, invitation.version) == (2, 2)
    assert invitation.link_hash == digest(token("events:invitation", invitation.key, 2))
    body = rendered(Letter.objects.get()).body
    assert token("events:invitation", invitation.key, 2) in body
    assert token("events:invitation", invitation.key, 1) not in body


def test_a_mistyped_address_is_corrected_until_it_is_answered(event, office):
    user = UserFactory(email="right@example.eu")
    invitation = InvitationFactory(event=event)
    answered = InvitationFactory(event=event, state=InvitationState.NO)
    words = {"version": 1, "name": "Right", "by": office, "at": AT}

    services.mail_invitation_anew(invitation, email="right@example.eu", **words)

    invitation.refresh_from_db()
    assert (invitation.email, invitation.name, invitation.user) == (user.email, "Right", user)
    with pytest.raises(NotNowError):
        services.mail_invitation_anew(answered, email="other@example.eu", **words)
    with pytest.raises(StaleError):
        services.mail_invitation_anew(invitation, email="other@example.eu", **words)
    with pytest.raises(services.InvitedAlreadyError):
        services.mail_invitation_anew(
            InvitationFactory(event=event), email="right@example.eu", **words
        )


def test_a_prepared_one_is_corrected_without_a_letter_and_one_taken_back_is_not(event, office):
    prepared = InvitationFactory(event=event, state=InvitationState.PREPARED)
    revoked = InvitationFactory(event=event, state=InvitationState.REVOKED)
    words = {"version": 1, "name": "A", "email": "a@example.eu", "by": office, "at": AT}

    services.mail_invitation_anew(prepared, **words)

    assert letters() == []
    with pytest.raises(NotNowError):
        services.mail_invitation_anew(revoked, **words)


def test_an_invitation_is_taken_back_with_a_reason_that_is_told(event, office):
    invitation = InvitationFactory(event=event)

    services.revoke_invitation(invitation, reason="The wrong Anna.", by=office, at=AT)

    invitation.refresh_from_db()
    assert (invitation.state, invitation.revoked_at, invitation.revoke_reason) == (
        "revoked",
        AT,
        "The wrong Anna.",
    )
    assert letters() == [(invitation.email, "Your invitation was taken back: Seminar")]
    with pytest.raises(NotNowError):
        services.revoke_invitation(invitation, reason="Again.", by=office, at=AT)


def test_who_registered_by_an_invitation_taken_back_loses_the_place_to_the_next(event, office):
    QuotaFactory(event=event, scope=QuotaScope.TOTAL, places=1)
    registration = RegistrationFactory(event=event)
    RegistrationFactory(event=event, name="Next", state="waiting")
    invitation = InvitationFactory(
        event=event, state=InvitationState.IN_PERSON, registration=registration,
        email=registration.email,
    )  # fmt: skip

    services.revoke_invitation(invitation, reason="The wrong Anna.", by=office, at=AT)

    assert list(Registration.objects.order_by("pk").values_list("state", flat=True)) == [
        "cancelled",
        "confirmed",
    ]
    assert [subject for to, subject in letters() if to == registration.email] == [
        "Your registration was cancelled: Seminar"
    ]


@pytest.mark.parametrize(
    "state", [InvitationState.PREPARED, InvitationState.NO], ids=["never sent", "said no"]
)
def test_who_never_heard_or_said_no_hears_nothing_when_it_is_taken_back(event, office, state):
    invitation = InvitationFactory(event=event, state=state)

    services.revoke_invitation(invitation, reason="Not needed.", by=office, at=AT)

    assert letters() == []


def test_registering_by_the_public_form_is_an_answer(event):
    invitation = InvitationFactory(event=event, email="anna@example.eu")
    online = InvitationFactory(event=event, email="otto@example.eu")
    for attending, email in (("in_person", "anna@example.eu"), ("online", "otto@example.eu")):
        services.register(
            event,
            once=uuid.uuid4(),
            name="Somebody",
            email=email,
            organisation="",
            country="LV",
            category="police",
            attending=attending,
            notice=None,
            by=standing(None, AT),
            at=AT,
        )

    invitation.refresh_from_db()
    online.refresh_from_db()
    assert (invitation.state, invitation.answered_as, invitation.answered_at) == (
        "in_person",
        "person",
        AT,
    )
    assert invitation.registration == Registration.objects.get(email="anna@example.eu")
    assert online.state == "online"
    assert not Invitation.objects.silent().exists()


def test_who_has_not_answered_hears_that_the_event_moves_is_cancelled_and_revived(event, office):
    InvitationFactory(event=event, email="silent@example.eu")
    InvitationFactory(event=event, state=InvitationState.NO)
    InvitationFactory(event=event, state=InvitationState.PREPARED)

    services.change_event(event, version=1, city="Ghent", venue="", by=office, at=AT)
    services.cancel_event(event, reason="Snow.", by=office, at=AT + DAY)
    services.revive_event(event, reason="Thaw.", by=office, at=AT + 2 * DAY)

    found = Letter.objects.order_by("pk")
    assert [(letter.to, letter.subject) for letter in found] == [
        ("silent@example.eu", "Changed: Seminar"),
        ("silent@example.eu", "Cancelled: Seminar"),
        ("silent@example.eu", "It takes place after all: Seminar"),
    ]
    assert "New place: Ghent (before: Brussels, Residence Palace)" in " ".join(
        found[0].body["paragraphs"]
    )
    assert all(letter.due_at > letter.created_at for letter in found)


def test_an_invitation_taken_back_hears_no_older_news(event, office):
    invitation = InvitationFactory(event=event, email="silent@example.eu")
    services.change_event(event, version=1, city="Ghent", by=office, at=AT)

    services.revoke_invitation(invitation, reason="A mistake.", by=office, at=AT)

    states = list(Letter.objects.order_by("pk").values_list("subject", "state"))
    assert states == [
        ("Changed: Seminar", "stopped"),
        ("Your invitation was taken back: Seminar", "queued"),
    ]
