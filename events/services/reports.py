"""The short report on a meeting that others held."""

from datetime import datetime

from django.db import transaction

from accounts import versions
from accounts.access import Standing
from events import kinds
from events.enums import Deed, State
from events.kinds import Part
from events.models import Event
from events.rules import NotNowError
from events.services.events import note


@transaction.atomic
def write_report(event: Event, *, version: int, report: str, by: Standing, at: datetime) -> Event:
    """Keep the short report on an event that has begun.

    Raises ``StaleError`` where somebody else changed the event meanwhile and ``NotNowError``
    where there is nothing to report yet, or no longer.
    """
    event = versions.locked(Event.objects.all(), version=version, pk=event.pk)
    begun = event.state in {State.PUBLISHED, State.HELD} and event.starts_at <= at
    if not begun or not kinds.has(event.kind, Part.REPORT):
        raise NotNowError
    event.report = report
    event.save(update_fields=["report", "version"])
    note(Deed.REPORTED, event, by=by, at=at)
    return event
