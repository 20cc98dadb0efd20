"""What the outbox refuses, and how letters are found."""

import datetime as dt
from uuid import UUID

import pytest
from django.db import IntegrityError

from mail.enums import State
from mail.models import Letter, Report, Suppression, message_id
from tests.factories.mail import MORNING, LetterFactory, SentLetterFactory

pytestmark = pytest.mark.django_db
UID = UUID("0b6e0c6e-7f0b-4b0e-9d3a-000000000001")
LATER = MORNING + dt.timedelta(minutes=1)

REFUSED = {
    "sending without a claim": ({"state": State.SENDING}, "letter_claimed_exactly_while_sending"),
    "claimed and not sending": (
        {"claimed_by": UID, "claimed_until": LATER},
        "letter_claimed_exactly_while_sending",
    ),
    "sent without a moment": ({"state": State.SENT}, "letter_sent_has_its_moment"),
    "a method without a text": (
        {"calendar_method": "REQUEST"},
        "letter_calendar_method_and_text_together",
    ),
    "a text without a method": ({"calendar_text": "x"}, "letter_calendar_method_and_text_together"),
    "nobody": ({"to": ""}, "letter_is_to_somebody"),
}


@pytest.mark.parametrize(("values", "constraint"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_by_the_database(values, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        LetterFactory(**values)


def test_a_message_id_is_given_once():
    LetterFactory(message_id="<1@events.example>")

    with pytest.raises(IntegrityError):
        LetterFactory(message_id="<1@events.example>")


def test_a_report_is_kept_once():
    values = {"provider": "brevo", "event_id": "1", "event": "bounced", "received_at": MORNING}
    Report.objects.create(**values)
    Report.objects.create(**values | {"event_id": ""})
    Report.objects.create(**values | {"event_id": ""})

    with pytest.raises(IntegrityError):
        Report.objects.create(**values)


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        ("secretariat@events.example", f"<{UID}@events.example>"),
        ("EUCPN <secretariat@events.example>", f"<{UID}@events.example>"),
        ("", f"<{UID}@localhost>"),
    ],
)
def test_message_id_is_in_the_domain_of_the_sender(sender, expected):
    assert message_id(UID, sender=sender) == expected


def test_due_are_codes_first_then_the_oldest_and_what_a_dead_sender_left():
    claimed = {"state": State.SENDING, "claimed_by": UID}
    newer = LetterFactory(due_at=MORNING)
    older = LetterFactory(due_at=MORNING - dt.timedelta(hours=1))
    code = LetterFactory(blank_after=True)
    left = LetterFactory(**claimed, claimed_until=MORNING)
    LetterFactory(**claimed, claimed_until=LATER)
    LetterFactory(due_at=LATER)
    SentLetterFactory()

    assert list(Letter.objects.due(MORNING)) == [code, older, newer, left]


def test_bounced_are_those_that_did_not_arrive_and_nobody_has_dealt_with():
    returned = LetterFactory(state=State.BOUNCED)
    failed = LetterFactory(state=State.FAILED)
    LetterFactory(state=State.FAILED, handled_at=MORNING)
    LetterFactory()

    assert set(Letter.objects.bounced()) == {returned, failed}


def test_letters_are_found_by_address_by_person_and_by_what_they_are_about():
    mine = LetterFactory(to="maria@example.org", person="p-1", label="events.event", key="a")
    LetterFactory()

    assert list(Letter.objects.to_address("maria@example.org")) == [mine]
    assert list(Letter.objects.to_person("p-1")) == [mine]
    assert list(Letter.objects.to_person("")) == []
    assert list(Letter.objects.about("events.event", "a")) == [mine]


def test_rows_are_called_by_what_people_know_them_by():
    assert str(LetterFactory.build(subject="Your place")) == "Your place"
    assert str(Suppression(address="maria@example.org")) == "maria@example.org"


def test_copies_are_one_address_a_line():
    assert Letter(copies="a@example.org\nb@example.org").copy_addresses == [
        "a@example.org",
        "b@example.org",
    ]
    assert Letter().copy_addresses == []
