"""The lock of an event, a step of one registration under it, and its line in the journal."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from accounts.access import Standing
from accounts.steps import By, step
from events import rules
from events.enums import Deed, RegistrationDeed, RegistrationState
from events.models import Event, EventGroup, Registration
from journal.facts import Json
from journal.services import record

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
    """Take a step of the table, not yet stored; return whether it was confirmed before.

    Only who was confirmed has the event in the calendar; an offer is a place, but no entry.

    Raises ``NotNowError`` where the table knows no such step for them, or where the event
    no longer lets it be done. Each step shows in calendars, so the registration's own
    share of SEQUENCE rises.
    """
    if not registration.event.lets(deed, at=at):
        raise rules.NotNowError
    found = step(rules.REGISTRATION, state=registration.state, deed=deed, by=by)
    was_confirmed = registration.state == RegistrationState.CONFIRMED
    registration.state = found.to
    registration.reason = reason
    registration.decided_at = at
    registration.offered_until = None
    registration.sequence += 1
    registration.changed_at = at
    registration.version += 1
    return was_confirmed


def move(
    registration: Registration, deed: RegistrationDeed, *, by: By, at: datetime, reason: str = ""
) -> bool:
    """Take a step and store it; return whether it was confirmed before."""
    was_confirmed = advance(registration, deed, by=by, at=at, reason=reason)
    registration.save(update_fields=MOVED)
    return was_confirmed


def noted(
    deed: Deed, registration: Registration, *, by: Standing | None, at: datetime, **facts: Json
) -> None:
    """Write the deed into the journal; nobody's where the clock does it."""
    record(
        deed,
        at=at,
        actor=by.actor if by else "",
        acting_for=by.acting_for if by else "",
        label="events.registration",
        key=str(registration.key),
        facts={"event": registration.event.slug, "state": registration.state, **facts},
    )


def next_arrival(event: Event) -> int:
    """Return the next number of arrival; the caller holds the event's lock."""
    event.arrivals += 1
    Event.objects.filter(pk=event.pk).update(arrivals=event.arrivals)
    return event.arrivals


def priority(event: Event, group: str) -> int:
    """Return how far in front of the queue a group waits."""
    found = EventGroup.objects.filter(event=event, group=group).values_list("priority", flat=True)
    return found.first() or 0
