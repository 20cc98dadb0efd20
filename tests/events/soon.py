"""A seminar that begins soon."""

import datetime as dt

from tests.factories.events import EventFactory

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
SOON = dt.date(2026, 3, 20)
BEGINS = dt.datetime(2026, 3, 20, 8, 30, tzinfo=dt.UTC)


def soon(**words):
    return EventFactory(**{"first_date": SOON, "title": "Seminar", "slug": "2026-03-20-a"} | words)
