"""What needs a person now, about trainings on request."""

from accounts.access import Standing
from accounts.todos import Todo
from trainings.todos import secretariat, states, trainers


def for_user(standing: Standing) -> list[Todo]:
    """Return what waits for an officer; or for who speaks for a state, and for a trainer."""
    if standing.is_secretariat:
        return secretariat.todos(standing)
    return [*states.todos(standing), *trainers.todos(standing)]
