"""Scheduling: one event for one training, moved as a whole, delivered by the clock."""

from datetime import datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

import events.services
import events.services.feedback
import events.services.quotas
from accounts.access import Standing
from accounts.enums import Visibility
from accounts.models import MemberState
from accounts.steps import NotNowError
from courses import asked
from courses.models import Course
from events.enums import Approver, Kind, Mode
from events.enums import State as EventState
from events.models import Event
from jobs.loop import one_by_one
from trainings import emails, readiness, words
from trainings.enums import (
    AssignmentState,
    Deed,
    Happening,
    PlaceKind,
    RequestDeed,
)
from trainings.models import Assignment, DateOption, Delivery, FollowUp, TrainingRequest
from trainings.planning import plan
from trainings.rules import UnmetError
from trainings.rules.finding import of_another
from trainings.services.assignments import put_on_programme, release, speakers, take_days
from trainings.services.checklist import move_due_dates
from trainings.services.locks import advance, happened, locked, locked_together, note, touch
from trainings.services.telling import mark_told

BRUSSELS = "Europe/Brussels"
LIST_BEFORE = timedelta(days=5)
"""How long before the first day registration closes, so that the list can be sent."""


@transaction.atomic
def schedule(
    request: TrainingRequest,
    *,
    option: DateOption,
    by: Standing,
    at: datetime,
    alone_reason: str = "",
    material_waiver: str = "",
    visibility: str = Visibility.PUBLIC,
) -> TrainingRequest:
    """Schedule an accepted request: exactly one event with the course's parts as its sessions.

    On a date that joins a training it feeds that one's event. Else the event takes
    registrations, approved by the host's state, for as many as the request says. Raises
    ``UnmetError`` with all that is missing, ``NotNowError`` and ``NotYoursError``.
    """
    request = locked(request)
    advance(request, RequestDeed.SCHEDULE, by=by, at=at)
    option = _standing(request, option)
    onto = _joined(option.joins, at=at) if option.joins else None
    missing = readiness.to_schedule(
        request,
        option,
        at=at,
        alone_reason=alone_reason,
        material_waiver=material_waiver,
    )
    if missing:
        raise UnmetError(missing)
    request.chosen, request.scheduled_at = option, at
    request.alone_reason = alone_reason.strip()
    take_days(_own(request), option)
    request.delivery = onto or _deliver(
        request, option, visibility=visibility, waiver=material_waiver.strip(), by=by, at=at
    )
    request.save()
    if onto:
        _join(onto, request, waiver=material_waiver.strip(), by=by, at=at)
    move_due_dates(request, first_date=option.first_date)
    event = request.delivery.event
    note(Deed.SCHEDULED, request, by=by, at=at, event=event.slug)
    happened(request, Happening.SCHEDULED, by=by, at=at, dates=[option.first_date.isoformat()])
    emails.scheduled(request, at=at)
    return request


def _standing(request: TrainingRequest, option: DateOption) -> DateOption:
    """Return the date as it is now. Raises ``NotNowError`` where it was taken back."""
    found = request.options.filter(pk=option.pk, dropped_at=None).first()
    if found is None:
        raise NotNowError("the date was taken back")
    return found


def _joined(onto: Delivery, *, at: datetime) -> Delivery:
    """Return the delivery to join, its event locked. Raises ``NotNowError`` once it is over."""
    event = Event.objects.select_for_update().get(pk=onto.event_id)
    if event.state != EventState.PUBLISHED or event.ends_at <= at:
        raise NotNowError("the training to join is over or cancelled")
    onto.event = event
    return onto


def _join(
    delivery: Delivery, request: TrainingRequest, *, waiver: str, by: Standing, at: datetime
) -> None:
    """Let a training answer one more request: with its trainers, its places and its waiver."""
    if waiver and not delivery.material_waiver:
        delivery.material_waiver = waiver
        delivery.save(update_fields=["material_waiver"])
    events.services.quotas.add_places(delivery.event, more=request.most or 0, by=by, at=at)
    put_on_programme(request, by=by, at=at)


def _own(request: TrainingRequest) -> list[Assignment]:
    return list(request.assignments.teaching().select_related("trainer").order_by("trainer"))


