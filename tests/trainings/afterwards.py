"""What is said after a training: forms with answers, a follow-up, a report."""

import datetime as dt

from accounts.access import standing
from events.feedback import Item, written
from events.models import FeedbackForm
from tests.factories.accounts import UserFactory
from tests.factories.events import AttendanceFactory, RegistrationFactory
from tests.factories.feedback import FeedbackAnswerFactory, FeedbackAskedFactory
from tests.factories.trainings import delivered
from trainings import services
from trainings.models import FollowUp, FollowUpAnswer

SCALE = Item("content", "scale", "The content", required=True)
WAY = Item("way", "choice", "Online?", options=("Yes", "No"))
WORDS = Item("words", "text", "Anything else?")
ASKS = (SCALE, WAY, WORDS)


def asked_at_the_end(event, *, answers, at, people=0):
    """A form of feedback that is closed, with so many answers without a name."""
    form, _made = FeedbackForm.objects.update_or_create(
        event=event,
        defaults={
            "questions": written(ASKS),
            "opened_at": at,
            "closes_at": at + dt.timedelta(days=7),
            "closed_at": at,
        },
    )
    FeedbackAnswerFactory.create_batch(
        answers, form=form, answers={"content": 4, "words": "Very useful."}
    )
    for _number in range(people):
        FeedbackAskedFactory(
            form=form, registration=RegistrationFactory(event=event), has_answered=True
        )
    return form


def followed_up(delivery, *, answers, at):
    """A follow-up that is over, with so many answers."""
    found = FollowUp.objects.get(delivery=delivery)
    found.questions, found.opened_at = written(ASKS), at
    found.closes_at = at + dt.timedelta(days=21)
    found.save()
    FollowUpAnswer.objects.bulk_create(
        FollowUpAnswer(follow_up=found, answers={"content": 2}) for _number in range(answers)
    )
    return found


def signed_in(client, by):
    """The browser of somebody who has signed in."""
    client.force_login(by.user)
    return client


def reported(**more):
    """A held training with its people, answers and a trainer's words; who is who."""
    made, by, host, after = delivered(**more)
    event = made.held.event
    for number in range(3):
        one = RegistrationFactory(event=event, category="police" if number else "policymaker")
        AttendanceFactory(registration=one, session=event.sessions.first())
    asked_at_the_end(event, answers=5, at=after)
    own = made.assignments.order_by("pk").first()
    trainer = standing(UserFactory(email=own.trainer.email), after)
    said = {"group": 5, "material": 4, "host": 5, "level": 1, "host_words": "A bigger room."}
    services.report_as_trainer(own, said, by=trainer, at=after)
    return made, by, host, after
