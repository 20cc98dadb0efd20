"""Putting people forward as trainers, and what they say of themselves."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts import versions
from accounts.access import Standing
from accounts.models import MemberState
from accounts.steps import By, NotNowError, step
from journal.services import record
from trainers import emails, rules
from trainers.enums import Deed, TrainerDeed
from trainers.models import Availability, Candidate, Trainer, TrainerLanguage
from trainers.models.trainer import LABEL


class NotYoursError(NotNowError):
    """The deed is somebody else's."""


class TakenError(Exception):
    """Another trainer has that address; ``holder`` is who."""

    def __init__(self, holder: Trainer) -> None:
        """Keep whose it is."""
        super().__init__(str(holder.key))
        self.holder = holder


def note(deed: Deed, trainer: Trainer, *, by: Standing, at: datetime, **facts: Any) -> None:
    """Write the deed into the journal."""
    record(
        deed,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label=LABEL,
        key=str(trainer.key),
        facts=facts,
    )


def locked(trainer: Trainer) -> Trainer:
    """Return the trainer as it is now, under its lock until the transaction ends."""
    return Trainer.objects.select_for_update().get(pk=trainer.pk)


def parties(by: Standing, trainer: Trainer) -> set[By]:
    """Return as whom a person acts on a trainer: Secretariat, nominating state, the trainer."""
    found = set()
    if by.is_secretariat:
        found.add(By.SECRETARIAT)
    if trainer.nominated_for_id in by.member_states:
        found.add(By.STATE)
    if Trainer.objects.who_are(by).filter(pk=trainer.pk).exists():
        found.add(By.PERSON)
    return found


def require(by: Standing, trainer: Trainer, *allowed: By) -> None:
    """Raise ``NotYoursError`` unless the person acts as one of those allowed."""
    if parties(by, trainer).isdisjoint(allowed):
        raise NotYoursError


def advance(trainer: Trainer, deed: TrainerDeed, *, by: Standing, at: datetime) -> None:
    """Take a step of the table on a locked trainer, not yet stored; of who was erased none."""
    known = rules.TRAINER[trainer.state].get(deed)
    if known is None or trainer.erased_at:
        raise NotNowError(f"{deed} from {trainer.state}")
    acting = parties(by, trainer) & known.by
    if not acting:
        raise NotYoursError
    trainer.state = step(rules.TRAINER, state=trainer.state, deed=deed, by=min(acting)).to
    trainer.version += 1
    trainer.decided_at, trainer.decided_by = at, by.user


@transaction.atomic
def nominate(
    *,
    once: UUID,
    nominated_for: MemberState | None,
    languages: Collection[str],
    by: Standing,
    at: datetime,
    **fields: Any,
) -> Trainer:
    """Put a person forward, for a state or for the Secretariat; a replay has one effect.

    Raises ``NotYoursError`` and ``TakenError`` where somebody has that address already.
    """
    is_own = nominated_for is not None and nominated_for.pk in by.member_states
    if not is_own and not by.is_secretariat:
        raise NotYoursError
    if made := Trainer.objects.filter(once=once).first():
        return made
    trainer = Trainer(
        once=once, nominated_for=nominated_for, nominated_by=by.user, nominated_at=at, **fields
    )
    _save(trainer)
    _speak(trainer, languages)
    _join_candidacies(trainer)
    note(Deed.NOMINATED, trainer, by=by, at=at)
    emails.nominated(trainer, by=by, at=at)
    return trainer


def _join_candidacies(trainer: Trainer) -> None:
    """Let those who named the person for a trainer's training see what came of it."""
    Candidate.objects.filter(email=trainer.email, trainer=None).update(trainer=trainer)


def _save(trainer: Trainer) -> None:
    try:
        with transaction.atomic():
            trainer.save()
    except IntegrityError as error:
        raise TakenError(Trainer.objects.get(email=trainer.email)) from error


def _speak(trainer: Trainer, languages: Collection[str]) -> None:
    trainer.languages.all().delete()
    TrainerLanguage.objects.bulk_create(
        TrainerLanguage(trainer=trainer, language=language) for language in sorted(set(languages))
    )


@transaction.atomic
def nominate_again(trainer: Trainer, *, motivation: str, by: Standing, at: datetime) -> Trainer:
    """Put somebody forward again who was declined."""
    trainer = locked(trainer)
    advance(trainer, TrainerDeed.NOMINATE_AGAIN, by=by, at=at)
    trainer.motivation, trainer.reason = motivation, ""
    trainer.save()
    note(Deed.NOMINATED, trainer, by=by, at=at)
    emails.nominated(trainer, by=by, at=at)
    return trainer


@transaction.atomic
def change_trainer(
    trainer: Trainer,
    *,
    version: int,
    languages: Collection[str],
    by: Standing,
    at: datetime,
    **fields: Any,
) -> Trainer:
    """Change what is kept of a trainer: by the Secretariat, the nominating state or the trainer.

    Raises ``StaleError``, ``NotYoursError`` and ``TakenError``.
    """
    require(by, trainer, By.SECRETARIAT, By.STATE, By.PERSON)
    trainer = versions.locked(Trainer.objects.all(), version=version, pk=trainer.pk)
    for name, value in fields.items():
        setattr(trainer, name, value)
    _save(trainer)
    _speak(trainer, languages)
    note(Deed.CHANGED, trainer, by=by, at=at)
    return trainer


@transaction.atomic
def say_availability(
    trainer: Trainer,
    *,
    period: str,
    starts: date,
    ends: date,
    by: Standing,
    at: datetime,
    note_: str = "",
) -> Availability:
    """Say when a trainer is free or away; the same again changes nothing."""
    trainer = locked(trainer)
    require(by, trainer, By.SECRETARIAT, By.PERSON)
    said, made = Availability.objects.get_or_create(
        trainer=trainer, period=period, starts=starts, ends=ends, defaults={"note": note_}
    )
    if made:
        note(Deed.AVAILABILITY, trainer, by=by, at=at)
    return said


@transaction.atomic
def remove_availability(said: Availability, *, by: Standing, at: datetime) -> None:
    """Take back what was said of some days; twice is once."""
    trainer = locked(said.trainer)
    require(by, trainer, By.SECRETARIAT, By.PERSON)
    removed, _each = Availability.objects.filter(pk=said.pk).delete()
    if removed:
        note(Deed.AVAILABILITY, trainer, by=by, at=at)
