"""How certificates look on pages: icon, word and colour."""

from certificates.enums import ItemState, Stage, State
from interface.marks import Pill

STAGES = {
    Stage.READY: ("info", "seal"),
    Stage.UNDER_WAY: ("info", "clock"),
    Stage.ISSUED: ("ok", ""),
    Stage.CHANGED: ("warn", "alert"),
    Stage.UNDECIDED: ("", "help"),
    Stage.NONE: ("", "dash"),
    Stage.REVOKED: ("bad", "cross"),
}
STATES = {
    State.VALID: ("ok", ""),
    State.REPLACED: ("warn", "undo"),
    State.REVOKED: ("bad", "cross"),
}
ITEMS = {
    ItemState.WAITING: ("", "clock"),
    ItemState.DONE: ("ok", ""),
    ItemState.SKIPPED: ("", "dash"),
    ItemState.FAILED: ("bad", ""),
}


def stage_pill(stage: Stage) -> Pill:
    """Return how far a person is."""
    return Pill(stage.label, *STAGES[stage])


def state_pill(state: str) -> Pill:
    """Return what a certificate is worth."""
    known = State(state)
    return Pill(known.label, *STATES[known])


def item_pill(state: str) -> Pill:
    """Return where one person's certificate of a batch is."""
    known = ItemState(state)
    return Pill(known.label, *ITEMS[known])
