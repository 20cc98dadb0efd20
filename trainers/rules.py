"""Who may teach; pure."""

from collections.abc import Collection
from dataclasses import dataclass
from types import MappingProxyType

from accounts.steps import By, Step, Table
from trainers.enums import TrainerDeed, TrainerState

_SECRETARIAT = frozenset({By.SECRETARIAT})

TRAINER: Table = MappingProxyType(
    {
        TrainerState.NOMINATED: {
            TrainerDeed.ACCEPT: Step(TrainerState.ACCEPTED, _SECRETARIAT),
            TrainerDeed.DECLINE: Step(TrainerState.DECLINED, _SECRETARIAT),
        },
        TrainerState.ACCEPTED: {
            TrainerDeed.LEAVE: Step(TrainerState.LEFT, _SECRETARIAT),
        },
        TrainerState.DECLINED: {
            TrainerDeed.NOMINATE_AGAIN: Step(TrainerState.NOMINATED, _SECRETARIAT | {By.STATE}),
        },
        TrainerState.LEFT: {
            TrainerDeed.RETURN: Step(TrainerState.ACCEPTED, _SECRETARIAT),
        },
    }
)


@dataclass(frozen=True)
class Checked:
    """One requirement, and what the Secretariat has decided of it; ``None``: nothing yet."""

    text: str
    is_required: bool
    is_met: bool | None


def lacking(checks: Collection[Checked]) -> list[str]:
    """Return which required ones are not met, or not decided, in their words.

    >>> lacking([Checked("Speaks English", is_required=True, is_met=None)])
    ['Speaks English']
    """
    return [one.text for one in checks if one.is_required and not one.is_met]
