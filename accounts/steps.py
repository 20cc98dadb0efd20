"""The form of every state machine: a table of steps, and who may take them.

An app's ``rules.py`` holds the table (state → deed → step); one shared test proves each
table total: every state is in it, every deed is used, every state can be reached.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class By(StrEnum):
    """Who takes a step."""

    SECRETARIAT = "secretariat"
    PRESIDENCY = "presidency"
    STATE = "state"
    PERSON = "person"
    CLOCK = "clock"


@dataclass(frozen=True)
class Step:
    """Where a deed leads, who may do it, and what must be so before: names that rules judge."""

    to: str
    by: frozenset[By]
    needs: tuple[str, ...] = ()


type Table = Mapping[str, Mapping[str, Step]]


class NotNowError(Exception):
    """The thing is not in a state in which this can be done to it."""


def step(table: Table, *, state: str, deed: str, by: By) -> Step:
    """Return the step that a deed takes from a state.

    Raises ``NotNowError`` where the table knows none, or not for them.
    """
    found = table[state].get(deed)
    if found is None or by not in found.by:
        raise NotNowError(f"{deed} from {state} by {by}")
    return found
