"""The replies as numbers, and what of them cannot be."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST_SEATS = 10_000


class MalformedBallotsError(ValueError):
    """The data is no set of replies; the message says why."""


@dataclass(frozen=True, slots=True)
class Ballots:
    """How many seats there are and what they replied; whoever is not counted is silent.

    ``n`` seats, ``f`` for, ``a`` against, ``x`` abstaining. ``stop`` seats object to the
    procedure itself, ``chair_stop`` the chair does; ``amend`` amendments were proposed;
    ``late`` replies are recorded and never counted; ``chair`` is the chair's casting vote;
    ``veto`` one that was entered in time; ``consents`` seats agree to the procedure, ``None``
    means all do.
    """

    n: int
    f: int = 0
    a: int = 0
    x: int = 0
    stop: int = 0
    chair_stop: bool = False
    amend: int = 0
    late: int = 0
    chair: str = ""
    veto: bool = False
    consents: int | None = None

    @property
    def silent(self) -> int:
        """Return how many seats did not reply."""
        return self.n - self.f - self.a - self.x


_COUNTS = ("f", "a", "x", "stop", "amend", "late", "consents")
_FLAGS = ("chair_stop", "veto")
_KNOWN = frozenset({"n", "chair", *_COUNTS, *_FLAGS})


def read_ballots(data: Any) -> Ballots:
    """Return the replies that the data describes.

    Raises ``MalformedBallotsError`` for what is unknown, negative, no whole number, or more
    than there are seats.
    """
    if not isinstance(data, Mapping):
        raise MalformedBallotsError("ballots are an object with counts")
    for key in data:
        if key not in _KNOWN:
            raise MalformedBallotsError(f"{key}: no such count")
    seats = data.get("n")
    if type(seats) is not int or not 1 <= seats <= MOST_SEATS:
        raise MalformedBallotsError(f"n: is the number of seats, from 1 to {MOST_SEATS}")
    for key in _COUNTS:
        _check_count(key, data.get(key, 0), seats)
    for key in _FLAGS:
        if type(data.get(key, False)) is not bool:
            raise MalformedBallotsError(f"{key}: is true or false")
    if data.get("chair", "for") not in ("for", "against"):
        raise MalformedBallotsError("chair: is for or against")
    found = Ballots(**data)
    if found.silent < 0:
        raise MalformedBallotsError(f"{seats - found.silent} replies from {seats} seats")
    return found


def _check_count(key: str, value: Any, seats: int) -> None:
    if type(value) is not int or value < 0:
        raise MalformedBallotsError(f"{key}: is a whole number, 0 or more")
    if value > seats and key != "amend":
        raise MalformedBallotsError(f"{key}: {value} is more than there are seats")
