"""The tables of trainings on request, split by noun."""

from trainings.models.assignment import Assignment, AssignmentDay
from trainings.models.date import DateAnswer, DateOption
from trainings.models.delivery import (
    Delivery,
    FollowUp,
    FollowUpAnswer,
    FollowUpAsked,
    TrainerReport,
)
from trainings.models.request import DateWindow, GroupPart, TrainingRequest
from trainings.models.task import HostTask
from trainings.models.timeline import InternalNote, TimelineEntry

__all__ = [
    "Assignment",
    "AssignmentDay",
    "DateAnswer",
    "DateOption",
    "DateWindow",
    "Delivery",
    "FollowUp",
    "FollowUpAnswer",
    "FollowUpAsked",
    "GroupPart",
    "HostTask",
    "InternalNote",
    "TimelineEntry",
    "TrainerReport",
    "TrainingRequest",
]
