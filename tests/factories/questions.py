"""What an event asks, and what was answered."""

import factory
from django.utils import timezone

from events.models import Answer, Event, QuestionSet
from events.questionnaire import first_stage
from events.questions import Option, Question, written
from tests.factories.events import EventFactory, RegistrationFactory

WORKSHOP = Question(
    "workshop",
    "choice",
    "Which workshop?",
    options=(Option("schools", "Schools"), Option("clubs", "Sports clubs", 1)),
)
REMARK = Question("remark", "text", "Anything else?")


class QuestionSetFactory(factory.django.DjangoModelFactory):
    """The event's only set: a workshop to choose, of which one has a single place."""

    class Meta:
        model = QuestionSet

    event = factory.SubFactory(EventFactory)
    number = 1
    questions = factory.LazyFunction(lambda: written([WORKSHOP]))
    created_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        """Let the event know which set is in force, as the service does."""
        made = super()._create(model_class, *args, **kwargs)
        made.event.asks, made.event.question_set = made.number, made
        Event.objects.filter(pk=made.event.pk).update(asks=made.number)
        return made


class AnswerFactory(factory.django.DjangoModelFactory):
    """A confirmed registrant chose the schools."""

    class Meta:
        model = Answer

    registration = factory.SubFactory(RegistrationFactory)
    key = "workshop"
    value = "schools"
    question_set = factory.SubFactory(
        QuestionSetFactory, event=factory.SelfAttribute("..registration.event")
    )
    answered_at = factory.LazyFunction(timezone.now)


def asks(event: Event, *questions: Question, number: int = 1) -> QuestionSet:
    """Have an event ask these questions, without going through the service."""
    return QuestionSetFactory(
        event=event,
        number=number,
        questions=written(questions),
        asks_first=first_stage(questions),
    )
