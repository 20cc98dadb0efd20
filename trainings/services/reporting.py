"""What a trainer says of a training at its end."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.access import Standing
from accounts.steps import NotNowError
from courses import asked
from events import feedback
from trainings.enums import AssignmentState, Deed
from trainings.models import Assignment, TrainerReport
from trainings.services.follow_ups import AnsweredAlreadyError
from trainings.services.locks import NotYoursError, note


@transaction.atomic
def report_as_trainer(
    assignment: Assignment, said: Mapping[str, Any], *, by: Standing, at: datetime
) -> TrainerReport:
    """Keep what a trainer says of a training that is over, once and under the own name.

    Raises ``NotYoursError``, ``AnsweredAlreadyError``, and ``NotNowError`` before it is over.
    """
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if not Assignment.objects.own(by).filter(pk=assignment.pk).exists():
        raise NotYoursError
    if assignment.state != AssignmentState.DELIVERED:
        raise NotNowError
    if TrainerReport.objects.filter(assignment=assignment).exists():
        raise AnsweredAlreadyError
    items = asked.of_trainers(assignment.request.sought)
    note(Deed.TRAINER_REPORTED, assignment.request, by=by, at=at)
    return TrainerReport.objects.create(
        assignment=assignment,
        questions=feedback.written(items),
        answers=feedback.answered(items, said),
        given_at=at,
    )
