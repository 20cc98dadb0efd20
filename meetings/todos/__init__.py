"""What needs a person now, about meetings: one module a noun."""

from accounts.access import Standing
from accounts.todos import Todo
from meetings.todos import actions, delegations, minutes


def for_user(standing: Standing) -> list[Todo]:
    """Return what waits for the person, one query a noun."""
    return [
        *delegations.for_user(standing),
        *actions.for_user(standing),
        *minutes.for_user(standing),
    ]
