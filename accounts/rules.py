"""What follows from mandates, seats and days; pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.enums import FOR_A_STATE, FOR_AN_ORGANISATION, FOR_THE_NETWORK, Role

MANDATES_PER_STATE: Mapping[str, int] = {Role.NR: 1, Role.SUBSTITUTE: 1}
"""How many may hold a role for one Member State on one day; other roles know no limit."""

FOREVER = date.max


@dataclass(frozen=True)
class Span:
    """Days from one to another, both included; without an end for ever."""

    starts: date
    ends: date | None = None

    @property
    def last(self) -> date:
        """Return the last day."""
        return self.ends or FOREVER

    def meets(self, other: "Span") -> bool:
        """Return whether the two share a day."""
        return self.starts <= other.last and other.starts <= self.last


def most_at_once(spans: Collection[Span], *, within: Span) -> int:
    """Return how many of the spans fall on one day at most, looking only within a span.

    The number rises only on days on which one of them begins, so those are counted.

    >>> january, spring = Span(date(2024, 1, 1), date(2024, 1, 31)), Span(date(2024, 3, 1))
    >>> most_at_once([january, spring], within=Span(date(2024, 1, 1)))
    1
    """
    beginnings = {max(span.starts, within.starts) for span in spans if span.meets(within)}
    return max(
        (sum(span.starts <= day <= span.last for span in spans) for day in beginnings), default=0
    )


def covered_until(spans: Iterable[Span], *, since: date) -> date | None:
    """Return the last day of an unbroken cover that begins on a day; nothing if that is bare.

    >>> halves = [Span(date(2024, 1, 1), date(2024, 6, 30)), Span(date(2024, 7, 1))]
    >>> covered_until(halves, since=date(2024, 5, 1))
    datetime.date(9999, 12, 31)
    """
    reached = since - timedelta(days=1)
    for span in sorted(spans, key=lambda span: span.starts):
        if reached == FOREVER or span.starts > reached + timedelta(days=1):
            break
        reached = max(reached, span.last)
    return reached if reached >= since else None


def is_weaker(*, before: date | None, after: date | None) -> bool:
    """Return whether a cover has become shorter; one that never was cannot."""
    return before is not None and (after is None or after < before)


def speaks_for(role: str) -> str:
    """Return for what a role speaks: ``state``, ``organisation`` or ``network``."""
    kinds: Sequence[tuple[str, frozenset[Role]]] = (
        ("state", FOR_A_STATE),
        ("organisation", FOR_AN_ORGANISATION),
        ("network", FOR_THE_NETWORK),
    )
    return next(kind for kind, roles in kinds if role in roles)


def may_give(role: str, *, secretariat: bool, administrator: bool) -> bool:
    """Return who gives, changes and ends mandates of a role.

    Those of the Secretariat and of administrators are the administrators' alone.
    """
    return administrator or (secretariat and role not in FOR_THE_NETWORK)


def may_manage(roles: Collection[str], *, secretariat: bool, administrator: bool) -> bool:
    """Return who may change the details and the account of a person with these roles.

    Whoever sets the address of an account can sign in to it, so nobody of the Secretariat
    may set that of a colleague or of an administrator.
    """
    return administrator or (secretariat and not FOR_THE_NETWORK.intersection(roles))
