"""Delegations: sent, changed, answered with nobody, and what invitations have to do with it."""

import datetime as dt
import uuid

import pytest

from accounts.steps import By, NotNowError
from events import services as events
from events.invitations import Reply
from events.models import Registration
from journal.models import Entry
from mail.models import Letter
from meetings import services
from meetings.delegations import party_at, shown
from meetings.models import Delegate, Delegation
from meetings.rules.delegation import Person
from tests.factories.accounts import PresidencyTermFactory
from tests.factories.events import RegistrationFactory
from tests.factories.invitations import InvitationFactory
from tests.factories.meetings import AT, board, meeting, observes, seat_of, secretariat, speaks_for
from tests.meetings.named import ANNA, ANNA_AS_MEMBER, BO, BO_AS_HEAD, HOUR, letters, of, send

pytestmark = pytest.mark.django_db


def test_the_people_of_a_delegation_become_registrations_for_the_seat(event):
    by = speaks_for("LV")

    made = send(event, by, [ANNA, BO], to_us="We come by train.")

    assert (made.state, made.sent_by, made.sent_as, made.sent_at, made.note) == (
        "sent", by.user, "state", AT, "We come by train.",
    )  # fmt: skip
    assert of(event) == [("Anna", "named", "head", True), ("Bo", "confirmed", "member", False)]
    rows = Registration.objects.order_by("sort_name")
    assert {(one.seat, one.country, one.category) for one in rows} == {
        (seat_of("LV"), "LV", "policymaker")
    }
    assert [(one.attending, one.delegates.get().function) for one in rows] == [
        ("in_person", "Director"), ("online", "Adviser"),
    ]  # fmt: skip
    assert letters() == [("anna@example.eu", "You are named for a delegation: Board, May 2026")]
    assert Entry.objects.get(deed="meetings.delegation_sent").facts == {
        "event": event.slug, "party": "LV", "people": 2,
    }  # fmt: skip


def test_an_observer_names_its_own_likewise(event):
    commission = event.body.seats.get(votes=False)
    by = observes(commission.organisation)
    code = f"o{commission.organisation_id}"

    send(event, by, [ANNA], code=code)

    row = Registration.objects.get()
    assert (row.seat, row.country, row.category, row.organisation) == (
        commission, "EU", "other", "European Commission",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("people", "faults"),
    [
        ([], ["nobody"]),
        ([ANNA, BO, Person("Cy")], ["too_many"]),
        ([BO], ["no_head"]),
    ],
    ids=["nobody", "above its places", "no head"],
)
def test_what_is_wrong_is_refused_and_nothing_is_stored(event, people, faults):
    with pytest.raises(services.UnsoundError) as error:
        send(event, speaks_for("LV"), people)

    assert [one.fault for one in error.value.findings] == faults
    assert (Registration.objects.count(), letters()) == (0, [])


def test_nobody_names_for_another_seat(event):
    with pytest.raises(services.NotOursError):
        send(event, speaks_for("FR"), [ANNA])
    with pytest.raises(services.NotOursError):
        services.stay_away(event, "XX", by=secretariat(), at=AT)


def test_whom_another_delegation_has_named_is_said_row_by_row_and_nothing_is_stored(event):
    send(event, speaks_for("FR"), [ANNA], code="FR")

    with pytest.raises(services.TakenError) as error:
        send(event, speaks_for("LV"), [Person("Bo", capacity="head"), ANNA_AS_MEMBER])

    assert error.value.row == 2
    assert of(event) == []


def test_the_secretariat_names_on_behalf_which_is_recorded_and_told(event):
    by, own = secretariat(), speaks_for("LV", copies="office@example.eu")

    made = send(event, by, [BO_AS_HEAD])
    services.stay_away(event, "LV", by=by, at=AT)

    assert (made.sent_as, made.sent_by) == ("secretariat", by.user)
    assert letters() == [(own.user.email, "Answered for you: Board, May 2026")] * 2
    said = [letter.body["paragraphs"][0] for letter in Letter.objects.order_by("pk")]
    assert said == [
        "The Secretariat has named your delegation for you.",
        "The Secretariat has said for you that nobody comes.",
    ]


