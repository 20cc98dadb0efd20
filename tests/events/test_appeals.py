"""To-dos about invitations and suggestions."""

import datetime as dt

import pytest

from accounts.access import standing
from accounts.enums import Role
from events.appeals import for_user
from events.enums import InvitationState
from events.todos import for_user as all_of_events
from tests.factories.accounts import (
    BodyFactory,
    MandateFactory,
    MemberStateFactory,
    SeatFactory,
    UserFactory,
)
from tests.factories.events import EventFactory
from tests.factories.invitations import InvitationFactory, SuggestionFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
AHEAD = dt.date(2026, 3, 20)


@pytest.fixture
def event():
    return EventFactory(title="Seminar", first_date=AHEAD, host=MemberStateFactory(code="IE"))


def told(user):
    return [(todo.what, todo.button, todo.seat) for todo in for_user(standing(user, AT))]


def test_both_who_speak_for_a_seat_are_asked_for_an_answer(event):
    seat = SeatFactory(member_state=MemberStateFactory(code="LV"))
    person = MandateFactory(member_state=seat.member_state, user__name="Anna").user
    colleague = MandateFactory(member_state=seat.member_state, role=Role.SUBSTITUTE).user
    mine = InvitationFactory(event=event, kind="seat", seat=seat, email=person.email, name="Anna")

    assert told(person) == [("Say whether you come: Seminar", "Answer", "LV")]
    assert told(colleague) == [("Say whether Anna comes: Seminar", "Answer", "LV")]
    (todo,) = for_user(standing(colleague, AT))
    assert (todo.url, todo.by) == (f"/invitations/seats/{mine.key}/", event.starts_at)
    assert todo.note == "Friday 20 March 2026, Brussels, Residence Palace"


def test_a_guest_is_asked_until_it_is_answered_or_begins(event):
    guest = UserFactory(email="a@example.eu")
    event.registration_closes_at = AT + dt.timedelta(days=2)
    event.save()
    InvitationFactory(event=event, email="a@example.eu")
    InvitationFactory(email="a@example.eu", state=InvitationState.NO)
    InvitationFactory(email="a@example.eu", event=EventFactory(first_date=AT.date()))

    (todo,) = for_user(standing(guest, AT))

    assert (todo.what, todo.seat, todo.by) == (
        "Say whether you come: Seminar",
        "",
        event.registration_closes_at,
    )
    assert todo.url.startswith("/invitations/")
    assert for_user(standing(None, AT)) == []


def test_what_is_prepared_and_suggested_waits_for_the_secretariat(event):
    office = standing(MandateFactory(role=Role.SECRETARIAT).user, AT)
    assert all_of_events(office) == []
    InvitationFactory.create_batch(2, event=event, state=InvitationState.PREPARED)
    SuggestionFactory(event=event)
    SuggestionFactory(event=event, state="withdrawn")

    assert [(todo.what, todo.button) for todo in all_of_events(office)] == [
        ("Seminar: 2 invitations are prepared and not sent", "Look through"),
        ("Seminar: 1 suggested institution to decide on", "Decide"),
    ]


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"state": "draft", "published_at": None, "first_date": dt.date(2026, 9, 1)}, ["Decide"]),
        ({"state": "held"}, ["Close"]),
        ({"first_date": dt.date(2026, 3, 1), "last_date": dt.date(2026, 3, 4)}, ["Check-in"]),
    ],
    ids=["draft", "held", "begun"],
)
def test_nothing_is_sent_for_a_draft_and_nothing_decided_once_it_begins(event, fields, asked):
    office = standing(MandateFactory(role=Role.SECRETARIAT).user, AT)
    other = EventFactory(**{"first_date": AHEAD} | fields)
    InvitationFactory(event=other, state=InvitationState.PREPARED)
    SuggestionFactory(event=other)

    assert [todo.button for todo in all_of_events(office)] == asked


def test_a_host_decides_on_suggestions_for_what_it_hosts(event):
    host = MandateFactory(role=Role.PRESIDENCY, member_state=event.host).user
    other = MandateFactory(role=Role.PRESIDENCY).user
    SuggestionFactory(event=event)

    assert told(host) == [("Seminar: 1 suggested institution to decide on", "Decide", "")]
    assert told(other) == []


def test_a_meeting_one_is_invited_to_is_asked_about_once():
    board = BodyFactory(code="BOARD")
    seat = SeatFactory(body=board, member_state=MemberStateFactory(code="LV"))
    person = MandateFactory(member_state=seat.member_state).user
    meeting = EventFactory(
        kind="meeting", title="Board meeting", body=board, visibility="body", first_date=AHEAD
    )
    InvitationFactory(event=meeting, kind="seat", seat=seat, email=person.email)

    found = all_of_events(standing(person, AT))

    assert [todo.what for todo in found] == ["Say whether you come: Board meeting"]


def test_one_query_however_many_answers_are_wanted(event):
    guest = standing(UserFactory(email="a@example.eu"), AT)
    InvitationFactory(event=event, email="a@example.eu")
    one = counted(lambda: for_user(guest))
    for _number in range(3):
        InvitationFactory(email="a@example.eu", event=EventFactory(first_date=AHEAD))

    assert (len(for_user(guest)), counted(lambda: for_user(guest)), one) == (4, 1, 1)
