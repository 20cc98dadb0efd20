"""Interest in a trainer's training: told by a Member State, changed, taken back; its candidates."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts import versions
from accounts.access import Standing
from accounts.models import MemberState
from accounts.steps import NotNowError
from courses.models import Course
from journal.services import record
from trainers.enums import Deed
from trainers.models import Candidate, NoInterest, Trainer, TrainerInterest
from trainers.services.nominating import NotYoursError

LABEL = "trainers.interest"


class ToldAlreadyError(Exception):
    """The state has told of its interest in that course and language."""


@transaction.atomic
def tell_interest(  # each is a part of what the state says
    *,
    once: UUID,
    member_state: MemberState,
    course: Course,
    language: str,
    people: int,
    by: Standing,
    at: datetime,
    from_date: date | None = None,
    until_date: date | None = None,
    note: str = "",
) -> TrainerInterest:
    """Say that a state would have people trained; a replay has one effect.

    Raises ``NotYoursError`` for anybody but who speaks for the state, ``ToldAlreadyError``
    where it said so of the course and language already.
    """
    _require(by, member_state.pk)
    if made := TrainerInterest.objects.filter(once=once).first():
        return made
    interest = TrainerInterest(
        once=once,
        member_state=member_state,
        course=course,
        language=language,
        people=people,
        from_date=from_date,
        until_date=until_date,
        note=note,
        told_at=at,
        told_by=by.user,
    )
    return _saved(interest, by=by, at=at)


@transaction.atomic
def change_interest(
    interest: TrainerInterest, *, version: int, by: Standing, at: datetime, **fields: Any
) -> TrainerInterest:
    """Change what a state said.

    Raises ``StaleError``, ``ToldAlreadyError``, ``NotYoursError``; ``NotNowError`` for what was
    taken back.
    """
    _require(by, interest.member_state_id)
    rows = TrainerInterest.objects.all()
    interest = versions.locked(rows, version=version, pk=interest.pk)
    if interest.ended_at:
        raise NotNowError
    for name, value in fields.items():
        setattr(interest, name, value)
    return _saved(interest, by=by, at=at)


@transaction.atomic
def end_interest(interest: TrainerInterest, *, by: Standing, at: datetime) -> TrainerInterest:
    """Take it back; twice is once. Candidates who are not trainers are forgotten with it."""
    _require(by, interest.member_state_id)
    interest = _locked(interest)
    if interest.ended_at is None:
        interest.ended_at = at
        interest.version += 1
        interest.save()
        interest.candidates.filter(trainer=None).delete()
        _note(Deed.INTEREST_ENDED, interest, by=by, at=at)
    return interest


@transaction.atomic
def add_candidate(
    interest: TrainerInterest,
    *,
    name: str,
    email: str,
    by: Standing,
    at: datetime,
    function: str = "",
) -> Candidate:
    """Name a person whom the state would send; once an address."""
    _require(by, interest.member_state_id)
    interest = _locked(interest)
    if interest.ended_at:
        raise NotNowError
    known = Trainer.objects.filter(email=email).first()
    candidate, made = Candidate.objects.get_or_create(
        interest=interest,
        email=email,
        defaults={"name": name, "function": function, "trainer": known},
    )
    if made:
        _note(Deed.INTEREST, interest, by=by, at=at)
    return candidate


@transaction.atomic
def remove_candidate(candidate: Candidate, *, by: Standing, at: datetime) -> None:
    """Forget a candidate; twice is once."""
    interest = _locked(candidate.interest)
    _require(by, interest.member_state_id)
    removed, _each = Candidate.objects.filter(pk=candidate.pk).delete()
    if removed:
        _note(Deed.INTEREST, interest, by=by, at=at)


def _require(by: Standing, member_state: str) -> None:
    if member_state not in by.member_states:
        raise NotYoursError


def _locked(interest: TrainerInterest) -> TrainerInterest:
    return TrainerInterest.objects.select_for_update().get(pk=interest.pk)


def _saved(interest: TrainerInterest, *, by: Standing, at: datetime) -> TrainerInterest:
    try:
        with transaction.atomic():
            interest.save()
    except IntegrityError as error:
        raise ToldAlreadyError from error
    NoInterest.objects.filter(
        call__course=interest.course, member_state=interest.member_state
    ).delete()
    _note(Deed.INTEREST, interest, by=by, at=at, people=interest.people)
    return interest


def _note(
    deed: Deed, interest: TrainerInterest, *, by: Standing, at: datetime, **facts: Any
) -> None:
    record(
        deed,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label=LABEL,
        key=str(interest.key),
        facts={"language": interest.language, **facts},
    )
