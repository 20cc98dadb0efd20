"""What trainings hold about one person: what a trainer was asked, what anybody wrote in them.

A person is an address; an account under it brings what the person wrote.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.models import User
from documents.models import Version
from mail.privacy import NAMELESS
from trainings import services
from trainings.models import (
    Assignment,
    DateAnswer,
    InternalNote,
    TimelineEntry,
    TrainerReport,
)
from trainings.models.assignment import AssignmentQuerySet
from trainings.models.request import LABEL
from trainings.services.dates import NEGOTIATED

STAYS: tuple[str | Promise, ...] = (
    _(
        "Who taught which training and when, and what a Member State asked for, without names:"
        " the Network reports its trainings."
    ),
    _("Files attached to a request: they are the Member State's, without who added them."),
)


@dataclass(frozen=True)
class Held:
    """How much trainings hold about one person."""

    assignments: int
    texts: int


def held(email: str, *, user: User | None = None) -> Held:
    """Count what is held under an address, or of a known person."""
    return Held(
        assignments=_assignments(email).count(),
        texts=_said(user).count() + _noted(user).count(),
    )


def export(
    email: str, *, user: User | None = None, reader: Standing | None = None
) -> dict[str, Any]:
    """Return all that is held under an address, or of a known person, in plain values.

    Internal notes are the Secretariat's: they are in the copy of who wrote them, and in one
    that the Secretariat takes.
    """
    return {
        "asked_to_teach": [_assignment(one) for one in _assignments(email)],
        "wrote": [
            {
                "request": one.request.reference,
                "at": one.at.isoformat(),
                "what": one.happening,
                "text": one.text,
            }
            for one in _said(user).select_related("request")
        ],
        "noted": [
            {"request": one.request.reference, "at": one.at.isoformat(), "text": one.text}
            for one in _noted(user).select_related("request")
            if reader is None or reader.is_secretariat
        ],
        "attached": [
            {
                "file": one.name,
                "title": one.document.title,
                "at": one.added_at.isoformat(),
            }
            for one in _attached(user).select_related("document")
        ],
    }


def _assignment(one: Assignment) -> dict[str, Any]:
    answers = DateAnswer.objects.filter(option__request=one.request, trainer=one.trainer)
    return {
        "request": one.request.reference,
        "state": one.state,
        "message": one.message,
        "invited": one.invited_at.isoformat() if one.invited_at else None,
        "answered": one.answered_at.isoformat() if one.answered_at else None,
        "confirmed": one.confirmed_at.isoformat() if one.confirmed_at else None,
        "reason": one.reason,
        "days": [day.date.isoformat() for day in one.days.all()],
        "dates": [
            {"first_day": row.option.first_date.isoformat(), "answer": row.answer}
            for row in answers.select_related("option")
        ],
        "report": [row.answers for row in TrainerReport.objects.filter(assignment=one)],
    }


@transaction.atomic
def erase(email: str, *, user: User | None = None, by: Standing, at: datetime) -> Held:
    """Erase a person from trainings; return how much was held.

    From trainings that are still ahead the trainer is released first, so that the days are free
    and the host sees that somebody else is needed. ``STAYS`` says what stays.
    """
    before = held(email, user=user)
    ahead = _assignments(email).standing().filter(request__state__in=NEGOTIATED)
    for one in ahead:
        services.drop_trainer(one, reason=NAMELESS, by=by, at=at)
    rows = _assignments(email)
    for key in {str(one.trainer.key) for one in rows}:
        named = TimelineEntry.objects.filter(facts__trainer_key=key)
        named.update(facts={"trainer": NAMELESS})
    TrainerReport.objects.filter(assignment__in=rows).delete()
    rows.update(message="")
    rows.exclude(reason="").update(reason=NAMELESS)
    _said(user).update(text=NAMELESS)
    _noted(user).update(text=NAMELESS)
    return before


def _assignments(email: str) -> AssignmentQuerySet:
    return Assignment.objects.filter(trainer__email=email).select_related("request", "trainer")


def _said(user: User | None) -> "QuerySet[TimelineEntry]":
    rows = TimelineEntry.objects.filter(by=user) if user else TimelineEntry.objects.none()
    return rows.exclude(text="")


def _attached(user: User | None) -> "QuerySet[Version]":
    rows = Version.objects.filter(document__label=LABEL).order_by("pk")
    return rows.filter(added_by=user) if user else rows.none()


def _noted(user: User | None) -> "QuerySet[InternalNote]":
    return InternalNote.objects.filter(by=user) if user else InternalNote.objects.none()
