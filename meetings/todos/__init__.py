"""What needs a person now, about meetings: one module a noun."""

from accounts.access import Standing
from accounts.todos import Todo, Waiting, told
from meetings.todos import actions, convening, delegations, minutes


def waiting(standing: Standing) -> Waiting:
    """Return what may wait for the person."""
    return {
        **convening.waiting(standing),
        **delegations.waiting(standing),
        **actions.waiting(standing),
        **minutes.waiting(standing),
    }


def for_user(standing: Standing) -> list[Todo]:
    """Return all that waits for the person."""
    return told(waiting(standing), standing)
