"""Letters to many, their readers and reminders: valid and dull."""

import datetime as dt
import uuid

import factory
from django.utils import timezone

from events.enums import ReminderKind
from events.models import Announcement, Mailing, MailingRecipient, Reminder
from jobs.models import Job
from tests.factories.events import EventFactory

MORNING = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


class JobFactory(factory.django.DjangoModelFactory):
    """A job that waits to begin."""

    class Meta:
        model = Job

    label = "events.mailing"
    about = factory.Sequence(lambda n: f"thing {n}")
    total = 2
    not_before = MORNING
    created_at = MORNING


class MailingFactory(factory.django.DjangoModelFactory):
    """A draft to everybody whose registration stands."""

    class Meta:
        model = Mailing

    once = factory.LazyFunction(uuid.uuid4)
    event = factory.SubFactory(EventFactory)
    subject = "News of {event}"
    text = "Dear colleagues,\n\n{event} is near."
    made_at = factory.LazyFunction(timezone.now)


class RecipientFactory(factory.django.DjangoModelFactory):
    """Somebody who has no letter yet."""

    class Meta:
        model = MailingRecipient

    mailing = factory.SubFactory(MailingFactory)
    position = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Reader {n}")
    address = factory.Sequence(lambda n: f"reader.{n}@example.eu")


class ReminderFactory(factory.django.DjangoModelFactory):
    """A reminder on the day before."""

    class Meta:
        model = Reminder

    event = factory.SubFactory(EventFactory)
    kind = ReminderKind.DAY_BEFORE
    hours = 24
    subject = "Soon: {event}"
    text = "We look forward to seeing you."


class AnnouncementFactory(factory.django.DjangoModelFactory):
    """News of a change that leave in five minutes."""

    class Meta:
        model = Announcement

    event = factory.SubFactory(EventFactory)
    deed = "events.changed"
    told = 2
    made_at = factory.LazyFunction(timezone.now)
    starts_at = factory.LazyAttribute(lambda news: news.made_at + dt.timedelta(minutes=5))
