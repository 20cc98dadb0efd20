"""What follows from the facts of an event and its registrations; pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType

from accounts.steps import By, NotNowError, Step, Table
from events.enums import LIVE, EventDeed, RegistrationDeed, RegistrationState, State

__all__ = ["LIVE", "NotNowError"]

ORGANISERS = frozenset({By.SECRETARIAT, By.PRESIDENCY})
SECRETARIAT = frozenset({By.SECRETARIAT})

EVENT: Table = MappingProxyType(
    {
        State.DRAFT: {
            EventDeed.PUBLISH: Step(State.PUBLISHED, SECRETARIAT),
            EventDeed.CANCEL: Step(State.CANCELLED, SECRETARIAT),
        },
        State.PUBLISHED: {
            EventDeed.HOLD: Step(State.HELD, SECRETARIAT | {By.CLOCK}),
            EventDeed.CANCEL: Step(State.CANCELLED, SECRETARIAT),
        },
        State.HELD: {EventDeed.CLOSE: Step(State.CLOSED, SECRETARIAT)},
        State.CLOSED: {},
        State.CANCELLED: {EventDeed.REVIVE: Step(State.PUBLISHED, SECRETARIAT)},
    }
)

_DECIDED_BY = SECRETARIAT | {By.STATE}
_LEFT_BY = SECRETARIAT | {By.PERSON, By.STATE}
_CANCEL = Step(RegistrationState.CANCELLED, SECRETARIAT)
_WITHDRAW = Step(RegistrationState.WITHDRAWN, _LEFT_BY)

REGISTRATION: Table = MappingProxyType(
    {
        RegistrationState.NAMED: {
            RegistrationDeed.CONFIRM: Step(RegistrationState.CONFIRMED, SECRETARIAT | {By.PERSON}),
            RegistrationDeed.QUEUE: Step(RegistrationState.WAITING, SECRETARIAT | {By.PERSON}),
            RegistrationDeed.DECLINE: Step(RegistrationState.DECLINED, _DECIDED_BY),
            RegistrationDeed.WITHDRAW: _WITHDRAW,
            RegistrationDeed.CANCEL: _CANCEL,
        },
        RegistrationState.PENDING: {
            RegistrationDeed.CONFIRM: Step(RegistrationState.CONFIRMED, _DECIDED_BY | {By.CLOCK}),
            RegistrationDeed.QUEUE: Step(RegistrationState.WAITING, _DECIDED_BY | {By.CLOCK}),
            RegistrationDeed.DECLINE: Step(RegistrationState.DECLINED, _DECIDED_BY | {By.CLOCK}),
            RegistrationDeed.WITHDRAW: _WITHDRAW,
            RegistrationDeed.CANCEL: _CANCEL,
        },
        RegistrationState.WAITING: {
            RegistrationDeed.CONFIRM: Step(RegistrationState.CONFIRMED, SECRETARIAT | {By.CLOCK}),
            RegistrationDeed.OFFER: Step(RegistrationState.OFFERED, frozenset({By.CLOCK})),
            RegistrationDeed.DECLINE: Step(RegistrationState.DECLINED, _DECIDED_BY),
            RegistrationDeed.WITHDRAW: _WITHDRAW,
            RegistrationDeed.CANCEL: _CANCEL,
        },
        RegistrationState.OFFERED: {
            RegistrationDeed.CONFIRM: Step(RegistrationState.CONFIRMED, SECRETARIAT | {By.PERSON}),
            RegistrationDeed.DECLINE: Step(RegistrationState.DECLINED, _DECIDED_BY | {By.CLOCK}),
            RegistrationDeed.WITHDRAW: _WITHDRAW,
            RegistrationDeed.CANCEL: _CANCEL,
        },
        RegistrationState.CONFIRMED: {
            RegistrationDeed.DECLINE: Step(RegistrationState.DECLINED, _DECIDED_BY),
            RegistrationDeed.WITHDRAW: _WITHDRAW,
            RegistrationDeed.CANCEL: _CANCEL,
        },
        RegistrationState.DECLINED: {
            RegistrationDeed.RESTORE: Step(RegistrationState.WAITING, SECRETARIAT),
        },
        RegistrationState.WITHDRAWN: {
            RegistrationDeed.RESTORE: Step(RegistrationState.WAITING, SECRETARIAT | {By.PERSON}),
            RegistrationDeed.REAPPLY: Step(RegistrationState.PENDING, frozenset({By.PERSON})),
        },
        RegistrationState.CANCELLED: {
            RegistrationDeed.RESTORE: Step(RegistrationState.WAITING, SECRETARIAT | {By.CLOCK}),
        },
    }
)


def is_open(
    *,
    state: str,
    takes_registrations: bool,
    opens_at: datetime | None,
    closes_at: datetime | None,
    starts_at: datetime,
    at: datetime,
) -> bool:
    """Return whether one may register: published, and between opening and closing.

    Without a closing time it closes when the event begins.
    """
    return (
        state == State.PUBLISHED
        and takes_registrations
        and (opens_at is None or opens_at <= at)
        and at < (closes_at or starts_at)
    )


def is_timely(
    deed: str, *, event_state: str, starts_at: datetime, ends_at: datetime, at: datetime
) -> bool:
    """Return whether the event still lets that be done to its registrations.

    Who had a place is a matter of record once the event is over. Places are given only by
    an event that takes place; one that is cancelled may still be left.
    """
    if deed in {RegistrationDeed.RESTORE, RegistrationDeed.REAPPLY}:
        return event_state == State.PUBLISHED and at < starts_at
    if deed in {RegistrationDeed.CONFIRM, RegistrationDeed.QUEUE, RegistrationDeed.OFFER}:
        return event_state == State.PUBLISHED and at < ends_at
    return event_state in {State.PUBLISHED, State.CANCELLED} and at < ends_at


def join_link_is_seen(*, state: str, hours_before: int, starts_at: datetime, at: datetime) -> bool:
    """Return whether a person sees the join link: confirmed, and not too early.

    ``hours_before`` 0 means from the confirmation on.
    """
    if state != RegistrationState.CONFIRMED:
        return False
    return hours_before == 0 or at >= starts_at - timedelta(hours=hours_before)


@dataclass(frozen=True)
class Places:
    """How many may come: in all, from each Member State, and from named ones otherwise.

    ``None`` means as many as like. Only ``states`` have places of their own: guests from
    elsewhere and Union bodies count in the total alone.
    """

    total: int | None = None
    each_state: int | None = None
    by_state: Mapping[str, int | None] = field(default_factory=dict)
    states: Collection[str] = frozenset()

    def of(self, country: str) -> int | None:
        """Return how many may come from a country, apart from the total."""
        if country not in self.states:
            return None
        return self.by_state.get(country, self.each_state)


@dataclass(frozen=True)
class Obstacle:
    """Why somebody cannot have a place now: ``country`` is empty where all places are taken."""

    country: str
    taken: int
    places: int


def obstacle(country: str, *, places: Places, taken: Mapping[str, int]) -> Obstacle | None:
    """Return what keeps a person from that country from a place, or nothing.

    ``taken`` counts held places by country.

    >>> obstacle("LV", places=Places(each_state=2, states={"LV"}), taken={"LV": 2})
    Obstacle(country='LV', taken=2, places=2)
    """
    own = places.of(country)
    if own is not None and taken.get(country, 0) >= own:
        return Obstacle(country=country, taken=taken.get(country, 0), places=own)
    total = sum(taken.values())
    if places.total is not None and total >= places.total:
        return Obstacle(country="", taken=total, places=places.total)
    return None


def full_countries(*, places: Places, taken: Mapping[str, int]) -> frozenset[str]:
    """Return the states that have all their own places; who waits from there is passed over."""
    return frozenset(
        state
        for state in places.states
        if (own := places.of(state)) is not None and taken.get(state, 0) >= own
    )


def places_left(*, places: Places, taken: Mapping[str, int]) -> int | None:
    """Return how many places of the total are free; ``None`` where it has no limit."""
    if places.total is None:
        return None
    return max(0, places.total - sum(taken.values()))
