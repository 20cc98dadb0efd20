"""Entries of the journal."""

import datetime as dt

import factory

from journal.models import Entry


class EntryFactory(factory.django.DjangoModelFactory):
    """Somebody published an event."""

    class Meta:
        model = Entry

    at = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
    actor = "0b6e0c6e-7f0b-4b0e-9d3a-000000000001"
    deed = "event.published"
    label = "events.event"
    key = factory.Sequence(lambda n: f"2026-03-{n}-seminar")
