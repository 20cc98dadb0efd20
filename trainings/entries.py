"""A training in the calendars of those who teach it and who host it, as letters bring it.

SEQUENCE rises with the event, and with each deed on what somebody has to do with it.
"""

from datetime import datetime
from typing import Any, cast

from django.db.models import Exists, F, Max, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest

from accounts.calendars import SOON, by_mail
from accounts.models import Mandate, User
from events.emails import parts
from events.entries import personal_entries, with_the_way_in
from events.enums import RegistrationState, State
from events.models import Event, Registration
from events.services.shares import highest_share
from ical.invitations import Party
from mail.letters import CalendarPart
from trainings.models import Assignment, Delivery, TrainingRequest
from trainings.models.request import HAS_A_DELIVERY


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
    letters and feeds tell them with the same number. The newest place of an address has the
    highest number of all it had.
    """
    return work(email) + Greatest(highest_share(OuterRef("pk"), email), 0)


def work(email: str) -> Combinable:
    """Return, for a row of an event, the deeds of its training that SEQUENCE counts for an address.

    Who ever spoke for a state that hosts it, or was ever asked to teach it, keeps the number: with
    a place there the entry stays when mandate or assignment ends.
    """
    deeds = _deeds(_asked(), "version") + _deeds(_taught(email), "version")
    return Coalesce(Subquery(_worked_at(email).values(deeds=deeds)), 0)


def last_deed_at(email: str) -> Combinable:
    """Return, for a row of an event, when the last deed of the share was, or the event changed."""
    registered = Registration.objects.filter(email=email, event=OuterRef("pk"))
    last = registered.order_by().values("event").annotate(last=Max("changed_at")).values("last")
    return Greatest(last_work_at(email), Coalesce(Subquery(last), F("changed_at")))


def last_work_at(email: str) -> Combinable:
    """Return, for a row of an event, when the last deed of ``work`` was, or the event changed."""
    last = _asked().order_by().values("delivery").annotate(last=Max("changed_at")).values("last")
    worked = _worked_at(email).values(last=Subquery(last))
    return Coalesce(Subquery(worked), F("changed_at"))


def _worked_at(email: str) -> QuerySet[Any]:
    """Return the delivery of an event where the address has, or ever had, to do with it."""
    spoken_for = Mandate.objects.for_seats().filter(user__email=email).values("member_state")
    hosted = _asked().filter(member_state__in=spoken_for)
    return Delivery.objects.filter(
        Exists(_taught(email)) | Exists(hosted), event=OuterRef("pk")
    ).order_by()


def _asked() -> QuerySet[Any]:
    """Return the requests of a delivery."""
    return TrainingRequest.objects.filter(delivery=OuterRef("pk"))


def _taught(email: str) -> QuerySet[Any]:
    """Return the assignments of an address for a delivery."""
    return Assignment.objects.filter(trainer__email=email, request__delivery=OuterRef("pk"))


def _deeds(rows: QuerySet[Any], share: str) -> Coalesce:
    together = rows.order_by().values(one=Value(1)).annotate(deeds=Sum(share)).values("deeds")
    return Coalesce(Subquery(together), 0)


def deeds(event: Event, *, email: str) -> int:
    """Return the deeds of an event's training that SEQUENCE counts for an address; one query."""
    return _of(event, work(email))


def _of(event: Event, number: Combinable) -> int:
    return cast("int", Event.objects.filter(pk=event.pk).values_list(number, flat=True).get())


def has_work(event: Event, *, email: str, at: datetime) -> bool:
    """Return whether an address hosts or teaches the event's training at a moment."""
    requests = TrainingRequest.objects.filter(delivery__event=event, state__in=HAS_A_DELIVERY)
    spoken_for = Mandate.objects.valid_at(at).for_seats().filter(user__email=email)
    if requests.filter(member_state__in=spoken_for.values("member_state")).exists():
        return True
    taught = Assignment.objects.teaching().filter(request__delivery__event=event)
    return taught.filter(trainer__email=email).exists()


def _part(
    delivery: Delivery, *, attendee: Party, stands: bool, at: datetime
) -> CalendarPart | None:
    """Return what brings the training's entries, or takes them out; none for the feed alone.

    They stay with who has a place there, or hosts or teaches it otherwise.
    What begins soon, or was to begin soon as was told last, is brought to everybody.
    """
    event, (_name, email) = delivery.event, attendee
    told = personal_entries(
        event,
        days=list(event.days.all()),
        sessions=list(event.sessions.all()),
        counter=_of(event, share(email)),
        changed_at=at,
    )
    places = Registration.objects.filter(event=event, email=email)
    place = places.filter(state=RegistrationState.CONFIRMED).first()
    if place:
        place.event = event
        told = with_the_way_in(told, event, is_online=place.takes_part_online)
    is_off = event.state == State.CANCELLED
    if not stands and (is_off or not (place or has_work(event, email=email, at=at))):
        return parts.withdrawing(told, attendee=attendee, whole_event=is_off, at=at)
    person = User.objects.filter(email=email).first()
    told_start = delivery.told.get("starts_at", event.starts_at.isoformat())
    starts_at = min(event.starts_at, datetime.fromisoformat(told_start))
    if starts_at - at > SOON and not by_mail([(email, person)], event.uid):
        return None
    return parts.inviting(told, attendee=attendee, at=at)
