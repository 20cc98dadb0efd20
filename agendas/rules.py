"""Where an agenda, its items and what one body prepares for another may go, and how wide; pure."""

from types import MappingProxyType

from accounts.enums import Visibility
from accounts.steps import By, Step, Table
from agendas.enums import AgendaDeed, AgendaState, ItemDeed, ItemState, TrackDeed, TrackState

_PREPARERS = frozenset({By.SECRETARIAT, By.PRESIDENCY})
_SECRETARIAT = frozenset({By.SECRETARIAT})
_ENDS = frozenset({By.SECRETARIAT, By.PRESIDENCY, By.CLOCK})

AGENDA: Table = MappingProxyType(
    {
        AgendaState.PREPARING: {
            AgendaDeed.CIRCULATE: Step(AgendaState.CIRCULATED, _PREPARERS),
        },
        AgendaState.CIRCULATED: {
            AgendaDeed.CIRCULATE: Step(AgendaState.CIRCULATED, _PREPARERS),
            AgendaDeed.ADOPT: Step(AgendaState.ADOPTED, _PREPARERS),
        },
        AgendaState.ADOPTED: {},
    }
)

ITEM: Table = MappingProxyType(
    {
        ItemState.OPEN: {
            ItemDeed.STRIKE: Step(ItemState.STRUCK, _ENDS),
            ItemDeed.WRITE: Step(ItemState.IN_WRITING, _SECRETARIAT),
        },
        ItemState.IN_WRITING: {
            ItemDeed.BRING_BACK: Step(ItemState.OPEN, frozenset({By.SECRETARIAT, By.CLOCK})),
        },
        ItemState.STRUCK: {
            ItemDeed.RESTORE: Step(ItemState.OPEN, _PREPARERS),
        },
    }
)

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

WIDTH = (
    Visibility.PUBLIC,
    Visibility.NETWORK,
    Visibility.BODY,
    Visibility.ATTENDEES,
    Visibility.RESTRICTED,
)
"""The classes of readers, the widest first."""

OPEN_TO_GUESTS = frozenset({Visibility.PUBLIC, Visibility.ATTENDEES})
"""Classes that are open to who is invited without a seat in the body."""
OPEN_TO_BODY = frozenset({Visibility.PUBLIC, Visibility.NETWORK, Visibility.BODY})
"""Classes to which all of a body belong."""


def no_wider(visibility: str, *, than: str) -> Visibility:
    """Return the narrower of two classes of readers.

    >>> no_wider(Visibility.PUBLIC, than=Visibility.BODY)
    Visibility.BODY
    """
    return max(Visibility(visibility), Visibility(than), key=WIDTH.index)


def lets_others_know(before: str, now: str) -> bool:
    """Return whether a class of readers holds some whom another does not hold.

    Who is asked to a meeting need not be of the body.

    >>> lets_others_know(Visibility.RESTRICTED, Visibility.BODY)
    True
    >>> lets_others_know(Visibility.BODY, Visibility.ATTENDEES)
    True
    >>> lets_others_know(Visibility.BODY, Visibility.RESTRICTED)
    False
    """
    if now == before:
        return False
    return WIDTH.index(Visibility(now)) < WIDTH.index(Visibility(before)) or (
        now == Visibility.ATTENDEES
    )


def narrower_than(visibility: str) -> tuple[Visibility, ...]:
    """Return the classes of readers that something has which is open to no more than a class."""
    return WIDTH[WIDTH.index(Visibility(visibility)) :]
