"""From the body that prepares an item to the one that decides: where it may go; pure."""

from types import MappingProxyType

from accounts.steps import By, Step, Table
from agendas.enums import TrackDeed, TrackState

_PREPARERS = frozenset({By.SECRETARIAT, By.PRESIDENCY})
_SECRETARIAT = frozenset({By.SECRETARIAT})
_ENDS = frozenset({By.SECRETARIAT, By.PRESIDENCY, By.CLOCK})

TRACK: Table = MappingProxyType(
    {
        TrackState.PREPARED: {
            TrackDeed.RECOMMEND: Step(TrackState.RECOMMENDED, _PREPARERS),
            TrackDeed.DROP: Step(TrackState.DROPPED, _PREPARERS),
        },
        TrackState.RECOMMENDED: {
            TrackDeed.RECOMMEND: Step(TrackState.RECOMMENDED, _PREPARERS),
            TrackDeed.PLACE: Step(TrackState.ON_AGENDA, _PREPARERS),
            TrackDeed.WRITE: Step(TrackState.IN_WRITING, _SECRETARIAT),
            TrackDeed.DROP: Step(TrackState.DROPPED, _PREPARERS),
        },
        TrackState.ON_AGENDA: {
            TrackDeed.RETURN: Step(TrackState.RECOMMENDED, _PREPARERS),
            TrackDeed.DECIDE: Step(TrackState.DECIDED, _ENDS),
        },
        TrackState.IN_WRITING: {
            TrackDeed.WRITE: Step(TrackState.IN_WRITING, _SECRETARIAT),
            TrackDeed.RETURN: Step(TrackState.RECOMMENDED, _ENDS),
            TrackDeed.DECIDE: Step(TrackState.DECIDED, _ENDS),
        },
        TrackState.DECIDED: {},
        TrackState.DROPPED: {},
    }
)
