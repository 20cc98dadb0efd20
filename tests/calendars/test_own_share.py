"""One person and one event: SEQUENCE never falls, whatever becomes of the place."""

import datetime as dt
import uuid

import pytest

from accounts.models import Mandate, MemberState
from accounts.steps import By
from events import services
from events.enums import InvitationState, Kind
from events.invitations import Guest, Reply
from events.models import Event, Invitation, Registration
from mail.models import Letter
from procedures.services import cast, close, extend, object_to_procedure, withdraw
from tests.calendars import reads
from tests.clients.lines import named, unfolded
from tests.events.registrants import AT, come, nobody, seminar
from tests.factories.accounts import MandateFactory
from tests.factories.calendars import FeedFactory
from tests.factories.events import EventFactory
from tests.factories.invitations import InvitationFactory
from tests.factories.procedures import (
    LAST_SECOND,
    LAUNCHED,
    ballot,
    board,
    holder,
    running,
    secretariat,
)

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(hours=1)
ADA = "ada@example.eu"


def told(to=ADA):
    """What each letter with a calendar part tells the person's calendar, in order."""
    found = []
    for letter in Letter.objects.filter(to=to).exclude(calendar_method="").order_by("pk"):
        data = letter.calendar_text.encode()
        assert {f"METHOD:{letter.calendar_method}"} == set(named(data, "METHOD"))
        [sequence] = {line.partition(":")[2] for line in named(data, "SEQUENCE")}
        statuses = {line.partition(":")[2] for line in named(data, "STATUS")}
        found.append((letter.calendar_method, int(sequence), *statuses))
    return found


def attendees():
    return [
        line
        for letter in Letter.objects.filter(to=ADA).order_by("pk")
        for line in unfolded(letter.calendar_text.encode())
        if line.startswith("ATTENDEE")
    ]


def reply(answer, **more):
    words = {"name": "Ada", "email": ADA, "organisation": "", "country": "LV"}
    return Reply(answer, **{**words, "category": "policymaker", **more})


def invite(event, email=ADA):
    [made] = services.invite(
        event, once=uuid.uuid4(), people=[Guest(email=email, name="Ada")],
        group="participant", note_to_them="", by=nobody(), at=AT,
    )  # fmt: skip
    return made


def answer(invitation, said, *, as_=By.PERSON):
    return services.answer_invitation(
        Invitation.objects.get(pk=invitation.pk),
        reply=said, once=uuid.uuid4(), notice=None, by=nobody(LATER), as_=as_, at=LATER,
    )  # fmt: skip


def test_who_withdraws_and_registers_again_is_above_what_was_taken_out():
    event = seminar()
    first = come(event, "Ada")
    services.withdraw(first, by=nobody(), as_=By.PERSON, at=AT)

    second = come(event, "Ada")

    assert (first.pk == second.pk, second.sequence) == (False, 2)
    assert told() == [
        ("REQUEST", 0, "CONFIRMED"),
        ("CANCEL", 1),
        ("REQUEST", 2, "CONFIRMED"),
    ]


def test_the_share_of_one_person_is_nobody_elses_and_of_this_event_alone():
    event, other = seminar(), seminar()
    services.withdraw(come(event, "Ada"), by=nobody(), as_=By.PERSON, at=AT)

    assert (come(event, "Berta").sequence, come(other, "Ada").sequence) == (0, 0)


def test_the_next_in_the_queue_is_invited_and_who_is_taken_off_is_taken_out():
    event = seminar(places=1)
    first = come(event, "Berta")
    ada = come(event, "Ada")
    services.withdraw(first, by=nobody(), as_=By.PERSON, at=AT)

    services.cancel_registration(
        Registration.objects.get(pk=ada.pk), reason="Full.", by=nobody(), at=AT
    )
    services.restore(Registration.objects.get(pk=ada.pk), by=nobody(), as_=By.SECRETARIAT, at=AT)

    assert told() == [
        ("REQUEST", 1, "CONFIRMED"),
        ("CANCEL", 2),
        ("REQUEST", 4, "CONFIRMED"),
    ]


def test_a_place_passed_on_leaves_one_calendar_and_comes_into_the_other():
    event = seminar()
    giver = come(event, "Ada")

    services.pass_on(
        giver, once=uuid.uuid4(), name="Bo", email="bo@example.eu", organisation="",
        by=nobody(), as_=By.PERSON, at=AT,
    )  # fmt: skip

    assert told() == [("REQUEST", 0, "CONFIRMED"), ("CANCEL", 1)]
    assert told("bo@example.eu") == [("REQUEST", 1, "CONFIRMED")]


def test_who_is_invited_is_asked_by_the_calendar_too():
    event = seminar()

    invite(event)

    assert told() == [("REQUEST", 0, "CONFIRMED")]
    assert attendees() == [
        "ATTENDEE;CN=Ada;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE:mailto:ada@example.eu"
    ]


