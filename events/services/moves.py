"""The lock of an event, and a step of one registration under it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from accounts.steps import By, step
from events import rules
from events.enums import HOLDS_A_PLACE, RegistrationDeed
from events.models import Event, Registration

MOVED = (
    "state",
    "reason",
    "arrival",
    "decided_at",
    "offered_until",
    "sequence",
    "changed_at",
    "version",
)


def locked(event: Event) -> Event:
    """Return the event as it is now, under its lock until the transaction ends."""
    return Event.objects.select_for_update().get(pk=event.pk)


@contextmanager
def holding(event: Event) -> Iterator[Event]:
    """Hold the event's lock while something is read, judged and written."""
    with transaction.atomic():
        yield locked(event)


def locked_registration(registration: Registration) -> Registration:
    """Return the registration as it is now, under its event's lock."""
    event = locked(registration.event)
    fresh = Registration.objects.select_related("user").get(pk=registration.pk)
    fresh.event = event
    return fresh


def advance(
    registration: Registration, deed: RegistrationDeed, *, by: By, at: datetime, reason: str = ""
) -> bool:
    """Take a step of the table, not yet stored; return whether it held a place before.

    Raises ``NotNowError`` where the table knows no such step for them, or where the event
    no longer lets it be done. Each step shows in calendars, so the registration's own
    share of SEQUENCE rises.
    """
    if not registration.event.lets(deed, at=at):
        raise rules.NotNowError
    found = step(rules.REGISTRATION, state=registration.state, deed=deed, by=by)
    held = registration.state in HOLDS_A_PLACE
    registration.state = found.to
    registration.reason = reason
    registration.decided_at = at
    registration.offered_until = None
    registration.sequence += 1
    registration.changed_at = at
    registration.version += 1
    return held


def move(
    registration: Registration, deed: RegistrationDeed, *, by: By, at: datetime, reason: str = ""
) -> bool:
    """Take a step and store it."""
    held = advance(registration, deed, by=by, at=at, reason=reason)
    registration.save(update_fields=MOVED)
    return held