def test_sent_anew_who_stays_is_kept_who_goes_hears_and_who_is_new_replaces(event):
    by = speaks_for("LV")
    send(event, by, [ANNA, BO])
    anna, bo = Delegate.objects.order_by("order")
    events.confirm_delegate(anna.registration, attending="online", by=by, as_=By.PERSON, at=AT)
    Letter.objects.all().delete()

    send(
        event,
        by,
        [
            Person("Anna K.", "anna@example.eu", "Head", "head", key=str(anna.key)),
            Person("Cy", "cy@example.eu", key=str(bo.key)),
        ],
        at=AT + HOUR,
    )

    assert of(event) == [("Anna K.", "confirmed", "head", False), ("Cy", "named", "member", False)]
    new = Delegate.objects.named().get(registration__name="Cy")
    bo.refresh_from_db()
    assert (new.replaces, bo.left_at, bo.registration.state) == (bo, AT + HOUR, "declined")
    assert Registration.objects.get(name="Anna K.").attending == "online"
    assert letters() == [("cy@example.eu", "You are named for a delegation: Board, May 2026")]


def test_whoever_moves_to_another_row_is_no_other_person(event):
    by = speaks_for("LV")
    send(event, by, [ANNA, BO])
    Letter.objects.all().delete()

    send(event, by, [BO_AS_HEAD, ANNA_AS_MEMBER])

    assert of(event) == [("Bo", "confirmed", "head", False), ("Anna", "named", "member", False)]
    assert (letters(), Delegate.objects.filter(left_at=None).count()) == ([], 2)


def test_who_is_taken_off_hears_by_mail(event):
    by = speaks_for("LV")
    send(event, by, [BO_AS_HEAD, ANNA_AS_MEMBER])
    Letter.objects.all().delete()

    send(event, by, [BO_AS_HEAD])

    assert letters() == [
        ("anna@example.eu", "You are no longer in the delegation: Board, May 2026")
    ]


def test_invited_for_the_seat_and_not_named_means_no_and_a_yes_is_taken_off(event):
    by, seat = speaks_for("LV"), seat_of("LV")
    asked = {"event": event, "kind": "seat", "seat": seat}
    silent = InvitationFactory(**asked, email="sub@example.eu")
    named = InvitationFactory(**asked, email="anna@example.eu")
    yes = RegistrationFactory(event=event, seat=seat, name="Early", email="early@example.eu")
    stays = RegistrationFactory(event=event, seat=seat, name="Bo", email="bo@example.eu")

    send(event, by, [ANNA, Person("Bo", "bo@example.eu")])

    for one in (silent, named, yes, stays):
        one.refresh_from_db()
    assert (silent.state, silent.answered_as, named.state) == ("no", "state", "silent")
    assert (yes.state, stays.state) == ("declined", "confirmed")
    assert of(event)[1] == ("Bo", "confirmed", "member", False)


def test_who_names_himself_answers_his_invitation_with_it(event):
    by, seat = speaks_for("LV", name="Anna"), seat_of("LV")
    own = InvitationFactory(event=event, kind="seat", seat=seat, email=by.user.email)

    send(event, by, [Person("Anna", by.user.email, "", "head", "online")])

    own.refresh_from_db()
    assert (own.state, of(event)) == ("online", [("Anna", "confirmed", "head", False)])


def test_nobody_comes_is_an_answer_that_can_be_taken_back(event):
    by, seat = speaks_for("LV"), seat_of("LV")
    silent = InvitationFactory(event=event, kind="seat", seat=seat, email="sub@example.eu")
    send(event, by, [ANNA])

    services.stay_away(event, "LV", by=by, at=AT + HOUR)
    again = services.stay_away(event, "LV", by=by, at=AT + 2 * HOUR)

    silent.refresh_from_db()
    assert (again.state, again.sent_at, silent.state) == ("nobody", AT + HOUR, "no")
    assert of(event) == []
    back = services.take_back(event, "LV", by=by, at=AT + 2 * HOUR)
    assert (back.state, back.sent_at, back.sent_as, back.sent_by) == ("draft", None, "", None)
    with pytest.raises(NotNowError):
        services.take_back(event, "LV", by=by, at=AT)


def test_who_was_named_before_nobody_came_is_in_the_draft_again_and_the_reason_is_not(event):
    by = speaks_for("LV")
    send(event, by, [BO_AS_HEAD])
    send(event, by, [ANNA], at=AT + HOUR)

    services.stay_away(event, "LV", by=by, at=AT + 2 * HOUR, to_us="Nobody is free.")
    back = services.take_back(event, "LV", by=by, at=AT + 3 * HOUR)

    assert back.note == ""
    assert (back.typed["name_1"], back.typed["email_1"]) == ("Anna", "anna@example.eu")
    assert (back.typed["key_1"], back.typed["note"], back.typed["rows"]) == ("", "", "2")
    assert "name_2" not in back.typed


