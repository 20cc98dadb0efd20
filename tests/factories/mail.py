"""Letters of the outbox."""

import datetime as dt
import uuid

import factory

from mail.enums import State
from mail.letters import Button, Text
from mail.models import Letter
from mail.services import write

MORNING = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
PLACE = Text(
    subject="Your place is confirmed",
    paragraphs=("We look forward to seeing you.",),
    facts=(("Event", "Seminar on burglary"),),
    button=Button("See your registration", "https://events.example/registrations/secret/"),
)


class LetterFactory(factory.django.DjangoModelFactory):
    """A letter that waits to be sent."""

    class Meta:
        model = Letter

    uid = factory.LazyFunction(uuid.uuid4)
    message_id = factory.LazyAttribute(lambda letter: f"<{letter.uid}@events.example>")
    to = factory.Sequence(lambda n: f"person{n}@example.org")
    name = "Maria Papadaki"
    subject = "Your place is confirmed"
    body = factory.LazyFunction(lambda: {"paragraphs": ["We look forward to seeing you."]})
    created_at = due_at = MORNING


class SentLetterFactory(LetterFactory):
    """A letter that has left."""

    state = State.SENT
    attempts = 1
    sent_at = MORNING


def letter(**changes):
    """Write a letter as an app does, through the service."""
    return write(
        PLACE, **{"to": "maria@example.org", "at": MORNING, "name": "Maria Papadaki"} | changes
    )
