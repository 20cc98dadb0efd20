"""Where minutes may go, and by whom; pure."""

from types import MappingProxyType

from accounts.steps import By, Step, Table
from meetings.enums import MinutesDeed, MinutesState

_PREPARERS = frozenset({By.SECRETARIAT, By.PRESIDENCY})

MINUTES: Table = MappingProxyType(
    {
        MinutesState.DRAFT: {
            MinutesDeed.SEND: Step(MinutesState.COMMENTED, _PREPARERS),
        },
        MinutesState.COMMENTED: {
            MinutesDeed.SEND: Step(MinutesState.COMMENTED, _PREPARERS),
            MinutesDeed.FINISH: Step(MinutesState.FINAL, _PREPARERS),
        },
        MinutesState.FINAL: {
            MinutesDeed.SEND: Step(MinutesState.COMMENTED, _PREPARERS),
            MinutesDeed.ADOPT: Step(MinutesState.ADOPTED, _PREPARERS | {By.CLOCK}),
        },
        MinutesState.ADOPTED: {},
    }
)
