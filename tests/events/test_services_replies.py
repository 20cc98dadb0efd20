"""Answering an invitation, and all that follows for the registration and the places."""

import datetime as dt
import uuid

import pytest

from accounts.access import standing
from accounts.enums import Role
from accounts.steps import By, NotNowError
from events import services
from events.enums import InvitationState, Mode, QuotaScope, State
from events.models import Invitation, Registration
from journal.models import Entry
from mail.models import Letter
from tests.events.at_once import all_at_once
from tests.events.replying import AT, LATER, NOBODY, TOLD, instead, letters, reply, stands
from tests.factories.accounts import (
    MandateFactory,
    MemberStateFactory,
    SeatFactory,
)
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory
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


def answers():
    return Entry.objects.filter(deed="events.invitation_answered").count()


# Yes


def test_a_yes_registers_the_person_with_a_place(event, invitation):
    reply(invitation, "in_person", note="With pleasure.")

    registration = Registration.objects.get()
    assert [getattr(registration, name) for name in TOLD] == list(TOLD.values())
    assert (registration.email, registration.state, registration.attending) == (
        "anna@example.eu",
        "confirmed",
        "in_person",
    )
    invitation.refresh_from_db()
    assert (invitation.state, invitation.registration, invitation.answered_at) == (
        "in_person",
        registration,
        AT,
    )
    assert (invitation.answered_as, invitation.answered_by, invitation.answer_note) == (
        "person",
        None,
        "With pleasure.",
    )
    assert letters() == ["Your place is confirmed: Seminar"]


def test_the_group_and_the_seat_of_the_invitation_go_along(event):
    seat = SeatFactory()
    invitation = InvitationFactory(event=event, kind="seat", seat=seat, group="member", name="")

    reply(invitation, "online")

    registration = Registration.objects.get()
    assert (registration.group, registration.seat, registration.attending) == (
        "member",
        seat,
        "online",
    )
    assert Invitation.objects.get().name == "Anna Kalniņa"


def test_who_is_invited_needs_no_approval_and_need_not_wait_for_the_opening(event, invitation):
    event.needs_approval = True
    event.registration_opens_at = AT + dt.timedelta(days=1)
    event.save()

    reply(invitation, "in_person")

    assert stands(invitation) == ("in_person", "confirmed")


def test_once_registration_has_closed_only_the_secretariat_says_yes(event, invitation, office):
    event.registration_closes_at = AT - dt.timedelta(days=1)
    event.save()
    with pytest.raises(services.RegistrationClosedError):
        reply(invitation, "in_person")

    reply(invitation, "in_person", by=office, as_=By.SECRETARIAT)

    assert stands(invitation) == ("in_person", "confirmed")
    assert Registration.objects.get().registered_by == office.user


def test_a_full_event_leads_to_the_waiting_list(event, invitation):
    QuotaFactory(event=event, scope=QuotaScope.TOTAL, places=1)
    RegistrationFactory(event=event)

    reply(invitation, "in_person")

    assert stands(invitation) == ("in_person", "waiting")
    assert letters() == ["You are on the waiting list: Seminar"]


def test_the_same_yes_twice_has_one_effect(event, invitation):
    once = uuid.uuid4()
    for _time in range(2):
        reply(invitation, "in_person", once=once)
    reply(invitation, "in_person")

    assert (Registration.objects.count(), letters(), answers()) == (
        1,
        ["Your place is confirmed: Seminar"],
        1,
    )


def test_another_way_of_coming_and_other_data_change_the_registration(event, invitation):
    reply(invitation, "in_person")

    reply(invitation, "online", at=LATER, organisation="Rīgas dome")

    registration = Registration.objects.get()
    assert (registration.attending, registration.organisation) == ("online", "Rīgas dome")
    assert stands(invitation) == ("online", "confirmed")


def test_after_closing_another_way_of_coming_is_asked_for(event, invitation):
    reply(invitation, "in_person")
    event.registration_closes_at = AT
    event.save()

    reply(invitation, "online", at=LATER)

    registration = Registration.objects.get()
    assert (registration.attending, registration.change_requests.get().what) == (
        "in_person",
        {"attending": "online"},
    )
    assert stands(invitation) == ("in_person", "confirmed")


def test_the_secretariat_changes_it_at_once(event, invitation, office):
    reply(invitation, "in_person")
    event.registration_closes_at = AT
    event.save()

    reply(invitation, "online", at=LATER, by=office, as_=By.SECRETARIAT)

    assert stands(invitation) == ("online", "confirmed")


def test_who_registered_by_the_form_is_taken_up_and_approved(event, invitation):
    there = RegistrationFactory(event=event, email="anna@example.eu", state="pending")

    reply(invitation, "in_person", more={"answers": {}})

    assert stands(invitation) == ("in_person", "confirmed")
    assert Registration.objects.get() == there


# No


def test_letters_name_the_contact_and_until_when_to_answer(event, invitation, office):
    event.contact = "events@example.eu"
    event.registration_closes_at = AT + dt.timedelta(days=2)
    event.save()
    services.ask_again(event, by=office, at=AT)

    facts = Letter.objects.get().body["facts"]
    assert ["Contact", "events@example.eu"] in facts
    assert ["Please answer by", "Wednesday 4 March 2026, 10:00 (Brussels)"] in facts


