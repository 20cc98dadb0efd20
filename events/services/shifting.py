"""Moving a whole event to other days, sessions and all, in one deed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from accounts.access import Standing
from events.enums import Deed, State
from events.models import Event, EventDay
from events.rules import NotNowError
from events.services.events import note, require_manager, sync_days
from events.services.moves import locked
from events.services.news import shown, tell_of_change
from events.services.queue import promote


@dataclass(frozen=True)
class Slot:
    """When a session is, by the clocks of the event's zone."""

    date: date
    starts_time: time
    ends_time: time


@transaction.atomic
def move_event(
    event: Event, *, slots: Mapping[UUID, Slot], by: Standing, at: datetime, managed_at: str = ""
) -> Event:
    """Move an event to the days of its sessions, each session by its UID to its slot.

    The event begins with the first and ends with the last; every calendar entry keeps its UID,
    SEQUENCE rises once, registrations stay and everybody is told once. The same slots again
    change nothing. Raises ``NotNowError`` for an event that is over, closed or cancelled, for
    slots that are not those of its sessions, and ``ManagedElsewhereError``.
    """
    event = locked(event)
    require_manager(event, managed_at)
    sessions = list(event.sessions.all())
    if event.state not in {State.DRAFT, State.PUBLISHED} or event.ends_at <= at:
        raise NotNowError
    if not slots or {session.uid for session in sessions} != set(slots):
        raise NotNowError
    before = shown(event)
    for session in sessions:
        slot = slots[session.uid]
        session.event = event
        session.date = slot.date
        session.starts_time, session.ends_time = slot.starts_time, slot.ends_time
    _set_span(event, slots)
    for session in sessions:
        session.save()
    if shown(event) == before:
        return event
    event.version += 1
    event.save()
    note(Deed.MOVED, event, by=by, at=at, first_date=event.first_date.isoformat())
    tell_of_change(event, before=before, by=by, at=at)
    promote(event, at=at)
    return event


def hours_of(slots: Collection[Slot]) -> tuple[time, time]:
    """Return at which hour the first session begins, and at which the last one ends."""
    return (
        min((slot.date, slot.starts_time) for slot in slots)[1],
        max((slot.date, slot.ends_time) for slot in slots)[1],
    )


def _set_span(event: Event, slots: Mapping[UUID, Slot]) -> None:
    """Give the event the span of the slots, and the rows of its days their new dates in turn."""
    uids = list(event.days.order_by("date").values_list("uid", flat=True))
    event.first_date = min(slot.date for slot in slots.values())
    event.last_date = max(slot.date for slot in slots.values())
    event.starts_time, event.ends_time = hours_of(slots.values())
    event.save()
    event.days.all().delete()
    sync_days(event)
    days = list(event.days.order_by("date"))
    for day, uid in zip(days, uids, strict=False):
        day.uid = uid
    EventDay.objects.bulk_update(days, ["uid"])
