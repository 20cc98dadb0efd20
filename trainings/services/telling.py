"""Telling trainers and hosts what of an event has changed since they were told last."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from events.emails.registrations import where
from events.entries import personal_entries
from events.enums import State
from events.models import Event
from jobs.loop import one_by_one
from trainings import emails
from trainings.enums import RequestState
from trainings.models import Delivery, TrainingRequest

MATTERS = ("title", "when", "where")
QUIET_FOR = timedelta(minutes=5)
"""As long as an event has to stay as it is: changes in a row are told in one letter."""


def as_told(event: Event) -> dict[str, Any]:
    """Return what of an event matters to who teaches or hosts it, and when it begins."""
    entries = personal_entries(
        event, days=list(event.days.all()), sessions=list(event.sessions.all())
    )
    return {
        "title": event.title,
        "when": [str(entry.when) for entry in entries],
        "where": where(event),
        "starts_at": event.starts_at.isoformat(),
    }


def mark_told(delivery: Delivery) -> None:
    """Keep that trainers and hosts are told how the event stands now."""
    event = Event.objects.get(pk=delivery.event_id)
    delivery.told, delivery.told_sequence = as_told(event), event.sequence
    delivery.save(update_fields=["told", "told_sequence"])


def tell_changes(*, at: datetime) -> int:
    """Tell trainers and hosts of another title, time or place; return of how many trainings.

    Who registered hears of it from the event. Twice is once.
    """
    rows = Delivery.objects.filter(
        event__sequence__gt=F("told_sequence"),
        event__changed_at__lte=at - QUIET_FOR,
        event__state=State.PUBLISHED,
        event__ends_at__gt=at,
        requests__state=RequestState.SCHEDULED,
    )
    keys = sorted(set(rows.order_by().values_list("pk", flat=True)))
    return one_by_one(keys, _tell, due="trainings.tell_changes", at=at)


def _tell(pk: int, *, at: datetime) -> int:
    rows = Delivery.objects.select_for_update(of=("self",)).select_related("event")
    delivery = rows.get(pk=pk)
    before, now = delivery.told, as_told(delivery.event)
    is_other = any(now[what] != before[what] for what in MATTERS)
    if is_other:
        for request in TrainingRequest.objects.fed_into(delivery):
            request.delivery = delivery
            emails.changed(request, before=before, now=now, at=at)
    mark_told(delivery)
    return int(is_other)
