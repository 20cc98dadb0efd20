"""Lists that leave the house are written down."""

import datetime as dt

import pytest

from accounts.access import standing
from accounts.enums import Role
from events.services.lists import list_taken
from journal.models import Entry
from tests.factories.accounts import MandateFactory
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


def test_list_taken_names_who_form_and_number():
    at = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
    user = MandateFactory(role=Role.SECRETARIAT).user
    event = EventFactory(slug="2026-04-01-a")

    list_taken(event, form="csv", rows=7, by=standing(user, at), at=at)

    entry = Entry.objects.on("events.event", str(event.uid)).get()
    assert (entry.deed, entry.actor, entry.acting_for, entry.at, entry.facts) == (
        "events.list_taken",
        str(user.key),
        "Secretariat",
        at,
        {"event": "2026-04-01-a", "form": "csv", "rows": 7},
    )
