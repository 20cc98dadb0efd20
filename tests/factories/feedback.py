"""What an event asks afterwards, who was asked, and what was answered: valid and dull."""

import datetime as dt

import factory

from events.enums import Anonymity
from events.feedback import Item, written
from events.models import FeedbackAnswer, FeedbackAsked, FeedbackForm
from events.respondents import token_of
from mail.links import digest
from tests.factories.events import EventFactory, RegistrationFactory

OPENED = dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC)
CLOSES = OPENED + dt.timedelta(days=14)
ITEMS = (
    Item("content", "scale", "The content", required=True, low="poor", high="excellent"),
    Item("way", "choice", "Better online?", options=("Yes", "No", "Never")),
    Item("liked", "several", "What did you like?", options=("Talks", "Food")),
    Item("words", "text", "Anything else?"),
)


class FeedbackFormFactory(factory.django.DjangoModelFactory):
    """The draft of a form of four questions."""

    class Meta:
        model = FeedbackForm

    event = factory.SubFactory(EventFactory)
    questions = factory.LazyFunction(lambda: written(ITEMS))
    anonymity = Anonymity.ALWAYS

    class Params:
        is_open = factory.Trait(opened_at=OPENED, closes_at=CLOSES)
        is_closed = factory.Trait(
            opened_at=OPENED, closes_at=CLOSES, closed_at=OPENED + dt.timedelta(days=7)
        )


class FeedbackAskedFactory(factory.django.DjangoModelFactory):
    """Somebody who was asked when the form opened and is silent."""

    class Meta:
        model = FeedbackAsked

    form = factory.SubFactory(FeedbackFormFactory, is_open=True)
    registration = factory.SubFactory(
        RegistrationFactory, event=factory.SelfAttribute("..form.event")
    )
    asked_at = OPENED
    link_hash = factory.LazyAttribute(lambda asked: digest(token_of(asked.registration)))


class FeedbackAnswerFactory(factory.django.DjangoModelFactory):
    """An answer without a name."""

    class Meta:
        model = FeedbackAnswer

    form = factory.SubFactory(FeedbackFormFactory, is_open=True)
    answers = factory.LazyFunction(lambda: {"content": 4})
