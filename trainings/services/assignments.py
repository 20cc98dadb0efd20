"""Trainers: proposed, invited, answering, confirmed, released; never two trainings on one day."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.access import Standing
from accounts.days import network_day
from accounts.steps import By, NotNowError, step
from events.enums import SpeakerRole
from events.services import save_session
from trainers.models import Qualification, Trainer
from trainings import emails, readiness, rules
from trainings.enums import (
    AssignmentDeed,
    Deed,
    Fault,
    Happening,
    Need,
)
from trainings.models import Assignment, AssignmentDay, DateOption, TrainingRequest
from trainings.rules import Finding, UnmetError
from trainings.services.dates import answer_for_trainer, negotiated
from trainings.services.locks import NotYoursError, happened, note, parties, require, touch

ROLE = SpeakerRole.TRAINER


@transaction.atomic
def propose_trainer(
    request: TrainingRequest, *, trainer: Trainer, by: Standing, at: datetime
) -> Assignment:
    """Note a trainer as one who might teach; nobody is told. Twice is once.

    Raises ``UnmetError`` for somebody who is not approved for the course in the language.
    """
    request = negotiated(request)
    require(by, request, By.SECRETARIAT)
    if there := request.assignments.standing().filter(trainer=trainer).first():
        return there
    if not is_approved(request, trainer, at=at):
        raise UnmetError([Finding(Need.TRAINERS, Fault.NO_TRAINER)])
    made = Assignment.objects.create(
        request=request, trainer=trainer, proposed_at=at, changed_by=by.user
    )
    touch(request, by=by, at=at)
    request.save()
    note(Deed.TRAINER_PROPOSED, request, by=by, at=at, trainer=str(trainer.key))
    return made


def is_approved(request: TrainingRequest, trainer: Trainer, *, at: datetime) -> bool:
    """Return whether a trainer is approved for the course in the language, now or later."""
    today = network_day(at)
    rows = Qualification.objects.filter(
        trainer__in=Trainer.objects.teaching().filter(pk=trainer.pk),
        course=request.course,
        language=request.language,
    )
    return any(one.ends is None or one.ends >= today for one in rows)


def _moved(
    assignment: Assignment, deed: AssignmentDeed, *, by: Standing | None, at: datetime
) -> tuple[TrainingRequest, Assignment, By]:
    """Take a step of the table on an assignment, its request's lock held; not yet stored."""
    request = negotiated(assignment.request)
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    assignment.request = request
    known = rules.ASSIGNMENT[assignment.state].get(deed)
    if known is None:
        raise NotNowError(f"{deed} from {assignment.state}")
    acting = set(parties(by, request.member_state_id))
    if by and Trainer.objects.who_are(by).filter(pk=assignment.trainer_id).exists():
        acting.add(By.PERSON)
    if not (allowed := acting & known.by):
        raise NotYoursError
    party = By.PERSON if By.PERSON in allowed else min(allowed)
    assignment.state = step(rules.ASSIGNMENT, state=assignment.state, deed=deed, by=party).to
    assignment.version += 1
    assignment.changed_by = by.user if by else None
    touch(request, by=by, at=at)
    request.save()
    return request, assignment, party


@transaction.atomic
def invite_trainer(
    assignment: Assignment, *, message: str, by: Standing, at: datetime
) -> Assignment:
    """Ask a trainer by mail whether and when; the page is the trainer's own."""
    request, assignment, _party = _moved(assignment, AssignmentDeed.INVITE, by=by, at=at)
    assignment.invited_at, assignment.message = at, message.strip()
    assignment.save()
    note(Deed.TRAINER_INVITED, request, by=by, at=at, trainer=str(assignment.trainer.key))
    emails.trainer_invited(assignment, at=at)
    return assignment


@transaction.atomic
def accept_assignment(
    assignment: Assignment, *, answers: Mapping[UUID, str], by: Standing, at: datetime
) -> Assignment:
    """Take an invitation, with an answer to each date; the Secretariat may enter it."""
    request, assignment, party = _moved(assignment, AssignmentDeed.ACCEPT, by=by, at=at)
    assignment.answered_at = at
    assignment.save()
    answer_for_trainer(request, assignment.trainer, answers, by=by, at=at)
    note(Deed.TRAINER_ACCEPTED, request, by=by, at=at, trainer=str(assignment.trainer.key))
    if party == By.PERSON:
        emails.trainer_answered(assignment, at=at)
    return assignment


