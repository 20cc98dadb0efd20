"""What people answer to an event's own questions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from events.models import Event, Registration


def choices_of(event: Event, answers: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    """Return the chosen options that have places of their own, as question and option."""
    return frozenset()


def keep(registration: Registration, *, answers: Mapping[str, Any], at: datetime) -> None:
    """Keep the answers of a registration, in the transaction that stores it."""
