"""The tables of trainers, split by noun."""

from trainers.models.interest import Candidate, InterestCall, NoInterest, TrainerInterest
from trainers.models.qualification import Availability, Qualification
from trainers.models.trainer import Requirement, RequirementCheck, Trainer, TrainerLanguage, name_at

__all__ = [
    "Availability",
    "Candidate",
    "InterestCall",
    "NoInterest",
    "Qualification",
    "Requirement",
    "RequirementCheck",
    "Trainer",
    "TrainerInterest",
    "TrainerLanguage",
    "name_at",
]
