"""What needs a person now, about trainings on request."""

from accounts.access import Standing
from accounts.todos import Todo
from trainings.todos import secretariat, states


def for_user(standing: Standing) -> list[Todo]:
    """Return what waits for the person; in one query where nothing does."""
    if standing.is_secretariat:
        return secretariat.todos(standing)
    return states.todos(standing)
