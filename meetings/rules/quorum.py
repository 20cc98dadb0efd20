"""Whether enough seats are there, and what a seat's half-day follows from; pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from events.enums import Presence


class Sat(StrEnum):
    """Whether a seat was there for a half-day."""

    PRESENT = "present"
    ONLINE = "online"
    EXCUSED = "excused"
    ABSENT = "absent"
    AWAITED = "awaited"


_STRONGEST = (
    (Sat.PRESENT, frozenset({Presence.PRESENT, Presence.PARTIAL})),
    (Sat.ONLINE, frozenset({Presence.ONLINE})),
    (Sat.EXCUSED, frozenset({Presence.EXCUSED})),
    (Sat.ABSENT, frozenset({Presence.ABSENT})),
)


def sat(presences: Iterable[str]) -> Sat:
    """Return how a seat sat through a half-day, from what is known of all its delegates.

    A seat is present when one of its delegates is, at one of the sessions. Where nobody has
    said anything of anybody, or nobody was named, it is awaited.

    >>> sat(["absent", "online", "unknown"])
    <Sat.ONLINE: 'online'>
    """
    known = set(presences)
    for seat, of_people in _STRONGEST:
        if known & of_people:
            return seat
    return Sat.AWAITED


def is_there(seat: Sat, *, online_is_present: bool) -> bool:
    """Return whether a seat counts as present."""
    return seat == Sat.PRESENT or (online_is_present and seat == Sat.ONLINE)


@dataclass(frozen=True)
class Quorum:
    """How many voting seats are there, of how many, and how many there have to be."""

    present: int
    entitled: int
    needed: int

    @property
    def is_reached(self) -> bool:
        """Return whether there are enough."""
        return self.present >= self.needed

    @property
    def missing(self) -> int:
        """Return how many more there have to be."""
        return max(self.needed - self.present, 0)


def counted(voting: Collection[Sat], *, needed: int, online_is_present: bool) -> Quorum:
    """Count the voting seats of a body, each as it sits."""
    return Quorum(
        present=sum(is_there(seat, online_is_present=online_is_present) for seat in voting),
        entitled=len(voting),
        needed=needed,
    )
