import datetime as dt

import pytest
from django.utils import timezone

from accounts.access import standing
from accounts.search import Found
from events.enums import State
from events.search import find
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


def test_events_are_found_however_their_words_are_typed_and_only_if_they_may_be_known():
    nobody = standing(None, timezone.now())
    day = dt.date(2026, 12, 10)
    EventFactory(title="Σεμινάριο", slug="2026-12-10-seminar", first_date=day, city="Αθήνα")
    EventFactory(title="Σεμινάριο", visibility="network")
    EventFactory(title="Σεμινάριο", state=State.DRAFT, published_at=None)

    found = find("seminario athina", nobody, 5)

    assert found == [
        Found(
            kind="Event",
            title="Σεμινάριο",
            note="Seminar · Thursday 10 December 2026, 09:30–16:30 (Brussels)"
            " · Αθήνα, Residence Palace",
            url="/events/2026-12-10-seminar/",
            icon="calendar",
        )
    ]


def test_the_latest_come_first_and_no_more_than_asked_for():
    nobody = standing(None, timezone.now())
    early, late = (EventFactory(title="Day", first_date=dt.date(2026, 1, day)) for day in (1, 2))
    cancelled = EventFactory(
        title="Day",
        first_date=dt.date(2026, 1, 3),
        state=State.CANCELLED,
        cancelled_at=early.created_at,
        cancel_reason="Snow",
    )

    found = find("day", nobody, 2)

    assert [one.url for one in found] == [cancelled.get_absolute_url(), late.get_absolute_url()]
    assert found[0].note.endswith(" · Cancelled")


def test_no_words_find_nothing():
    EventFactory()

    assert find("  ", standing(None, timezone.now()), 5) == []
