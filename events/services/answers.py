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


def held_choices(event: Event) -> dict[tuple[str, str], int]:
    """Return how many places are held of each option that has places of its own."""
    return {}


def waiting_choices(event: Event) -> dict[int, frozenset[tuple[str, str]]]:
    """Return, by registration, what those who wait chose of options with places of their own."""
    return {}


def chosen(registration: Registration) -> frozenset[tuple[str, str]]:
    """Return what a registration chose of options with places of their own."""
    return frozenset()


def choice_names(event: Event) -> dict[tuple[str, str], str]:
    """Return what the options with places of their own are called, question and option."""
    return {}
