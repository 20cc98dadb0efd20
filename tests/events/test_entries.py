"""An event as personal calendars know it."""

import datetime as dt

import pytest

from events.entries import personal_entries
from events.services.events import sync_days
from tests.factories.events import EventFactory, SessionFactory

pytestmark = pytest.mark.django_db


def test_each_day_says_what_is_taught_on_it():
    first = dt.date(2027, 5, 27)
    event = EventFactory(first_date=first, last_date=first + dt.timedelta(days=1), summary="All.")
    sync_days(event)
    SessionFactory(event=event, title="First half-day", date=first, modules="Theory")
    SessionFactory(event=event, title="Second", date=event.last_date, modules="Use\nReport")

    told = personal_entries(event, days=event.days.all(), sessions=event.sessions.all())

    assert [one.description for one in told] == [
        "All.\n\nFirst half-day\n– Theory",
        "All.\n\nSecond\n– Use\n– Report",
    ]
