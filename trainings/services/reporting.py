"""What a trainer says of a training at its end, and what the Secretariat says to its host."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.access import Standing
from accounts.steps import By, NotNowError
from accounts.versions import StaleError
from courses import asked
from events import feedback
from trainings.enums import AssignmentState, Deed, RequestState
from trainings.models import Assignment, TrainerReport, TrainingRequest
from trainings.services.follow_ups import AnsweredAlreadyError
from trainings.services.locks import NotYoursError, locked, note, require, touch

TOOK_PLACE = (RequestState.DELIVERED, RequestState.CLOSED)


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


@transaction.atomic
def write_to_host(
    request: TrainingRequest, *, version: int, words: str, by: Standing, at: datetime
) -> TrainingRequest:
    """Keep what the Secretariat says to the host in the report; the same words again are no deed.

    Raises ``NotYoursError``, ``StaleError``, and ``NotNowError`` before the training took place.
    """
    request = locked(request)
    require(by, request, By.SECRETARIAT)
    if request.state not in TOOK_PLACE:
        raise NotNowError
    if request.report_words == words:
        return request
    if request.version != version:
        raise StaleError(request)
    request.report_words = words
    touch(request, by=by, at=at)
    request.save()
    note(Deed.REPORT_WRITTEN, request, by=by, at=at)
    return request