def _deliver(
    request: TrainingRequest,
    option: DateOption,
    *,
    visibility: str,
    waiver: str,
    by: Standing,
    at: datetime,
) -> Delivery:
    """Make the event of a training, with sessions, trainers and places, and publish it."""
    course, state = request.sought, request.member_state
    parts = plan(course, option.first_date)
    starts, ends = events.services.hours_of([one.slot for one in parts])
    event = events.services.draft_event(
        once=uuid5(request.key, "event"),
        by=by,
        at=at,
        kind=Kind.TRAINING,
        title=f"{course.title}, {request.host_city()}",
        summary=course.summary,
        visibility=visibility,
        host=state,
        mode=Mode.ONLINE if request.place == PlaceKind.ONLINE else Mode.IN_PERSON,
        city="" if request.place == PlaceKind.ONLINE else request.host_city(),
        venue=request.venue,
        zone=_zone(request, state),
        first_date=option.first_date,
        last_date=option.last_date,
        starts_time=starts,
        ends_time=ends,
        languages=request.language,
        managed_at=request.get_absolute_url(),
        registration_closes_at=_closes(option, _zone(request, state), at=at),
        needs_approval=True,
        approver=Approver.HOST,
        tasks=list(course.tasks.all()),
    )
    teaching = speakers(request)
    for one in parts:
        events.services.save_session(
            event,
            session=None,
            speakers=teaching,
            by=by,
            at=at,
            title=one.part.title,
            modules=one.modules,
            date=one.slot.date,
            starts_time=one.slot.starts_time,
            ends_time=one.slot.ends_time,
        )
    events.services.set_places(
        event, total=request.most, each_state=None, by_state={}, by=by, at=at
    )
    event = events.services.publish_event(event, by=by, at=at)
    return deliver_course(
        event, course=course, language=request.language, by=by, at=at, material_waiver=waiver
    )


@transaction.atomic
def deliver_course(
    event: Event,
    *,
    course: Course,
    language: str,
    by: Standing,
    at: datetime,
    material_waiver: str = "",
) -> Delivery:
    """Say that an event delivers a course, with its follow-up months later; twice is once.

    Its participants are asked at the end what the course asks, unless the event has a form.
    Where another course is required before, registrations wait until ``admit_due`` has looked.
    """
    delivery, made = Delivery.objects.get_or_create(
        event=event,
        defaults={"course": course, "language": language, "material_waiver": material_waiver},
    )
    if made:
        mark_told(delivery)
        FollowUp.objects.create(delivery=delivery)
        with asked.worded(language):
            items = asked.of_participants(course)
        events.services.feedback.begin_feedback(event, items=items, by=by, at=at)
        if not event.needs_approval and course.prerequisites.filter(is_required=True).exists():
            delivery.admits = True
            delivery.save(update_fields=["admits"])
            events.services.change_event(
                event, version=event.version, needs_approval=True, by=by, at=at
            )
    return delivery


def _closes(option: DateOption, zone: str, *, at: datetime) -> datetime | None:
    """Return until when one registers: the list can be sent then; nothing, until it begins."""
    last_day = option.first_date - LIST_BEFORE
    ends = datetime.combine(last_day, time(23, 59), tzinfo=ZoneInfo(zone))
    return ends if ends > at else None


def _zone(request: TrainingRequest, state: MemberState) -> str:
    return state.time_zone if request.place == PlaceKind.MEMBER_STATE else BRUSSELS


