"""What needs a person now, about meetings: one module a noun."""

from accounts.access import Standing
from accounts.todos import Occasions, Todo, told_together
from meetings.todos import actions, convening, delegations, minutes


def waiting(standing: Standing) -> list[Occasions]:
    """Return what may wait for the person."""
    nouns = (convening, delegations, actions, minutes)
    return [kind for noun in nouns for kind in noun.waiting(standing)]


def for_user(standing: Standing) -> list[Todo]:
    """Return all that waits for the person, in one query."""
    return told_together(waiting(standing))
