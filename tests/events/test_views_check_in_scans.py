"""A code scanned at the door: what a script is answered, and what is refused."""

import uuid

import pytest
import time_machine

from accounts.enums import Visibility
from events.enums import Presence, RegistrationState, State
from tests.events.checking_in import DOOR, code, irish_seminar, moment, scan
from tests.events.organisers import presidency, secretariat
from tests.factories.events import AttendanceFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_nine():
    with time_machine.travel(moment(9), tick=False) as clock:
        yield clock


@pytest.fixture
def event():
    return irish_seminar()


@pytest.fixture
def person(event):
    return RegistrationFactory(event=event, name="Mārīte Kalniņa", organisation="Policija")


def test_a_script_is_answered_in_a_sentence(event, person, at_nine):
    client = secretariat()

    first = scan(
        client, code=code(person), once=str(uuid.uuid4()), moment="2026-03-02T08:50:00.123Z"
    )
    at_nine.move_to(moment(9, 40))
    second = scan(client, code=code(person))
    unknown = scan(client, code="nonsense")

    assert first == (
        200,
        {"text": "Mārīte Kalniņa, Latvia: checked in at 09:50.", "tone": "ok"},
    )
    assert second == (200, {"text": "Mārīte Kalniņa is in already, since 09:50.", "tone": "warn"})
    assert unknown == (
        422,
        {"text": "Nobody here has that code. Look for the name instead.", "tone": "bad"},
    )


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (RegistrationState.WITHDRAWN, "Withdrawn"),
        (RegistrationState.WAITING, "On the waiting list"),
        (RegistrationState.CANCELLED, "Cancelled by the organiser"),
    ],
)
def test_who_has_no_place_is_named_with_the_state(event, person, state, word):
    person.state = state
    person.save()

    assert scan(secretariat(), code=code(person)) == (
        422,
        {"text": f"Mārīte Kalniņa has no place: {word}.", "tone": "bad"},
    )


def test_a_code_of_another_event_names_it_to_who_may_know(event):
    public = RegistrationFactory(event__title="Board day")
    hidden = RegistrationFactory(event__visibility=Visibility.RESTRICTED)
    host = presidency()

    texts = [
        scan(client, code=code(person))[1]["text"]
        for client, person in ((host, public), (host, hidden), (secretariat(), hidden))
    ]

    assert texts == [
        "This code is for another event: Board day.",
        "This code is for another event.",
        f"This code is for another event: {hidden.event.title}.",
    ]


def test_two_codes_that_begin_alike_ask_for_more(event):
    for number in (1, 2**20):
        RegistrationFactory(event=event, key=uuid.UUID(int=number))

    assert scan(secretariat(), code="AAAAAAAA")[1]["text"] == (
        "Two codes begin so. Type more of it, or look for the name."
    )


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ({"code": "x" * 201}, "That is no code of a badge."),
        ({"key": "nonsense"}, "That is no code of a badge."),
        ({"code": "AAAA-AAAA", "moment": "nonsense"}, "That is no code of a badge."),
        ({}, "That is no code of a badge."),
        ({"code": "\x00"}, "That is no code of a badge."),
        ({"code": "Mārīte"}, "Nobody here has that code. Look for the name instead."),
        (
            {"key": "5699423b-8168-4206-87c8-9c4f7aca53b0"},
            "Nobody here has that code. Look for the name instead.",
        ),
    ],
)
def test_what_is_no_code_is_said_so(event, typed, text):
    assert scan(secretariat(), **typed) == (422, {"text": text, "tone": "bad"})


@pytest.mark.parametrize(
    "scanned", ["2026-03-01T08:00:00Z", "2026-03-02T12:00:00Z", "0001-01-01T00:00:00+23:59"]
)
def test_a_moment_that_cannot_be_is_refused(event, person, scanned):
    assert scan(secretariat(), code=code(person), moment=scanned)[1]["text"] == (
        "Mārīte Kalniņa: That scan is too old to count. Record it in the attendance."
    )


def test_a_scan_that_was_kept_too_early_says_whose_it_was(event, person):
    said = scan(secretariat(), code=code(person), moment="2026-03-02T07:00:00Z")

    assert said[1]["text"].startswith("Mārīte Kalniņa: Check-in opens Monday 2 March 2026, 09:30")


def test_what_was_corrected_since_a_late_scan_stays(event, person, at_nine):
    for session in event.sessions.all():
        AttendanceFactory(
            registration=person, session=session, presence=Presence.ABSENT, recorded_at=moment(9, 5)
        )
    at_nine.move_to(moment(9, 10))

    said = scan(secretariat(), code=code(person), moment="2026-03-02T09:00:00Z")

    assert said == (
        200,
        {"text": "Mārīte Kalniņa was corrected by hand since; that stays.", "tone": "warn"},
    )


def test_nobody_is_let_in_where_the_event_is_closed(event, person):
    event.state = State.CLOSED
    event.save()

    assert scan(secretariat(), code=code(person))[1]["text"] == (
        "The event does not take place, or is closed."
    )


def test_a_problem_stands_at_the_field_and_keeps_what_was_typed(event):
    answer = secretariat().post(DOOR, {"code": "ABCD-EFGH"})

    empty = secretariat().post(DOOR, {"code": " "})

    assert (answer.status_code, empty.status_code) == (422, 422)
    assert 'value="ABCD-EFGH"' in answer.text
    assert [one.text.count('href="#id_code"') for one in (answer, empty)] == [1, 1]
    assert "Fill this in." in empty.text
