"""Trainers who leave: off the list, and released from what is ahead."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

import trainers.services
from accounts.access import Standing
from accounts.steps import NotNowError
from trainers.models import Trainer
from trainings.models import Assignment
from trainings.services.assignments import drop_trainer


@transaction.atomic
def take_off_list(
    trainer: Trainer, *, stays: Mapping[UUID, bool], reason: str, by: Standing, at: datetime
) -> Trainer:
    """Take a trainer off the list, and release the trainer from the trainings ahead.

    ``stays`` says of each for which days are booked, by its key, whether the trainer still teaches
    it; all others end. They are released in the order of the requests, so that two who do it never
    wait for each other. Raises ``NotNowError`` where the trainer was booked for another one
    meanwhile, or has left.
    """
    rows = Assignment.objects.ahead().filter(trainer=trainer).select_related("request")
    for one in rows.order_by("request"):
        if one.is_booked and one.key not in stays:
            raise NotNowError("booked meanwhile")
        if not stays.get(one.key):
            drop_trainer(one, reason=reason, by=by, at=at)
    return trainers.services.set_leaving(trainer, leaves=True, reason=reason, by=by, at=at)
