"""Entries of calendars."""

import datetime as dt
import uuid

import factory

from ical.entries import Entry, Hours


class EntryFactory(factory.Factory):
    """The Board meeting of 29 May 2026 in Brussels, as it was first entered."""

    class Meta:
        model = Entry

    uid = factory.Sequence(lambda n: uuid.UUID(int=(4 << 76) | (2 << 62) | n))
    sequence = 0
    created_at = dt.datetime(2026, 1, 7, 9, 30, tzinfo=dt.UTC)
    changed_at = dt.datetime(2026, 1, 7, 9, 30, tzinfo=dt.UTC)
    title = "Board meeting"
    when = Hours(
        dt.datetime(2026, 5, 29, 7, 30, tzinfo=dt.UTC),
        dt.datetime(2026, 5, 29, 14, 30, tzinfo=dt.UTC),
        "Europe/Brussels",
    )
    url = "https://events.example/events/2026-05-29-board-meeting/"
