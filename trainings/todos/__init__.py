"""What needs a person now, about trainings on request."""

from accounts.access import Standing
from accounts.todos import Todo
from trainings.todos import secretariat, states, trainers


def for_user(standing: Standing) -> list[Todo]:
    """Return what waits for an officer, or for who speaks for a state."""
    return secretariat.todos(standing) if standing.is_secretariat else states.todos(standing)


def for_trainer(standing: Standing) -> list[Todo]:
    """Return what waits for who teaches, which is asked beforehand."""
    return trainers.todos(standing)