@transaction.atomic
def decline_assignment(
    assignment: Assignment, *, reason: str, by: Standing, at: datetime
) -> Assignment:
    """Refuse an invitation, with a reason or without."""
    request, assignment, party = _moved(assignment, AssignmentDeed.DECLINE, by=by, at=at)
    assignment.answered_at = assignment.ended_at = at
    assignment.reason = reason.strip()
    assignment.save()
    note(Deed.TRAINER_DECLINED, request, by=by, at=at, trainer=str(assignment.trainer.key))
    if party == By.PERSON:
        emails.trainer_answered(assignment, at=at)
    return assignment


@transaction.atomic
def confirm_trainer(assignment: Assignment, *, by: Standing, at: datetime) -> Assignment:
    """Settle that a trainer teaches; of a scheduled training the days are taken at once.

    Raises ``UnmetError`` where the trainer teaches elsewhere on one of them.
    """
    request, assignment, _party = _moved(assignment, AssignmentDeed.CONFIRM, by=by, at=at)
    assignment.confirmed_at = at
    assignment.save()
    if request.chosen:
        take_days([assignment], request.chosen)
        put_on_programme(request, by=by, at=at)
    note(Deed.TRAINER_CONFIRMED, request, by=by, at=at, trainer=str(assignment.trainer.key))
    happened(request, Happening.TRAINER_CONFIRMED, by=by, at=at, **_named(assignment))
    emails.trainer_confirmed(assignment, at=at)
    return assignment


@transaction.atomic
def drop_trainer(assignment: Assignment, *, reason: str, by: Standing, at: datetime) -> Assignment:
    """Release a trainer with a reason; the days are free again, and who was asked is told."""
    if not reason.strip():
        raise UnmetError([Finding(Need.REASON, Fault.MISSING)])
    request, assignment, _party = _moved(assignment, AssignmentDeed.DROP, by=by, at=at)
    was_confirmed = assignment.confirmed_at is not None
    release(assignment, reason=reason, at=at)
    if was_confirmed:
        put_on_programme(request, by=by, at=at)
        happened(request, Happening.TRAINER_DROPPED, by=by, at=at, **_named(assignment))
    note(Deed.TRAINER_DROPPED, request, by=by, at=at, trainer=str(assignment.trainer.key))
    return assignment


def _named(assignment: Assignment) -> dict[str, Any]:
    """Return who teaches, as the timeline says it; by the key the name is found and erased."""
    return {"trainer": assignment.trainer.name, "trainer_key": str(assignment.trainer.key)}


def release(assignment: Assignment, *, reason: str, at: datetime) -> None:
    """Free the days of an assignment that is dropped, and tell the trainer who was asked."""
    days = assignment.days.exists()
    assignment.days.all().delete()
    assignment.ended_at, assignment.reason = at, reason.strip()
    assignment.save()
    if assignment.invited_at:
        emails.trainer_dropped(assignment, had_days=days, at=at)


def take_days(assignments: list[Assignment], option: DateOption) -> None:
    """Take the days of a date for trainers, instead of those they had for this training.

    Raises ``UnmetError`` where one of them teaches elsewhere that day; the database says so.
    """
    for one in assignments:
        one.days.all().delete()
        try:
            with transaction.atomic():
                AssignmentDay.objects.bulk_create(
                    AssignmentDay(assignment=one, trainer=one.trainer, date=day)
                    for day in option.days
                )
        except IntegrityError as taken:
            named = {"name": one.trainer.name}
            raise UnmetError([Finding(Need.DATE, Fault.TRAINER_BOOKED, named)]) from taken


def put_on_programme(request: TrainingRequest, *, by: Standing, at: datetime) -> None:
    """Let the sessions of the training name who teaches it now; those who speak otherwise stay."""
    if request.delivery is None:
        return
    event = request.delivery.event
    teaching = speakers(request)
    for session in event.sessions.prefetch_related("speakers"):
        there = list(session.speakers.all())
        kept = [{"key": one.key, "name": one.name} for one in there if one.role != ROLE]
        keys = {one.email: {"key": one.key} for one in there if one.role == ROLE}
        said = [{**one, **keys.get(one["email"], {})} for one in teaching]
        save_session(event, session=session, speakers=[*kept, *said], by=by, at=at)


def speakers(request: TrainingRequest) -> list[dict[str, Any]]:
    """Return the confirmed trainers of all requests that feed the delivery, for its programme."""
    rows = Assignment.objects.teaching().filter(request__in=readiness.together(request))
    return [
        {
            "name": one.trainer.name,
            "role": ROLE,
            "organisation": one.trainer.organisation,
            "function": one.trainer.function,
            "email": one.trainer.email,
        }
        for one in rows.select_related("trainer")
    ]
