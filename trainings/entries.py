"""A training in the calendars of those who teach it and who host it, as letters bring it.

SEQUENCE rises with the event, and with each deed on what somebody has to do with it.
"""

from datetime import datetime

from django.db.models import Sum

from events.emails import parts
from events.entries import personal_entries
from events.enums import State
from events.models import Event
from ical.invitations import Party
from mail.letters import CalendarPart
from trainings.models import Assignment, TrainingRequest


def for_trainer(assignment: Assignment, *, teaches: bool, at: datetime) -> CalendarPart | None:
    """Return the part that brings a trainer the training, or takes it back; none without a date."""
    trainer, delivery = assignment.trainer, assignment.request.delivery
    if delivery is None:
        return None
    deeds = Assignment.objects.filter(trainer=trainer, request__delivery=delivery)
    counter = deeds.aggregate(deeds=Sum("version"))["deeds"]
    attendee = (trainer.name, trainer.email)
    return _part(delivery.event, attendee=attendee, counter=counter, stands=teaches, at=at)


def for_host(
    request: TrainingRequest, *, attendee: Party, hosts: bool, at: datetime
) -> CalendarPart | None:
    """Return the part that brings a host the training, or takes it back; none without a date."""
    delivery = request.delivery
    if delivery is None:
        return None
    deeds = TrainingRequest.objects.filter(member_state=request.member_state, delivery=delivery)
    counter = deeds.aggregate(deeds=Sum("version"))["deeds"]
    return _part(delivery.event, attendee=attendee, counter=counter, stands=hosts, at=at)


def _part(
    event: Event, *, attendee: Party, counter: int, stands: bool, at: datetime
) -> CalendarPart:
    told = personal_entries(
        event,
        days=list(event.days.all()),
        sessions=list(event.sessions.all()),
        counter=counter,
        changed_at=at,
    )
    if stands:
        return parts.inviting(told, attendee=attendee, at=at)
    is_off = event.state == State.CANCELLED
    return parts.withdrawing(told, attendee=attendee, whole_event=is_off, at=at)
