"""A training in the calendars of those who teach it and who host it, as letters bring it.

SEQUENCE rises with the event, and with each deed on what somebody has to do with it.
"""

from datetime import datetime

from django.db.models import Sum

from events.emails import parts
from events.entries import personal_entries
from events.enums import State
from events.models import Registration
from ical.invitations import Party
from mail.letters import CalendarPart
from trainings.models import Assignment, Delivery, TrainingRequest


def for_trainer(assignment: Assignment, *, teaches: bool, at: datetime) -> CalendarPart | None:
    """Return the part that brings a trainer the training, or takes it back; none without a date."""
    trainer, delivery = assignment.trainer, assignment.request.delivery
    if delivery is None:
        return None
    attendee = (trainer.name, trainer.email)
    return _part(delivery, attendee=attendee, stands=teaches, at=at)


def for_host(
    request: TrainingRequest, *, attendee: Party, hosts: bool, at: datetime
) -> CalendarPart | None:
    """Return the part that brings a host the training, or takes it back; none without a date."""
    delivery = request.delivery
    if delivery is None:
        return None
    return _part(delivery, attendee=attendee, stands=hosts, at=at)


def _counter(delivery: Delivery, *, email: str) -> int:
    """Return the share of SEQUENCE of one address: all deeds on what it has to do with a training.

    The same person may host, teach and be registered, and each of them brings the same entries.
    """
    requests = TrainingRequest.objects.filter(delivery=delivery)
    taught = Assignment.objects.filter(trainer__email=email, request__delivery=delivery)
    registered = Registration.objects.filter(email=email, event=delivery.event_id)
    return sum(
        rows.aggregate(deeds=Sum(share))["deeds"] or 0
        for rows, share in ((requests, "version"), (taught, "version"), (registered, "sequence"))
    )


def _part(delivery: Delivery, *, attendee: Party, stands: bool, at: datetime) -> CalendarPart:
    event, (_name, email) = delivery.event, attendee
    told = personal_entries(
        event,
        days=list(event.days.all()),
        sessions=list(event.sessions.all()),
        counter=_counter(delivery, email=email),
        changed_at=at,
    )
    if stands:
        return parts.inviting(told, attendee=attendee, at=at)
    is_off = event.state == State.CANCELLED
    return parts.withdrawing(told, attendee=attendee, whole_event=is_off, at=at)
