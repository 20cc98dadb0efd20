"""Answering an invitation, and all that follows for the registration and the places."""

import datetime as dt
import uuid

import pytest

from accounts.access import standing
from accounts.enums import Role
from accounts.steps import By, NotNowError
from events import services
from events.enums import InvitationState, Mode, QuotaScope, State
from events.invitations import Reply
from events.models import Invitation, Registration
from events.services import answer_invitation
from journal.models import Entry
from mail.models import Letter
from tests.events.at_once import all_at_once
from tests.factories.accounts import (
    MandateFactory,
    MemberStateFactory,
    OrganisationFactory,
    SeatFactory,
)
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory
from tests.factories.invitations import InvitationFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(hours=1)
NOBODY = standing(None, AT)
TOLD = {
    "name": "Anna Kalniņa",
    "organisation": "Iekšlietu ministrija",
    "country": "LV",
    "category": "policymaker",
}


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


def reply(invitation, answer, *, by=NOBODY, as_=By.PERSON, at=AT, once=None, more=None, **told):
    told = TOLD | {"email": invitation.email} | told if answer in {"in_person", "online"} else told
    return answer_invitation(
        invitation,
        reply=Reply(answer, **told),
        once=once or uuid.uuid4(),
        notice=None,
        by=by,
        as_=as_,
        at=at,
        **(more or {}),
    )


def instead(name="Berta Bērziņa", email="berta@example.eu"):
    return {"stand_in": (name, email)}


def letters(to="anna@example.eu"):
    return [letter.subject for letter in Letter.objects.filter(to=to).order_by("pk")]


def stands(invitation):
    fresh = Invitation.objects.select_related("registration").get(pk=invitation.pk)
    return fresh.state, fresh.registration_state


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
    assert letters() == []


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

    assert letters() == ["Nobody comes: Seminar", "Your place is confirmed: Seminar"]
    assert letters("berta@example.eu") == ["You are invited: Seminar"]


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