@transaction.atomic
def reschedule(
    request: TrainingRequest,
    *,
    option: DateOption,
    by: Standing,
    at: datetime,
    alone_reason: str = "",
    material_waiver: str = "",
) -> TrainingRequest:
    """Move a scheduled training to another date: the same event, the same calendar entries.

    Registrations stay and everybody is told. All requests that feed it must have agreed on the
    date; why one trainer is enough holds for each that does not say it yet. A wish to cancel that
    was open is answered by the move. Raises
    ``UnmetError``, and ``NotNowError`` for a training that is over. The date that it has already
    changes nothing.
    """
    request, others = locked_together(request)
    advance(request, RequestDeed.RESCHEDULE, by=by, at=at)
    delivery, option = _held(request, others), _standing(request, option)
    if delivery.event.ends_at <= at:
        raise NotNowError("the training is over")
    if option.pk == request.chosen_id:
        return TrainingRequest.objects.get(pk=request.pk)
    request.alone_reason = alone_reason.strip() or request.alone_reason
    for other in others:
        touch(other, by=by, at=at)
        other.alone_reason = other.alone_reason or request.alone_reason
    delivery.material_waiver = material_waiver.strip() or delivery.material_waiver
    chosen = _agreed(request, others, option, at=at)
    delivery.save(update_fields=["material_waiver"])
    take_days(readiness.teaching(request), option)
    for other, date_option in chosen:
        other.chosen = date_option
        other.cancel_asked_at, other.cancel_asked_reason = None, ""
        other.save()
        move_due_dates(other, first_date=option.first_date)
    _move(delivery, option, by=by, at=at)
    for other, _option in chosen:
        other.delivery = delivery
        told = [option.first_date.isoformat()]
        note(Deed.RESCHEDULED, other, by=by, at=at, dates=told)
        happened(other, Happening.RESCHEDULED, by=by, at=at, dates=told)
        emails.rescheduled(other, at=at)
    mark_told(delivery)
    return request


def _held(request: TrainingRequest, others: list[TrainingRequest]) -> Delivery:
    """Return the delivery of locked requests, its event locked.

    Raises ``NotNowError`` where another request has joined it meanwhile.
    """
    delivery = request.held
    delivery.event = Event.objects.select_for_update().get(pk=delivery.event_id)
    fed = set(TrainingRequest.objects.fed_into(delivery).values_list("pk", flat=True))
    if fed != {request.pk, *(one.pk for one in others)}:
        raise NotNowError("another request has joined meanwhile")
    return delivery


def _agreed(
    request: TrainingRequest,
    others: list[TrainingRequest],
    option: DateOption,
    *,
    at: datetime,
) -> list[tuple[TrainingRequest, DateOption]]:
    """Return all requests of the training with their option of the date.

    Raises ``UnmetError`` with what any of them lacks.
    """
    found, missing = [], []
    for one in (request, *others):
        own = one.options.filter(first_date=option.first_date, dropped_at=None).first()
        lacks = readiness.to_schedule(
            one,
            own,
            at=at,
            alone_reason=one.alone_reason,
            material_waiver=request.held.material_waiver,
        )
        missing += lacks if one is request else of_another(lacks, whose=words.whose(one))
        found.append((one, own or option))
    if missing:
        raise UnmetError(missing)
    return found


def _move(delivery: Delivery, option: DateOption, *, by: Standing, at: datetime) -> None:
    """Move each session by as many days as the training moves; its hours stay."""
    event = delivery.event
    by_days = option.first_date - event.first_date
    slots: dict[UUID, events.services.Slot] = {
        session.uid: events.services.Slot(
            session.date + by_days, session.starts_time, session.ends_time
        )
        for session in event.sessions.all()
    }
    event = events.services.move_event(
        event, slots=slots, by=by, at=at, managed_at=event.managed_at
    )
    if event.registration_closes_at:
        closes = _closes(option, event.zone, at=at)
        event = events.services.change_event(
            event, version=event.version, registration_closes_at=closes, by=by, at=at
        )
    delivery.event = event


def deliver_due(*, at: datetime) -> int:
    """Mark as delivered what is over; return how many this call did. Twice is once."""
    over = TrainingRequest.objects.over(at).order_by("pk").values_list("pk", flat=True)
    return one_by_one(list(over), _delivered, due="trainings.deliver_due", at=at)


def _delivered(pk: int, *, at: datetime) -> bool:
    request = locked(TrainingRequest(pk=pk))
    if not TrainingRequest.objects.over(at).filter(pk=pk).exists():
        return False
    advance(request, RequestDeed.DELIVER, by=None, at=at)
    request.delivered_at = at
    request.save()
    request.assignments.filter(state=AssignmentState.CONFIRMED).update(
        state=AssignmentState.DELIVERED, changed_by=None
    )
    for one in request.assignments.standing().exclude(state=AssignmentState.DELIVERED):
        one.request, one.state, one.changed_by = request, AssignmentState.DROPPED, None
        one.version += 1
        release(one, reason=_("The training has taken place."), at=at)
    note(Deed.DELIVERED, request, by=None, at=at)
    happened(request, Happening.DELIVERED, by=None, at=at)
    emails.delivered(request, at=at)
    return True
