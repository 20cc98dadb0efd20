"""What needs a person now, about trainings on request."""

from accounts.access import Standing
from accounts.todos import Todo
from trainings.todos import secretariat


def for_user(standing: Standing) -> list[Todo]:
    """Return what waits for the person; in one query where nothing does."""
    return secretariat.todos(standing) if standing.is_secretariat else []
