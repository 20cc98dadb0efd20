"""What trainers hold about one person, and its erasure. A person is an address."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from mail.privacy import NAMELESS
from trainers.enums import Deed, TrainerState
from trainers.models import Candidate, Trainer
from trainers.services.nominating import note

STAYS: tuple[str | Promise, ...] = (
    _(
        "That somebody was a trainer, from which Member State, and approved for which courses and"
        " languages, without a name or address: trainings that took place stay counted."
    ),
)


@dataclass(frozen=True)
class Held:
    """How much trainers hold about one person."""

    trainers: int
    candidacies: int


def held(email: str) -> Held:
    """Count what is held under an address, in one query."""
    trainers = Trainer.objects.filter(email=email).order_by().values_list(Value("trainer"))
    candidates = Candidate.objects.filter(email=email).order_by().values_list(Value("candidate"))
    found = Counter(what for (what,) in trainers.union(candidates, all=True).order_by())
    return Held(trainers=found["trainer"], candidacies=found["candidate"])


def export(email: str) -> dict[str, Any]:
    """Return all that is held under an address, in plain values."""
    candidacies = Candidate.objects.filter(email=email).select_related("interest__course")
    return {
        "trainer": [_trainer(one) for one in Trainer.objects.filter(email=email)],
        "candidate": [
            {
                "member_state": one.interest.member_state_id,
                "course": one.interest.course.title,
                "language": one.interest.language,
                "name": one.name,
                "function": one.function,
            }
            for one in candidacies.order_by("pk")
        ],
    }


def _trainer(trainer: Trainer) -> dict[str, Any]:
    return {
        "state": trainer.state,
        "name": trainer.name,
        "member_state": trainer.member_state_id,
        "organisation": trainer.organisation,
        "function": trainer.function,
        "biography": trainer.biography,
        "languages": [one.language for one in trainer.languages.all()],
        "put_forward_for": trainer.nominated_for_id,
        "put_forward": trainer.nominated_at.isoformat(),
        "why": trainer.motivation,
        "decided": trainer.decided_at.isoformat() if trainer.decided_at else None,
        "reason": trainer.reason,
        "requirements": [
            {"text": one.requirement.text, "is_met": one.is_met, "note": one.note}
            for one in trainer.checks.select_related("requirement")
        ],
        "approvals": [
            {
                "course": one.course.title,
                "language": one.language,
                "from": one.starts.isoformat(),
                "until": one.ends.isoformat() if one.ends else None,
                "why_ended": one.reason,
            }
            for one in trainer.qualifications.select_related("course")
        ],
        "availability": [
            {
                "period": one.period,
                "from": one.starts.isoformat(),
                "until": one.ends.isoformat(),
                "note": one.note,
            }
            for one in trainer.availability.all()
        ],
    }


@transaction.atomic
def erase(email: str, *, by: Standing, at: datetime) -> Held:
    """Erase a person from trainers; return how much was held. ``STAYS`` says what stays."""
    before = held(email)
    Candidate.objects.filter(email=email).delete()
    for trainer in Trainer.objects.select_for_update().filter(email=email):
        _forget(trainer, by=by, at=at)
    return before


def _forget(trainer: Trainer, *, by: Standing, at: datetime) -> None:
    trainer.languages.all().delete()
    trainer.availability.all().delete()
    trainer.checks.update(note="")
    trainer.qualifications.exclude(reason="").update(reason=NAMELESS)
    trainer.name = trainer.email = ""
    trainer.organisation = trainer.function = trainer.biography = ""
    trainer.motivation = trainer.reason = ""
    trainer.state, trainer.decided_at = TrainerState.LEFT, trainer.decided_at or at
    trainer.erased_at = at
    trainer.version += 1
    trainer.save()
    note(Deed.ERASED, trainer, by=by, at=at)
