"""What is done to trainers: one function, one deed, one transaction."""

from trainers.services.approving import (
    LackingError,
    accept_trainer,
    approve,
    check_requirement,
    check_requirements,
    decline_trainer,
    end_approval,
    set_leaving,
)
from trainers.services.calling import ask_states, remind_states, say_nobody
from trainers.services.interest import (
    ToldAlreadyError,
    add_candidate,
    change_interest,
    end_interest,
    remove_candidate,
    tell_interest,
)
from trainers.services.nominating import (
    NotYoursError,
    TakenError,
    change_trainer,
    nominate,
    nominate_again,
    parties,
    remove_availability,
    say_availability,
)
from trainers.services.requirements import (
    SaidAlreadyError,
    add_requirement,
    change_requirement,
    lay_out_requirements,
    move_requirement,
    set_archived,
)

__all__ = [
    "LackingError",
    "NotYoursError",
    "SaidAlreadyError",
    "TakenError",
    "ToldAlreadyError",
    "accept_trainer",
    "add_candidate",
    "add_requirement",
    "approve",
    "ask_states",
    "change_interest",
    "change_requirement",
    "change_trainer",
    "check_requirement",
    "check_requirements",
    "decline_trainer",
    "end_approval",
    "end_interest",
    "lay_out_requirements",
    "move_requirement",
    "nominate",
    "nominate_again",
    "parties",
    "remind_states",
    "remove_availability",
    "remove_candidate",
    "say_availability",
    "say_nobody",
    "set_archived",
    "set_leaving",
    "tell_interest",
]
