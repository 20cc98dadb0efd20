"""Events, their parts and registrations: valid and dull."""

import datetime as dt
import uuid

import factory
from django.utils import timezone

from accounts.days import network_day
from accounts.enums import Category
from events.entries import has_several_entries
from events.enums import (
    Attending,
    Kind,
    Presence,
    QuotaScope,
    RegistrationState,
    Source,
    State,
)
from events.models import (
    Attendance,
    CountryParticipation,
    Event,
    FundingSource,
    Quota,
    Registration,
    Session,
    Speaker,
)
from events.services.events import sync_days
from mail.links import digest, token


class EventFactory(factory.django.DjangoModelFactory):
    """A published public seminar in three weeks, 09:30–16:30 in Brussels."""

    class Meta:
        model = Event
        skip_postgeneration_save = True

    kind = Kind.SEMINAR
    state = State.PUBLISHED
    title = factory.Sequence(lambda n: f"Seminar {n}")
    slug = factory.Sequence(lambda n: f"2026-01-01-seminar-{n}")
    first_date = factory.LazyFunction(lambda: network_day(timezone.now()) + dt.timedelta(days=21))
    last_date = factory.SelfAttribute("first_date")
    starts_time = dt.time(9, 30)
    ends_time = dt.time(16, 30)
    city = "Brussels"
    venue = "Residence Palace"
    created_at = dt.datetime(2024, 1, 1, 9, tzinfo=dt.UTC)
    changed_at = factory.SelfAttribute("created_at")
    published_at = factory.SelfAttribute("created_at")

    @factory.post_generation
    def its_days(self, create, _extracted):
        """Make the row of each day of an event over several days, as the services do."""
        if create and has_several_entries(self):
            sync_days(self)


class SessionFactory(factory.django.DjangoModelFactory):
    """The morning of the event's first day."""

    class Meta:
        model = Session

    event = factory.SubFactory(EventFactory)
    title = factory.Sequence(lambda n: f"Session {n}")
    date = factory.LazyAttribute(lambda session: session.event.first_date)
    starts_time = dt.time(10)
    ends_time = dt.time(12)


class SpeakerFactory(factory.django.DjangoModelFactory):
    """A speaker who agrees to be published."""

    class Meta:
        model = Speaker

    session = factory.SubFactory(SessionFactory)
    name = factory.Sequence(lambda n: f"Speaker {n}")
    may_publish = True


class ParticipationFactory(factory.django.DjangoModelFactory):
    """Latvia, asked whether it takes part in a focus day."""

    class Meta:
        model = CountryParticipation

    event = factory.SubFactory(EventFactory, kind=Kind.FOCUS_DAY)
    country = "LV"
    asked_at = dt.datetime(2024, 1, 2, 9, tzinfo=dt.UTC)
    answered_at = factory.LazyAttribute(
        lambda row: row.asked_at if getattr(row, "answered_by", None) else None
    )


class FundingSourceFactory(factory.django.DjangoModelFactory):
    """A grant of the year 2026, its evidence kept five years."""

    class Meta:
        model = FundingSource

    name = factory.Sequence(lambda n: f"Grant {n}")
    starts = dt.date(2026, 1, 1)
    ends = dt.date(2026, 12, 31)
    statement = "Funded by the European Union."
    keep_until = factory.LazyAttribute(
        lambda source: source.ends.replace(year=source.ends.year + 5)
    )


class QuotaFactory(factory.django.DjangoModelFactory):
    """Fifty places in all."""

    class Meta:
        model = Quota

    event = factory.SubFactory(EventFactory)
    scope = QuotaScope.TOTAL
    places = 50


class RegistrationFactory(factory.django.DjangoModelFactory):
    """A confirmed practitioner from Latvia, not made through the service."""

    class Meta:
        model = Registration

    key = factory.LazyFunction(uuid.uuid4)
    event = factory.SubFactory(EventFactory)
    state = RegistrationState.CONFIRMED
    name = factory.Sequence(lambda n: f"Registrant {n}")
    email = factory.Sequence(lambda n: f"registrant.{n}@example.eu")
    country = "LV"
    category = Category.PRACTITIONER
    attending = Attending.IN_PERSON
    registered_at = dt.datetime(2024, 1, 2, 9, tzinfo=dt.UTC)
    changed_at = factory.SelfAttribute("registered_at")
    link_hash = factory.LazyAttribute(
        lambda registration: digest(token("events:own_registration", registration.key, 1))
    )

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        """Give the event's next number of arrival, as the service does."""
        if "arrival" not in kwargs:
            event = Event.objects.get(pk=kwargs["event"].pk)
            kwargs["arrival"] = kwargs["event"].arrivals = event.arrivals + 1
            Event.objects.filter(pk=event.pk).update(arrivals=kwargs["arrival"])
        return super()._create(model_class, *args, **kwargs)


class AttendanceFactory(factory.django.DjangoModelFactory):
    """Somebody who was there, put down by hand when the session began."""

    class Meta:
        model = Attendance

    registration = factory.SubFactory(RegistrationFactory)
    session = factory.SubFactory(
        SessionFactory, event=factory.SelfAttribute("..registration.event")
    )
    presence = Presence.PRESENT
    source = Source.HAND
    recorded_at = factory.LazyAttribute(
        lambda row: None if row.presence == Presence.UNKNOWN else row.session.starts_at
    )