def test_a_no_is_taken_with_its_words(invitation):
    reply(invitation, "no", note="On leave.")

    invitation.refresh_from_db()
    assert (invitation.state, invitation.answer_note, invitation.registration) == (
        "no",
        "On leave.",
        None,
    )
    assert letters() == ["We have your answer: Seminar"]


def test_a_no_after_a_yes_gives_the_place_to_the_next(event, invitation):
    QuotaFactory(event=event, scope=QuotaScope.TOTAL, places=1)
    reply(invitation, "in_person")
    waits = RegistrationFactory(event=event, state="waiting")

    reply(invitation, "no", at=LATER)

    waits.refresh_from_db()
    assert (stands(invitation), waits.state) == (("no", "withdrawn"), "confirmed")


def test_a_yes_after_a_no_takes_the_registration_up_again(event, invitation):
    event.needs_approval = True
    event.save()
    reply(invitation, "in_person")
    reply(invitation, "no", at=LATER)
    reply(invitation, "no", at=LATER, note="Really.")

    reply(invitation, "in_person", at=LATER)

    assert stands(invitation) == ("in_person", "confirmed")
    assert Registration.objects.count() == 1


def test_what_the_organisers_took_off_the_list_stays_off_it(event, invitation, office):
    reply(invitation, "in_person")
    registration = Registration.objects.get()
    services.cancel_registration(registration, reason="A double.", by=office, at=LATER)

    with pytest.raises(NotNowError):
        reply(invitation, "in_person", at=LATER)

    reply(invitation, "in_person", at=LATER, by=office, as_=By.SECRETARIAT)
    assert stands(invitation) == ("in_person", "confirmed")


def test_who_withdraws_on_the_own_page_comes_no_longer(event, invitation):
    reply(invitation, "in_person")
    services.withdraw(Registration.objects.get(), by=NOBODY, as_=By.PERSON, at=LATER)

    fresh = Invitation.objects.select_related("registration").get()
    assert (fresh.comes_no_longer, list(Invitation.objects.gone())) == (True, [fresh])
    assert list(Invitation.objects.coming()) == []


# On behalf


def test_the_other_holder_of_the_seat_answers_and_the_person_hears(event):
    latvia = MemberStateFactory(code="LV", name="Latvia")
    seat = SeatFactory(member_state=latvia)
    colleague = standing(MandateFactory(member_state=latvia, role=Role.SUBSTITUTE).user, AT)
    invitation = InvitationFactory(event=event, kind="seat", seat=seat, email="anna@example.eu")

    reply(invitation, "no", by=colleague, as_=By.STATE)
    reply(invitation, "no", by=colleague, as_=By.STATE)

    invitation.refresh_from_db()
    assert (invitation.answered_as, invitation.answered_by) == ("state", colleague.user)
    letter = Letter.objects.get(to="anna@example.eu")
    assert letter.body["paragraphs"][0] == "LV answered your invitation for you: Does not come."


def test_the_other_holder_withdraws_for_the_person(event):
    seat = SeatFactory(member_state=MemberStateFactory(code="LV"))
    invitation = InvitationFactory(event=event, kind="seat", seat=seat, email="anna@example.eu")
    colleague = standing(MandateFactory(member_state=seat.member_state).user, AT)
    reply(invitation, "in_person", by=colleague, as_=By.STATE)

    reply(invitation, "no", by=colleague, as_=By.STATE, at=LATER)
    reply(invitation, "online", by=colleague, as_=By.STATE, at=LATER)

    assert stands(invitation) == ("online", "confirmed")


# When


@pytest.mark.parametrize(
    ("of_event", "of_invitation"),
    [
        ({"state": State.CANCELLED, "cancelled_at": AT, "cancel_reason": "Snow."}, {}),
        ({"first_date": AT.date() - dt.timedelta(days=1)}, {}),
        ({}, {"state": InvitationState.PREPARED}),
        ({}, {"state": InvitationState.REVOKED}),
    ],
    ids=["cancelled", "over", "not sent", "taken back"],
)
@pytest.mark.parametrize("answer", ["in_person", "no", "substitute"])
def test_nothing_is_answered_too_late_or_too_early(of_event, of_invitation, answer):
    event = EventFactory(**{"first_date": AT.date() + dt.timedelta(days=21)} | of_event)
    invitation = InvitationFactory(event=event, **of_invitation)
    told = instead() if answer == "substitute" else {}

    with pytest.raises(NotNowError):
        reply(invitation, answer, **told)


def test_one_comes_only_as_the_event_allows():
    event = EventFactory(first_date=AT.date() + dt.timedelta(days=21), mode=Mode.IN_PERSON)

    with pytest.raises(NotNowError):
        reply(InvitationFactory(event=event), "online")


# At once


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_leave_one_of_them_whole(event, invitation):
    all_at_once([
        lambda: reply(invitation, "in_person"),
        lambda: reply(invitation, "in_person"),
        lambda: reply(invitation, "no"),
    ])  # fmt: skip

    state, registration = stands(invitation)
    assert Registration.objects.count() <= 1
    assert (state == "no") == (registration != "confirmed")


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_its_taking_back_at_once(event, invitation, office):
    def answered():
        try:
            reply(invitation, "in_person")
        except NotNowError:
            return False
        return True

    def revoked():
        return services.revoke_invitation(invitation, reason="A mistake.", by=office, at=AT)

    all_at_once([answered, revoked])

    assert stands(invitation)[0] == "revoked"
    assert not Registration.objects.live().exists()
