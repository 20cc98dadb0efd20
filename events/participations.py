"""Whether a country takes part in a focus day: a table of steps; pure."""

from types import MappingProxyType

from accounts.steps import By, Step, Table
from events.enums import ParticipationDeed, ParticipationState

_BY = frozenset({By.SECRETARIAT, By.PRESIDENCY, By.STATE})
_CONFIRM = Step(ParticipationState.CONFIRMED, _BY)
_DECLINE = Step(ParticipationState.DECLINED, _BY)

PARTICIPATION: Table = MappingProxyType(
    {
        ParticipationState.ASKED: {
            ParticipationDeed.CONFIRM: _CONFIRM,
            ParticipationDeed.DECLINE: _DECLINE,
        },
        ParticipationState.CONFIRMED: {
            ParticipationDeed.CONFIRM: _CONFIRM,
            ParticipationDeed.DECLINE: _DECLINE,
        },
        ParticipationState.DECLINED: {
            ParticipationDeed.CONFIRM: _CONFIRM,
            ParticipationDeed.DECLINE: _DECLINE,
        },
    }
)