def test_a_yes_is_above_the_asking_and_says_accepted():
    invitation = invite(seminar())

    answer(invitation, reply(InvitationState.IN_PERSON))

    assert told() == [("REQUEST", 0, "CONFIRMED"), ("REQUEST", 1, "CONFIRMED")]
    assert "PARTSTAT=ACCEPTED" in attendees()[1]


def test_a_no_leaves_the_calendar_once_and_a_yes_later_comes_back():
    invitation = invite(seminar())

    answer(invitation, reply(InvitationState.NO))
    answer(invitation, reply(InvitationState.NO))
    answer(invitation, reply(InvitationState.IN_PERSON))

    assert told() == [("REQUEST", 0, "CONFIRMED"), ("CANCEL", 1), ("REQUEST", 2, "CONFIRMED")]
    acknowledged = Letter.objects.filter(to=ADA, calendar_method="CANCEL").get()
    assert acknowledged.body["paragraphs"][0] == "Thank you for your answer: Does not come."


def test_a_no_said_by_the_seat_leaves_the_calendar_too():
    invitation = invite(seminar())

    answer(invitation, reply(InvitationState.NO), as_=By.SECRETARIAT)

    assert told() == [("REQUEST", 0, "CONFIRMED"), ("CANCEL", 1)]


def test_what_is_taken_back_leaves_the_calendar_and_who_is_asked_anew_is_above_it():
    event = seminar()
    invitation = invite(event)
    services.revoke_invitation(invitation, reason="A mistake.", by=nobody(), at=AT)

    again = invite(event)
    services.mail_invitation_anew(
        again, version=again.version, name="Ada", email=ADA, by=nobody(), at=LATER
    )

    assert told() == [
        ("REQUEST", 0, "CONFIRMED"),
        ("CANCEL", 1),
        ("REQUEST", 2, "CONFIRMED"),
        ("REQUEST", 2, "CONFIRMED"),
    ]


def test_a_corrected_address_takes_it_out_of_the_calendar_of_the_wrong_one():
    event = seminar()
    services.revoke_invitation(
        invite(event, "bo@example.eu"), reason="A mistake.", by=nobody(), at=AT
    )
    wrong = invite(event)

    services.mail_invitation_anew(
        wrong, version=wrong.version, name="Bo", email="bo@example.eu", by=nobody(), at=LATER
    )

    letter = Letter.objects.filter(to=ADA).latest("pk")
    assert told() == [("REQUEST", 0, "CONFIRMED"), ("CANCEL", 1)]
    assert (letter.subject, letter.body["button"], "[[link" in str(letter.body)) == (
        f"Not for this address: {event.title}",
        None,
        False,
    )
    assert "Bo" not in str(letter.body) + letter.calendar_text
    assert told("bo@example.eu") == [
        ("REQUEST", 0, "CONFIRMED"),
        ("CANCEL", 1),
        ("REQUEST", 2, "CONFIRMED"),
    ]


def test_before_it_is_sent_another_address_takes_nothing_back():
    event = seminar()
    Event.objects.filter(pk=event.pk).update(state="draft", published_at=None)
    event.refresh_from_db()
    prepared = invite(event)

    services.mail_invitation_anew(
        prepared, version=prepared.version, name="Bo", email="bo@example.eu", by=nobody(), at=LATER
    )

    assert (prepared.state, Letter.objects.count()) == ("prepared", 0)
    assert Invitation.objects.get().sequence == 0


def test_a_new_link_after_a_no_asks_no_calendar_again():
    invitation = invite(seminar())
    answer(invitation, reply(InvitationState.NO))
    fresh = Invitation.objects.get(pk=invitation.pk)

    services.mail_invitation_anew(
        fresh, version=fresh.version, name="Ada", email=ADA, by=nobody(), at=LATER
    )

    assert told() == [("REQUEST", 0, "CONFIRMED"), ("CANCEL", 1)]


def test_who_is_silent_hears_of_moves_of_other_days_and_of_the_end():
    event = EventFactory(first_date=AT.date() + dt.timedelta(days=21))
    invite(event)

    def change(**fields):
        fresh = Event.objects.get(pk=event.pk)
        services.change_event(fresh, version=fresh.version, by=nobody(), at=AT, **fields)

    change(starts_time=dt.time(10))
    change(last_date=event.first_date + dt.timedelta(days=1))
    services.cancel_event(Event.objects.get(pk=event.pk), reason="Snow", by=nobody(), at=AT)
    services.revive_event(Event.objects.get(pk=event.pk), reason="Sun", by=nobody(), at=AT)

    assert told() == [
        ("REQUEST", 0, "CONFIRMED"),
        ("REQUEST", 1, "CONFIRMED"),
        ("CANCEL", 2, "CANCELLED"),
        ("PUBLISH", 2, "CONFIRMED"),
        ("PUBLISH", 3, "CANCELLED"),
        ("PUBLISH", 4, "CONFIRMED"),
    ]


