"""What a trainer said of the own name being published: for the assignment, or on the programme."""

from typing import Any

from django.db.models import QuerySet

from events.enums import SpeakerRole
from events.models import Speaker
from trainings.models import Assignment

ROLE = SpeakerRole.TRAINER
SAID = ("may_publish", "consent_at", "consent_by")
"""What the row of a speaker holds of it."""


def of(assignment: Assignment) -> dict[str, Any]:
    """Return what a speaker's row is to say of it; nothing where the trainer said nothing."""
    if assignment.consent_at is None:
        return {}
    return dict(zip(SAID, (assignment.may_publish, assignment.consent_at, None), strict=True))


def on_programme(assignment: Assignment) -> "QuerySet[Speaker]":
    """Return the rows of the trainer on the programme of the training."""
    return Speaker.objects.filter(
        session__event__delivery__in=[assignment.request.delivery_id],
        role=ROLE,
        email=assignment.trainer.email,
    )


def said_last(assignment: Assignment) -> bool:
    """Return whether the name may be published, by what was said last in either place."""
    rows: list[Assignment | Speaker] = [assignment, *on_programme(assignment)]
    said = [(one.consent_at, one.may_publish) for one in rows if one.consent_at]
    return max(said)[1] if said else False
