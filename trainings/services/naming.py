"""A trainer's own name: whether it may stand on the event's page and on certificates."""

from datetime import datetime

from django.db import transaction

from accounts.access import Standing
from accounts.steps import NotNowError
from events.services import answer_as_speaker
from trainings import consent
from trainings.enums import AssignmentState, Deed
from trainings.models import Assignment
from trainings.services.assignments import held_event
from trainings.services.dates import require_trainer
from trainings.services.locks import locked, note

SAID_YES = (AssignmentState.ACCEPTED, AssignmentState.CONFIRMED, AssignmentState.DELIVERED)


@transaction.atomic
def allow_name(
    assignment: Assignment, *, may_publish: bool, by: Standing, at: datetime
) -> Assignment:
    """Say as a trainer whether the own name may be published; also when the training is over.

    The programme follows at once. Raises ``NotYoursError`` for anybody else's assignment and
    ``NotNowError`` for one that the trainer has not taken, or was released from.
    """
    request = locked(assignment.request)
    require_trainer(assignment.trainer, by=by)
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if assignment.state not in SAID_YES:
        raise NotNowError
    assignment.may_publish, assignment.consent_at = may_publish, at
    assignment.version += 1
    assignment.save()
    held_event(request)
    for speaker in consent.on_programme(assignment):
        answer_as_speaker(speaker, version=speaker.version, agrees=may_publish, by=by, at=at)
    note(Deed.TRAINER_NAMED, request, by=by, at=at, agrees=may_publish)
    return assignment
