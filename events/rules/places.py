"""Who can have a place, by all that places are counted over; pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from events.enums import Group, QuotaScope


class Claim(NamedTuple):
    """One number of places that a registration falls under: its scope, and what it names.

    ``of`` is a state, a way of attending, the primary key of a session, or question and
    option; ``group`` stands where the number counts one group alone.
    """

    scope: QuotaScope
    of: str | int | tuple[str, str] = ""
    group: str = ""


ALL = Claim(QuotaScope.TOTAL)


@dataclass(frozen=True)
class Wish:
    """What a registration takes of the places of an event."""

    country: str
    group: str = Group.PARTICIPANT
    attending: str = ""
    sessions: frozenset[int] = frozenset()
    choices: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Return all it counts in, the narrowest first and all places last."""
        return (
            Claim(QuotaScope.STATE, self.country, self.group),
            Claim(QuotaScope.STATE, self.country),
            Claim(QuotaScope.GROUP, group=self.group),
            Claim(QuotaScope.ATTENDING, self.attending),
            *(Claim(QuotaScope.SESSION, session) for session in sorted(self.sessions)),
            *(Claim(QuotaScope.CHOICE, choice) for choice in sorted(self.choices)),
            ALL,
        )


@dataclass(frozen=True)
class Places:
    """How many may come: in all, from each Member State, and by whatever else is counted.

    ``None`` means as many as like. Only ``states`` have places of their own: guests from
    elsewhere and Union bodies count in the other numbers alone. ``each_state_in`` and
    ``by_state_in`` count one group, the latter by state and group. ``numbers`` holds those of
    groups, ways of attending, sessions and choices; ``names`` what these are called, where
    that does not follow from the claim.
    """

    total: int | None = None
    each_state: int | None = None
    by_state: Mapping[str, int | None] = field(default_factory=dict)
    states: Collection[str] = frozenset()
    each_state_in: Mapping[str, int | None] = field(default_factory=dict)
    by_state_in: Mapping[tuple[str, str], int | None] = field(default_factory=dict)
    numbers: Mapping[Claim, int | None] = field(default_factory=dict)
    names: Mapping[Claim, str] = field(default_factory=dict)

    def of(self, country: str, group: str = "") -> int | None:
        """Return how many may come from a country, of one group alone where it is named."""
        if country not in self.states:
            return None
        if group:
            general = self.each_state_in.get(group)
            return self.by_state_in.get((country, group), general)
        return self.by_state.get(country, self.each_state)

    def number(self, claim: Claim) -> int | None:
        """Return how many places there are of what a claim counts."""
        if claim.scope == QuotaScope.TOTAL:
            return self.total
        if claim.scope == QuotaScope.STATE:
            return self.of(str(claim.of), claim.group)
        return self.numbers.get(claim)

    def name(self, claim: Claim) -> str:
        """Return what a claim is called, where that does not follow from it."""
        of_group = claim.scope == QuotaScope.STATE and claim.group
        key = Claim(QuotaScope.GROUP, group=claim.group) if of_group else claim
        return self.names.get(key, "")

    def counts(self, scope: QuotaScope) -> bool:
        """Return whether something of that scope has a number of its own."""
        return any(
            claim.scope == scope and number is not None for claim, number in self.numbers.items()
        )

    @property
    def are_limited(self) -> bool:
        """Return whether there is any number at all."""
        numbers = (
            self.total,
            self.each_state,
            *self.by_state.values(),
            *self.each_state_in.values(),
            *self.by_state_in.values(),
            *self.numbers.values(),
        )
        return any(number is not None for number in numbers)


type Taken = Mapping[Claim, int]
"""How many places are held, by all that each of them counts in."""


@dataclass(frozen=True)
class Obstacle:
    """Why somebody cannot have a place now: the number that has no room, and how it stands."""

    claim: Claim
    taken: int
    places: int
    name: str = ""

    @property
    def country(self) -> str:
        """Return the state whose places are taken, if it is that."""
        return str(self.claim.of) if self.claim.scope == QuotaScope.STATE else ""

    @property
    def is_total(self) -> bool:
        """Return whether there is no place for anybody, whoever it is."""
        return self.claim == ALL


def obstacle(
    wish: Wish, *, places: Places, taken: Taken, instead_of: Wish | None = None
) -> Obstacle | None:
    """Return what keeps a wish from a place, or nothing: every number must have room for it.

    ``instead_of`` is what the person holds already: that is theirs, and only what the wish
    takes beyond it needs room.

    >>> obstacle(Wish("LV"), places=Places(total=2), taken={ALL: 2}).taken
    2
    """
    own = frozenset(instead_of.claims) if instead_of else frozenset()
    for claim in wish.claims:
        number = places.number(claim)
        if number is not None and claim not in own and taken.get(claim, 0) >= number:
            return Obstacle(claim, taken.get(claim, 0), number, places.name(claim))
    return None


def promotable[K](
    queue: Iterable[tuple[K, Wish]], *, places: Places, taken: Taken
) -> list[tuple[K, Wish]]:
    """Return who of the queue gets a place now, in its order; one pass, whatever its length.

    Who is blocked by one number is passed over and keeps the position: the next who wants
    something else goes first. Places are only taken on the way, so a wish that was blocked
    once stays so, and the pass ends when all places are taken.
    """
    counted = Counter(dict(taken))
    blocked: set[Wish] = set()
    found: list[tuple[K, Wish]] = []
    for key, wish in queue:
        if places.total is not None and counted[ALL] >= places.total:
            break
        if wish in blocked:
            continue
        if obstacle(wish, places=places, taken=counted):
            blocked.add(wish)
            continue
        counted.update(wish.claims)
        found.append((key, wish))
    return found


def too_low(places: Places, *, before: Places, taken: Taken) -> list[Obstacle]:
    """Return each number that is lowered below the places held of it, with how many those are.

    One that was below them already may stay as it is.
    """
    found = []
    for claim, held in sorted(taken.items(), key=lambda pair: str(pair[0])):
        number, old = places.number(claim), before.number(claim)
        if number is not None and number < held and (old is None or number < old):
            found.append(Obstacle(claim, held, number, places.name(claim)))
    return found


def full_countries(*, places: Places, taken: Taken, group: str = "") -> frozenset[str]:
    """Return the states that have all their own places; who waits from there is passed over.

    With ``group`` the places are those of that group alone.
    """
    return frozenset(
        state
        for state in places.states
        if (own := places.of(state, group)) is not None
        and taken.get(Claim(QuotaScope.STATE, state, group), 0) >= own
    )


def places_left(*, places: Places, taken: Taken) -> int | None:
    """Return how many places of the total are free; ``None`` where it has no limit."""
    if places.total is None:
        return None
    return max(0, places.total - taken.get(ALL, 0))


def by_country(taken: Taken) -> dict[str, int]:
    """Return how many places are held from each country."""
    return {
        str(claim.of): number
        for claim, number in taken.items()
        if claim.scope == QuotaScope.STATE and not claim.group
    }
