"""What is counted of registrations: for one event in one query, for states over many events."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count

from events.enums import HOLDS_A_PLACE, LIVE, Group, QuotaScope, RegistrationState
from events.models import Event, Quota, Registration
from events.models.registration import RegistrationQuerySet


@dataclass(frozen=True)
class Cell:
    """How many registrations of one event agree in all that is counted."""

    event_id: int
    state: str
    country: str
    attending: str
    group: str
    category: str
    number: int


@dataclass(frozen=True)
class Tally:
    """How many hold a place, how many wait for one, how many for a decision."""

    held: int = 0
    waiting: int = 0
    pending: int = 0
    live: int = 0

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> "Tally":
        """Add up what the cells say."""
        counted: Counter[str] = Counter()
        for cell in cells:
            counted[cell.state] += cell.number
        return cls(
            held=sum(counted[state] for state in HOLDS_A_PLACE),
            waiting=counted[RegistrationState.WAITING],
            pending=counted[RegistrationState.PENDING],
            live=sum(counted[state] for state in LIVE),
        )


@dataclass(frozen=True)
class StatePlaces:
    """The places that one Member State has of its own, for a group or for everybody."""

    group: str
    places: int
    taken: int

    @property
    def left(self) -> int:
        """Return how many are free."""
        return max(0, self.places - self.taken)


def cells(rows: RegistrationQuerySet) -> list[Cell]:
    """Count registrations by all that is asked of them, in one query."""
    counted = (
        rows.order_by()
        .values_list("event_id", "state", "country", "attending", "group", "category")
        .annotate(Count("pk"))
    )
    return [Cell(*cell) for cell in counted]


def tallies(counted: Iterable[Cell], what: Callable[[Cell], str]) -> dict[str, Tally]:
    """Return the tally of each value of what is asked, the values in order."""
    found: dict[str, list[Cell]] = {}
    for cell in counted:
        found.setdefault(what(cell), []).append(cell)
    return {value: Tally.of(found[value]) for value in sorted(found)}


def of_states(events: Collection[Event], codes: Collection[str]) -> list[Cell]:
    """Count what comes from some states to some events, in one query."""
    rows = RegistrationQuerySet(Registration).filter(event__in=events, country__in=codes)
    return cells(rows)


def state_places(quotas: Iterable[Quota], code: str, counted: Sequence[Cell]) -> list[StatePlaces]:
    """Return the own places of a state: for everybody first, then by group.

    A number for the state itself goes before the one that each state has. ``counted`` are
    the cells of that state and event.
    """
    numbers: dict[str, int | None] = {}
    for quota in sorted(quotas, key=lambda quota: quota.scope == QuotaScope.STATE):
        if quota.scope == QuotaScope.EACH_STATE or (
            quota.scope == QuotaScope.STATE and quota.member_state_id == code
        ):
            numbers[quota.group] = quota.places
    return [
        StatePlaces(group, places, _held(counted, group))
        for group in ("", *Group.values)
        if (places := numbers.get(group)) is not None
    ]


def _held(counted: Iterable[Cell], group: str) -> int:
    return Tally.of(cell for cell in counted if group in {"", cell.group}).held
