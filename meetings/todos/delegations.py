"""Delegations to name, to confirm and to validate."""

from accounts.access import Standing
from accounts.todos import Todo


def for_user(standing: Standing) -> list[Todo]:
    """Return what waits for the person, about delegations."""
    return []