def test_who_is_named_instead_begins_above_what_the_calendar_knows():
    event = seminar()
    services.withdraw(come(event, "Bo"), by=nobody(), as_=By.PERSON, at=AT)
    invitation = invite(event)

    answer(invitation, reply(InvitationState.SUBSTITUTE, stand_in=("Bo", "bo@example.eu")))

    assert told() == [("REQUEST", 0, "CONFIRMED"), ("CANCEL", 1)]
    assert told("bo@example.eu") == [
        ("REQUEST", 0, "CONFIRMED"),
        ("CANCEL", 1),
        ("REQUEST", 2, "CONFIRMED"),
    ]


@pytest.mark.parametrize(
    ("fields", "moment"),
    [
        ({"state": "prepared"}, None),
        ({}, "2024-01-03"),
        ({"state": "no"}, "2024-01-03"),
        ({"state": "revoked"}, "2024-01-03"),
    ],
)
def test_when_a_calendar_learned_of_an_invitation(fields, moment):
    shown = InvitationFactory(**fields).shown_at

    assert (shown and shown.date().isoformat()) == moment


def test_the_organiser_is_the_bare_address_that_letters_come_from(settings):
    settings.MAIL_FROM = "The Secretariat <events@example.eu>"

    invite(EventFactory(kind=Kind.WEBINAR, first_date=AT.date() + dt.timedelta(days=21)))

    data = Letter.objects.get().calendar_text.encode()
    [line] = named(data, "ORGANIZER")
    assert line.endswith(":mailto:events@example.eu")


def test_a_written_procedure_stands_in_the_calendar_from_launch_to_end():
    board()
    member = holder("PT").user
    procedure = running()
    extended = extend(
        procedure, deadline_at=LAST_SECOND + dt.timedelta(days=7), reason="Easter.",
        by=secretariat(), at=LAUNCHED + dt.timedelta(days=1),
    )  # fmt: skip

    withdraw(extended, reason="No need.", by=secretariat(), at=LAUNCHED + dt.timedelta(days=2))

    assert told(member.email) == [
        ("REQUEST", 0, "CONFIRMED"),
        ("REQUEST", 1, "CONFIRMED"),
        ("CANCEL", 2, "CANCELLED"),
    ]
    letters = Letter.objects.filter(to=member.email).exclude(calendar_method="").order_by("pk")
    told_of = [letter.calendar_text.encode() for letter in letters]
    assert {line for data in told_of for line in named(data, "UID")} == {f"UID:{procedure.uid}"}
    assert [named(data, "DTSTART")[-1] for data in told_of] == [
        "DTSTART;VALUE=DATE:20240507",
        "DTSTART;VALUE=DATE:20240514",
        "DTSTART;VALUE=DATE:20240514",
    ]


def test_a_procedure_that_has_run_its_time_raises_its_sequence_without_a_letter():
    board()
    member = holder("PT").user
    procedure = running()

    close(procedure, at=LAST_SECOND + dt.timedelta(minutes=1))

    procedure.refresh_from_db()
    assert (procedure.sequence, told(member.email)) == (1, [("REQUEST", 0, "CONFIRMED")])


def test_a_seat_that_is_lost_still_counts_while_the_procedure_waits_for_another():
    board()
    member = holder("PT")
    mandate = member.user.mandates.get()
    MandateFactory(
        user=member.user, role="substitute", starts=mandate.starts,
        member_state=MemberState.objects.get(pk="LV"),
    )  # fmt: skip
    feed = FeedFactory(owner=member.user)
    procedure = running()
    cast(ballot(procedure, "PT"), choice="for", by=member, at=LAUNCHED)
    hours = [LAUNCHED + number * dt.timedelta(hours=1) for number in range(1, 4)]
    held = reads.told(reads.read(feed, hours[0]))

    Mandate.objects.filter(pk=mandate.pk).update(ended_at=hours[1])
    lost = reads.told(reads.read(feed, hours[2]))
    extend(
        procedure, deadline_at=LAST_SECOND + dt.timedelta(days=7), reason="Easter.",
        by=secretariat(), at=hours[2],
    )  # fmt: skip

    due = f"Reply due by 23:59 Brussels time: {procedure.reference}"
    assert held == lost == [(due, "CONFIRMED", "2")]
    assert reads.told(reads.read(feed, hours[2])) == [(due, "CONFIRMED", "3")]
    assert told(member.user.email) == [
        ("REQUEST", 1, "CONFIRMED"),
        ("REQUEST", 1, "CONFIRMED"),
        ("REQUEST", 3, "CONFIRMED"),
    ]


def test_a_procedure_that_is_ended_is_closed_in_the_calendar_not_cancelled():
    board()
    member = holder("PT").user
    procedure = running()

    object_to_procedure(
        ballot(procedure, "BE"), reason="", by=holder("BE"), at=LAUNCHED, as_chair=True
    )

    assert told(member.email) == [("REQUEST", 0, "CONFIRMED"), ("REQUEST", 1, "CONFIRMED")]
    data = Letter.objects.filter(to=member.email).latest("pk").calendar_text.encode()
    assert named(data, "SUMMARY") == [f"SUMMARY:Closed: {procedure.reference}"]
