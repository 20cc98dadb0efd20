"""A training in the calendars of those who teach it and who host it, as letters bring it.

SEQUENCE rises with the event, and with each deed on what somebody has to do with it.
"""

from datetime import datetime
from typing import Any

from django.db.models import F, IntegerField, Max, OuterRef, QuerySet, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest

from accounts.calendars import SOON, by_mail
from accounts.models import User
from events.emails import parts
from events.entries import personal_entries
from events.enums import State
from events.models import Event, Registration
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


def share(email: str) -> Combinable:
    """Return, for a row of an event, the share of SEQUENCE of one address: all deeds about it.

    The same person may host, teach and be registered, and each of them brings the same entries;
    letters and feeds tell them with the same number.
    """
    requests = TrainingRequest.objects.filter(delivery__event=OuterRef("pk"))
    taught = Assignment.objects.filter(
        trainer__email=email, request__delivery__event=OuterRef("pk")
    )
    registered = Registration.objects.filter(email=email, event=OuterRef("pk"))
    return (
        _deeds(requests, "version", of="delivery__event")
        + _deeds(taught, "version", of="request__delivery__event")
        + _deeds(registered, "sequence", of="event")
    )


def last_deed_at(email: str) -> Combinable:
    """Return, for a row of an event, when the last of them was, or when the event changed."""
    requests = TrainingRequest.objects.filter(delivery__event=OuterRef("pk"))
    registered = Registration.objects.filter(email=email, event=OuterRef("pk"))
    return Greatest(_latest(requests, of="delivery__event"), _latest(registered, of="event"))


def _latest(rows: QuerySet[Any], *, of: str) -> Coalesce:
    together = rows.order_by().values(of).annotate(last=Max("changed_at")).values("last")
    return Coalesce(Subquery(together), F("changed_at"))


def _deeds(rows: QuerySet[Any], share: str, *, of: str) -> Coalesce:
    together = rows.order_by().values(of).annotate(deeds=Sum(share)).values("deeds")
    return Coalesce(Subquery(together), 0, output_field=IntegerField())


def _part(
    delivery: Delivery, *, attendee: Party, stands: bool, at: datetime
) -> CalendarPart | None:
    """Return what brings the training's entries, or takes them out; none for the feed alone.

    What begins soon, or was to begin soon as was told last, is brought to everybody.
    """
    event, (_name, email) = delivery.event, attendee
    told = personal_entries(
        event,
        days=list(event.days.all()),
        sessions=list(event.sessions.all()),
        counter=Event.objects.annotate(share=share(email))
        .values_list("share", flat=True)
        .get(pk=event.pk),
        changed_at=at,
    )
    if not stands:
        is_off = event.state == State.CANCELLED
        return parts.withdrawing(told, attendee=attendee, whole_event=is_off, at=at)
    person = User.objects.filter(email=email).first()
    told_start = delivery.told.get("starts_at", event.starts_at.isoformat())
    starts_at = min(event.starts_at, datetime.fromisoformat(told_start))
    if starts_at - at > SOON and not by_mail([(email, person)], event.uid):
        return None
    return parts.inviting(told, attendee=attendee, at=at)
