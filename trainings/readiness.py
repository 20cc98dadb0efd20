"""What is still missing before a request is scheduled or closed, read for pages and services."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from accounts.days import network_day
from certificates import candidates
from courses import languages
from courses.materials import is_published_in
from courses.models import Course
from events import attendance
from events.models import Event, FeedbackForm
from trainers.models import Qualification
from trainings.enums import Fault, Need, Party
from trainings.models import Assignment, AssignmentDay, DateOption, Delivery, TrainingRequest
from trainings.rules import Finding, needs
from trainings.rules.dates import Option
from trainings.rules.needs import ToClose, ToSchedule


def together(request: TrainingRequest, onto: Delivery | None = None) -> QuerySet[TrainingRequest]:
    """Return the request and those that feed the same delivery, or the one it is to join."""
    own = TrainingRequest.objects.filter(pk=request.pk)
    delivery = onto or request.delivery
    return own | TrainingRequest.objects.fed_into(delivery) if delivery else own


def teaching(request: TrainingRequest, onto: Delivery | None = None) -> list[Assignment]:
    """Return the confirmed assignments of a training, whichever request they came by."""
    keys = [one.pk for one in together(request, onto)]
    rows = Assignment.objects.teaching().filter(request__in=keys)
    return list(rows.select_related("trainer"))


def known_of(option: DateOption, assignments: list[Assignment]) -> Option:
    """Return a date with what both sides and these trainers say to it."""
    said: dict[str, str] = {}
    by_trainer: dict[int, str] = {}
    for one in option.answers.all():
        if one.trainer_id is None:
            said[one.party] = one.answer
        else:
            by_trainer[one.trainer_id] = one.answer
    return Option(
        first_date=option.first_date,
        host=said.get(Party.HOST, ""),
        secretariat=said.get(Party.SECRETARIAT, ""),
        trainers=tuple(
            (one.trainer.name, by_trainer.get(one.trainer_id, "")) for one in assignments
        ),
    )


def to_schedule(
    request: TrainingRequest,
    option: DateOption | None,
    *,
    at: datetime,
    alone_reason: str = "",
    material_waiver: str = "",
    onto: Delivery | None = None,
) -> list[Finding]:
    """Return what keeps a request from being scheduled on a date; nothing, if it can be.

    Trainers of the delivery that it is to join have said yes to its date already.
    """
    course = request.sought
    own = [one for one in teaching(request) if one.request_id == request.pk]
    everybody = teaching(request, onto)
    days = option.days if option else ()
    booked = AssignmentDay.objects.filter(
        trainer__in=[one.trainer_id for one in own], date__in=days
    ).exclude(assignment__in=[one.pk for one in everybody])
    found = needs.to_schedule(
        ToSchedule(
            language=request.language,
            language_name=languages.name(request.language),
            today=network_day(at),
            option=known_of(option, own) if option else None,
            booked=set(booked.values_list("trainer__name", flat=True)),
            teaches=_teaches(everybody, course, days=days),
            alone_reason=alone_reason,
            has_material=is_published_in(course, request.language),
            material_waiver=material_waiver,
            checklist_confirmed=request.checklist_confirmed_at is not None,
        )
    )
    if onto and option and not _fits(request, option, onto):
        found.append(Finding(Need.DATE, Fault.OTHER_DELIVERY))
    return found


def _teaches(
    assignments: list[Assignment], course: Course, *, days: tuple[date, ...]
) -> tuple[set[str], ...]:
    """Return in which languages each of the trainers may teach the course on those days.

    Without days, on any.
    """
    found: dict[int, set[str]] = {one.trainer_id: set() for one in assignments}
    rows = Qualification.objects.filter(trainer__in=found, course=course)
    if days:
        rows = rows.in_force_through(days[0], days[-1])
    for trainer, language in rows.values_list("trainer", "language"):
        found[trainer].add(language)
    return tuple(found.values())


def _fits(request: TrainingRequest, option: DateOption, onto: Delivery) -> bool:
    event = onto.event
    return (onto.course_id, onto.language, event.first_date, event.last_date) == (
        request.course_id,
        request.language,
        option.first_date,
        option.last_date,
    )


def to_close(
    request: TrainingRequest, *, at: datetime, certificates_waiver: str = ""
) -> list[Finding]:
    """Return what keeps a held training from being closed; nothing, if it can be."""
    event = request.held.event
    everybody = candidates.of_event(event, at=at)
    return needs.to_close(
        ToClose(
            unknown=attendance.lacking(event, event.sessions.filter(counts=True)).count(),
            due=sum(one.may_be_issued for one in everybody),
            certificates_waiver=certificates_waiver,
            feedback_closed=has_closed_feedback(event, at=at),
            report_sent=request.reported_at is not None,
        )
    )


def has_closed_feedback(event: Event, *, at: datetime) -> bool:
    """Return whether people were asked what it was like, and it is over."""
    ended = Q(closed_at__isnull=False) | Q(closes_at__lte=at)
    return FeedbackForm.objects.filter(ended, event=event).exists()
