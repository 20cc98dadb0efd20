"""What is done to trainers: one function, one deed, one transaction."""

from trainers.services.approving import (
    LackingError,
    accept_trainer,
    approve,
    check_requirement,
    decline_trainer,
    end_approval,
    set_leaving,
)
from trainers.services.nominating import (
    NotYoursError,
    TakenError,
    change_trainer,
    nominate,
    nominate_again,
    remove_availability,
    say_availability,
)

__all__ = [
    "LackingError",
    "NotYoursError",
    "TakenError",
    "accept_trainer",
    "approve",
    "change_trainer",
    "check_requirement",
    "decline_trainer",
    "end_approval",
    "nominate",
    "nominate_again",
    "remove_availability",
    "say_availability",
    "set_leaving",
]