def test_a_draft_that_was_not_sent_is_there_again_once_somebody_comes_after_all(event):
    by = speaks_for("LV")
    typed = {"note": "Late.", "rows": "2", "name_1": "Anna", "name_2": "Bo", "function_2": "Dr"}
    services.save_draft(event, "LV", version=1, typed=typed, base=None, by=by, at=AT)

    services.stay_away(event, "LV", by=by, at=AT + HOUR, to_us="Nobody is free.")
    back = services.take_back(event, "LV", by=by, at=AT + 2 * HOUR)

    assert back.typed == typed


def test_who_had_said_yes_without_being_named_is_in_the_draft_then(event):
    by, seat = speaks_for("LV"), seat_of("LV")
    RegistrationFactory(
        event=event, seat=seat, name="Bo", email=by.user.email, user=by.user, group="member"
    )

    services.stay_away(event, "LV", by=by, at=AT)
    back = services.take_back(event, "LV", by=by, at=AT + HOUR)

    assert (back.typed["name_1"], back.typed["email_1"]) == ("Bo", by.user.email)


def test_where_nobody_had_been_named_the_draft_is_empty_again(event):
    by = speaks_for("LV")

    services.stay_away(event, "LV", by=by, at=AT, to_us="Nobody is free.")
    back = services.take_back(event, "LV", by=by, at=AT + HOUR)

    assert (back.typed, back.note) == ({}, "")


def test_where_nobody_comes_who_speaks_for_the_place_is_taken_off_and_no_other(event):
    by, other = speaks_for("LV"), speaks_for("FR")
    own = RegistrationFactory(event=event, user=by.user, email=by.user.email)
    theirs = RegistrationFactory(event=event, user=other.user, email=other.user.email)
    speaker = speaks_for("LV")
    talks = RegistrationFactory(
        event=event, user=speaker.user, email=speaker.user.email, group="speaker"
    )

    services.stay_away(event, "LV", by=by, at=AT)

    for one in (own, theirs, talks):
        one.refresh_from_db()
    assert (own.state, theirs.state, talks.state) == ("declined", "confirmed", "confirmed")
    assert own.reason == "Latvia has said that nobody comes."


def test_after_the_moment_to_answer_by_seats_still_name_and_after_the_meeting_no_longer(event):
    by = speaks_for("LV")
    send(event, by, [ANNA], at=event.registration_closes_at + HOUR)

    with pytest.raises(NotNowError):
        send(event, by, [ANNA], at=event.ends_at)


def test_after_naming_the_yes_of_another_is_a_member(event):
    send(event, speaks_for("LV"), [ANNA])
    RegistrationFactory(event=event, seat=seat_of("LV"), name="Zoë", email="zoe@example.eu")

    typed = shown(party_at(event, "LV"), rows=1)

    assert (typed["name_2"], typed["capacity_2"], typed["rows"]) == ("Zoë", "member", "2")


def test_the_chair_by_term_without_a_seat_names_people_by_their_addresses():
    body = board()
    body.chaired_by_presidency = True
    body.save()
    term = PresidencyTermFactory(starts=dt.date(2026, 1, 1))
    event, code = meeting(body), term.member_state.code
    by = speaks_for(code)
    InvitationFactory(event=event, email="other@example.eu")

    with pytest.raises(services.UnsoundError):
        send(event, by, [BO_AS_HEAD], code=code)
    made = send(event, by, [ANNA], code=code)

    assert (made.seat, of(event, code)) == (None, [("Anna", "named", "head", True)])


def test_an_invitation_that_can_no_longer_be_answered_is_left_alone(event):
    seat = seat_of("LV")
    silent = InvitationFactory(event=event, kind="seat", seat=seat, email="sub@example.eu")

    send(event, speaks_for("LV"), [ANNA], at=event.starts_at + HOUR)

    silent.refresh_from_db()
    assert silent.state == "silent"


def test_a_second_answer_by_the_invitation_of_the_named_is_the_own(event):
    seat = seat_of("LV")
    own = InvitationFactory(event=event, kind="seat", seat=seat, email="anna@example.eu")
    send(event, speaks_for("LV"), [ANNA])
    reply = Reply(
        "in_person", name="Anna", email="anna@example.eu", country="LV", category="policymaker"
    )

    events.answer_invitation(
        own, reply=reply, once=uuid.uuid4(), notice=None, by=secretariat(), as_=By.PERSON, at=AT
    )

    assert of(event) == [("Anna", "confirmed", "head", True)]
    assert Delegation.objects.count() == 1
