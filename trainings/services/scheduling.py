"""Scheduling: one event for one training, moved as a whole, delivered by the clock."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import override

import events.services
import events.services.feedback
from accounts.access import Standing
from accounts.enums import Visibility
from accounts.models import MemberState
from accounts.steps import NotNowError
from courses import asked
from courses.models import Course
from events.enums import Approver, Kind, Mode
from events.enums import State as EventState
from events.models import Event
from trainings import emails, readiness
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
from trainings.services.assignments import put_on_programme, speakers, take_days
from trainings.services.checklist import move_due_dates
from trainings.services.locks import advance, happened, locked, locked_together, note, touch

FOLLOW_UP_AFTER = timedelta(days=182)
BRUSSELS = "Europe/Brussels"


@transaction.atomic
def schedule(
    request: TrainingRequest,
    *,
    option: DateOption,
    by: Standing,
    at: datetime,
    alone_reason: str = "",
    material_waiver: str = "",
    onto: Delivery | None = None,
    visibility: str = Visibility.PUBLIC,
) -> TrainingRequest:
    """Schedule an accepted request: exactly one event with the course's parts as its sessions.

    With ``onto`` it joins a delivery that another request brought about. The event takes
    registrations, approved by the host's state, for as many as the request says. Raises
    ``UnmetError`` with all that is missing, ``NotNowError`` and ``NotYoursError``.
    """
    request = locked(request)
    advance(request, RequestDeed.SCHEDULE, by=by, at=at)
    onto = _joined(onto, at=at) if onto else None
    option = _standing(request, option)
    missing = readiness.to_schedule(
        request,
        option,
        at=at,
        alone_reason=alone_reason,
        material_waiver=material_waiver,
        onto=onto,
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
        put_on_programme(request, by=by, at=at)
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
        starts_time=min(one.slot.starts_time for one in parts),
        ends_time=max(one.slot.ends_time for one in parts),
        languages=request.language,
        managed_at=request.get_absolute_url(),
        needs_approval=True,
        approver=Approver.STATE,
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
        FollowUp.objects.create(delivery=delivery, due_date=event.last_date + FOLLOW_UP_AFTER)
        with override(language):
            items = asked.of_participants(course)
        events.services.feedback.begin_feedback(event, items=items, by=by, at=at)
        if not event.needs_approval and course.prerequisites.filter(is_required=True).exists():
            events.services.change_event(
                event, version=event.version, needs_approval=True, by=by, at=at
            )
    return delivery


def _zone(request: TrainingRequest, state: MemberState) -> str:
    return state.time_zone if request.place == PlaceKind.MEMBER_STATE else BRUSSELS


@transaction.atomic
def reschedule(
    request: TrainingRequest,
    *,
    option: DateOption,
    by: Standing,
    at: datetime,
    material_waiver: str = "",
) -> TrainingRequest:
    """Move a scheduled training to another date: the same event, the same calendar entries.

    Registrations stay and everybody is told. All requests that feed it must have agreed on the
    date. Raises ``UnmetError``, and ``NotNowError`` for a training that is over. The date that
    it has already changes nothing.
    """
    request, others = locked_together(request)
    advance(request, RequestDeed.RESCHEDULE, by=by, at=at)
    delivery, option = request.held, _standing(request, option)
    if delivery.event.ends_at <= at:
        raise NotNowError("the training is over")
    if option.pk == request.chosen_id:
        return TrainingRequest.objects.get(pk=request.pk)
    for other in others:
        touch(other, by=by, at=at)
    chosen = _agreed(request, others, option, at=at, material_waiver=material_waiver)
    take_days(readiness.teaching(request), option)
    for other, date_option in chosen:
        other.chosen = date_option
        other.save()
        move_due_dates(other, first_date=option.first_date)
    _move(delivery, option, by=by, at=at)
    for other, _option in chosen:
        other.delivery = delivery
        told = [option.first_date.isoformat()]
        note(Deed.RESCHEDULED, other, by=by, at=at, dates=told)
        happened(other, Happening.RESCHEDULED, by=by, at=at, dates=told)
        emails.rescheduled(other, at=at)
    return request


def _agreed(
    request: TrainingRequest,
    others: list[TrainingRequest],
    option: DateOption,
    *,
    at: datetime,
    material_waiver: str,
) -> list[tuple[TrainingRequest, DateOption]]:
    """Return all requests of the training with their option of the date.

    Raises ``UnmetError`` with what any of them lacks.
    """
    found, missing = [], []
    waiver = material_waiver or request.held.material_waiver
    for one in (request, *others):
        own = one.options.filter(first_date=option.first_date, dropped_at=None).first()
        missing += readiness.to_schedule(
            one, own, at=at, alone_reason=request.alone_reason, material_waiver=waiver
        )
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
    delivery.event = events.services.move_event(
        event, slots=slots, by=by, at=at, managed_at=event.managed_at
    )
    FollowUp.objects.filter(delivery=delivery, opened_at=None).update(
        due_date=option.last_date + FOLLOW_UP_AFTER
    )


def deliver_due(*, at: datetime) -> int:
    """Mark as delivered what is over; return how many this call did. Twice is once."""
    over = TrainingRequest.objects.over(at).order_by("pk").values_list("pk", flat=True)
    return sum(_delivered(pk, at=at) for pk in list(over))


@transaction.atomic
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
    note(Deed.DELIVERED, request, by=None, at=at)
    happened(request, Happening.DELIVERED, by=None, at=at)
    emails.delivered(request, at=at)
    return True
