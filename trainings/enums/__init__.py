"""The words of trainings on request."""

from trainings.enums.assignment import AssignmentDeed, AssignmentState, Reason
from trainings.enums.deed import Deed
from trainings.enums.request import (
    Answer,
    Fault,
    Flag,
    Happening,
    Need,
    Party,
    PlaceKind,
    RequestDeed,
    RequestState,
)

__all__ = [
    "Answer",
    "AssignmentDeed",
    "AssignmentState",
    "Deed",
    "Fault",
    "Flag",
    "Happening",
    "Need",
    "Party",
    "PlaceKind",
    "Reason",
    "RequestDeed",
    "RequestState",
]
