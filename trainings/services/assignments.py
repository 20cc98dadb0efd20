"""Trainers: proposed, invited, answering, confirmed, released; never two trainings on one day."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.access import Standing
from accounts.days import network_day
from accounts.steps import By, NotNowError, step
from courses import languages
from events.models import Event, Speaker
from events.services import save_session
from trainers.models import Qualification, Trainer
from trainings import consent, emails, readiness, rules, staff
from trainings.enums import (
    AssignmentDeed,
    Deed,
    Fault,
    Happening,
    Need,
    Party,
)
from trainings.models import Assignment, AssignmentDay, DateOption, TrainingRequest
from trainings.rules import Finding, UnmetError, needs
from trainings.rules.needs import ToConfirm
from trainings.services.dates import answer_for_trainer, named, negotiated
from trainings.services.locks import NotYoursError, happened, note, parties, require, touch


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
    happened(request, Happening.TRAINER_INVITED, by=by, at=at, **named(assignment.trainer))
    emails.trainer_invited(assignment, at=at)
    return assignment


@transaction.atomic
def accept_assignment(
    assignment: Assignment,
    *,
    answers: Mapping[UUID, str],
    by: Standing,
    at: datetime,
    may_publish: bool = False,
) -> Assignment:
    """Take an invitation, with an answer to each date; the Secretariat may enter it.

    That the name may be published counts from the trainer alone; a box that was left empty says
    nothing.
    """
    request, assignment, party = _moved(assignment, AssignmentDeed.ACCEPT, by=by, at=at)
    assignment.answered_at = at
    if may_publish and party == By.PERSON:
        assignment.may_publish, assignment.consent_at = True, at
    assignment.save()
    answer_for_trainer(request, assignment.trainer, answers, by=by, at=at)
    note(Deed.TRAINER_ACCEPTED, request, by=by, at=at, trainer=str(assignment.trainer.key))
    _answered(assignment, Happening.TRAINER_ACCEPTED, Happening.YES_ENTERED, party, by=by, at=at)
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
    _answered(assignment, Happening.TRAINER_DECLINED, Happening.NO_ENTERED, party, by=by, at=at)
    return assignment


def _answered(
    assignment: Assignment,
    said: Happening,
    entered: Happening,
    party: By,
    *,
    by: Standing,
    at: datetime,
) -> None:
    """Put on the timeline what a trainer said, or what was entered; of the own word tell."""
    is_own = party == By.PERSON
    happened(
        assignment.request,
        said if is_own else entered,
        by=by,
        at=at,
        party=party,
        **named(assignment.trainer),
    )
    if is_own:
        emails.trainer_answered(assignment, at=at)


@transaction.atomic
def confirm_trainer(assignment: Assignment, *, by: Standing, at: datetime) -> Assignment:
    """Settle that a trainer teaches; of a scheduled training the days are taken at once.

    Raises ``UnmetError`` where the trainer teaches elsewhere on one of them, has not agreed to
    them, or is not approved for the course in the language then.
    """
    request, assignment, _party = _moved(assignment, AssignmentDeed.CONFIRM, by=by, at=at)
    if missing := _not_confirmed(request, assignment.trainer, at=at):
        raise UnmetError(missing)
    assignment.confirmed_at = at
    assignment.save()
    if request.chosen:
        held_event(request)
        take_days([assignment], request.chosen)
        put_on_programme(request, by=by, at=at)
    note(Deed.TRAINER_CONFIRMED, request, by=by, at=at, trainer=str(assignment.trainer.key))
    happened(request, Happening.TRAINER_CONFIRMED, by=by, at=at, **named(assignment.trainer))
    emails.trainer_confirmed(assignment, at=at)
    return assignment


def _not_confirmed(request: TrainingRequest, trainer: Trainer, *, at: datetime) -> list[Finding]:
    """Return what keeps a trainer from being confirmed, for the date of a scheduled training."""
    chosen, said = request.chosen, None
    is_approved_then = is_approved(request, trainer, at=at)
    if chosen:
        answer = chosen.answers.filter(party=Party.TRAINER, trainer=trainer).first()
        said = answer.answer if answer else ""
        held = staff.read([trainer.pk], at=at)[trainer.pk].approved_for(request.sought.pk)
        is_approved_then = any(
            one.language == request.language and one.covers(chosen.days) for one in held
        )
    return needs.to_confirm(
        ToConfirm(trainer.name, languages.name(request.language), is_approved_then, said)
    )


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
    if assignment.invited_at:
        happened(request, Happening.TRAINER_DROPPED, by=by, at=at, **named(assignment.trainer))
    note(Deed.TRAINER_DROPPED, request, by=by, at=at, trainer=str(assignment.trainer.key))
    return assignment


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

    They are taken in one order of trainers, so that two trainings that want the same ones never
    wait for each other. Raises ``UnmetError`` where one of them teaches elsewhere that day; the
    database says so.
    """
    for one in sorted(assignments, key=lambda one: one.trainer_id):
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


def held_event(request: TrainingRequest) -> Event | None:
    """Return the event of a training under its lock, which comes before the days of trainers."""
    if request.delivery is None:
        return None
    event = Event.objects.select_for_update().get(pk=request.delivery.event_id)
    request.delivery.event = event
    return event


def put_on_programme(request: TrainingRequest, *, by: Standing, at: datetime) -> None:
    """Let the sessions of the training name who teaches it now; those who speak otherwise stay.

    What trainers said of their names holds, unless they said it otherwise on the programme since.
    """
    event = held_event(request)
    if event is None:
        return
    teaching = speakers(request)
    for session in event.sessions.prefetch_related("speakers"):
        there = list(session.speakers.all())
        kept = [{"key": one.key, "name": one.name} for one in there if one.role != consent.ROLE]
        known = {one.email: one for one in there if one.role == consent.ROLE}
        said = [_as_known(one, known.get(one["email"])) for one in teaching]
        save_session(event, session=session, speakers=[*kept, *said], by=by, at=at)


def _as_known(said: dict[str, Any], speaker: Speaker | None) -> dict[str, Any]:
    """Return what is said of a trainer, for the row that is there; its later consent stays."""
    if speaker is None:
        return said
    since, later = said.get("consent_at"), speaker.consent_at
    kept = consent.SAID if since and later and later > since else ()
    return {**{name: said[name] for name in said if name not in kept}, "key": speaker.key}


def speakers(request: TrainingRequest) -> list[dict[str, Any]]:
    """Return the confirmed trainers of all requests that feed the delivery, for its programme."""
    rows = Assignment.objects.teaching().filter(request__in=readiness.together(request))
    return [
        {
            "name": one.trainer.name,
            "role": consent.ROLE,
            "organisation": one.trainer.organisation,
            "function": one.trainer.function,
            "email": one.trainer.email,
            **consent.of(one),
        }
        for one in rows.select_related("trainer")
    ]
