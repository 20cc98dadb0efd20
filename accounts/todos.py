"""What needs a person now."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Todo:
    """One thing to do: what, by when, where, with one button; for the seat it concerns."""

    what: str
    by: datetime | None
    url: str
    button: str
    seat: str = ""
    note: str = ""
    urgent: bool = False
