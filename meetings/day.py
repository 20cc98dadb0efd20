"""Who sits at the table of a body on the day: by seat and half-day, from the attendance.

A seat's delegates are the registrations for it. One without a seat of its own, as the chair by
term may be, has those that members of its state made. Nothing of it is stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import cast

from accounts.models import Body
from accounts.seats import Holder, Place, places
from accounts.seats import quorum as needed
from events import attendance
from events.attendance import Cell
from events.enums import LIVE, Half, Presence, RegistrationState, Source
from events.models import Event, Registration, Session
from events.rules.attendance import HalfDay, half_days
from meetings.enums import DelegationState
from meetings.models import Delegation
from meetings.rules.quorum import Quorum, Sat, counted, sat

MARKS = (Presence.PRESENT, Presence.ONLINE, Presence.EXCUSED, Presence.ABSENT)
"""What can be said of a delegate with one press."""


@dataclass(frozen=True)
class Person:
    """One delegate of a seat, and what is known of each session."""

    registration: Registration
    cells: tuple[Cell, ...]

    @property
    def has_confirmed(self) -> bool:
        """Return whether the person has a place, and so an attendance."""
        return self.registration.state == RegistrationState.CONFIRMED

    def at(self, half_day: HalfDay[Session]) -> list[Cell]:
        """Return what is known of the person's sessions in a half-day."""
        return [cell for cell in self.cells if cell.session in half_day.sessions and cell.expected]

    def reason(self, half_day: HalfDay[Session]) -> str:
        """Return what was noted beside the attendance of a half-day, such as why not there."""
        notes = [cell.row.note for cell in self.at(half_day) if cell.row and cell.row.note]
        return " · ".join(dict.fromkeys(notes))

    def presence(self, half_day: HalfDay[Session]) -> Sat:
        """Return how the person is there for a half-day: the best of its sessions."""
        return sat(cell.presence for cell in self.at(half_day))


@dataclass(frozen=True)
class Row:
    """A place at the table, its delegates (``people``), and how it sits through each half-day."""

    place: Place
    people: tuple[Person, ...]
    sits: tuple[Sat, ...]

    @property
    def code(self) -> str:
        """Return the state's code, or the organisation's number, as addresses hold it."""
        return self.place.key


@dataclass(frozen=True)
class AtOnce:
    """Delegates who were marked in one go: when, and how many."""

    marked_at: datetime
    people: int


@dataclass(frozen=True)
class Day:
    """The table of a body at one meeting."""

    event: Event
    half_days: tuple[HalfDay[Session], ...]
    rows: tuple[Row, ...]
    others: tuple[Person, ...]

    @cached_property
    def quorums(self) -> tuple[Quorum, ...]:
        """Return the quorum of each half-day."""
        return tuple(self._quorum(number) for number in range(len(self.half_days)))

    def _quorum(self, number: int) -> Quorum:
        body = cast("Body", self.event.body)
        seats = [row.sits[number] for row in self.rows if row.place.votes]
        return counted(
            seats,
            needed=needed(body, len(seats)),
            online_is_present=body.online_is_present,
        )

    @property
    def people(self) -> list[Person]:
        """Return the delegates of all seats, in protocol order."""
        return [one for row in self.rows for one in row.people]

    def unknown(self, half_day: HalfDay[Session]) -> list[tuple[Person, Cell]]:
        """Return the confirmed delegates of whom nothing is known, each with the session."""
        return [
            (one, cell)
            for one in self.people
            if one.has_confirmed
            for cell in one.at(half_day)
            if cell.presence == Presence.UNKNOWN
        ]

    def is_recorded(self, number: int) -> bool:
        """Return whether anything is known yet of who was there in a half-day."""
        known = (Sat.PRESENT, Sat.ONLINE, Sat.ABSENT)
        return any(row.sits[number] in known for row in self.rows)

    def at_once(self, half_day: HalfDay[Session]) -> AtOnce | None:
        """Return when delegates were last marked in one go for a half-day, and how many."""
        found: dict[datetime, set[int]] = {}
        for one in self.people:
            for cell in one.at(half_day):
                if cell.row and cell.row.recorded_at and cell.row.source == Source.HAND:
                    found.setdefault(cell.row.recorded_at, set()).add(one.registration.pk)
        many = [AtOnce(at, len(who)) for at, who in found.items() if len(who) > 1]
        return max(many, key=lambda one: one.marked_at, default=None)

    def number_at(self, at: datetime) -> int | None:
        """Return the number of the half-day that runs or began last; before, the first."""
        begun = [number for number, one in enumerate(self.half_days) if one.starts_at <= at]
        if not self.half_days:
            return None
        return begun[-1] if begun else 0

    def number_of(self, key: str) -> int | None:
        """Return the number of the half-day of that key."""
        return next((n for n, one in enumerate(self.half_days) if key_of(one) == key), None)


def key_of(half_day: HalfDay[Session]) -> str:
    """Return the name of a half-day in addresses: ``2024-05-29-morning``."""
    return f"{half_day.date.isoformat()}-{Half(half_day.part).value}"


def table_of(event: Event, *, at_table: Sequence[Place] | None = None) -> Day:
    """Return the table of a meeting as its attendance has it, in six queries.

    Four where the places at the table are known already.
    """
    found = attendance.table(event, _people(event))
    halves = half_days(found.sessions)
    people = [Person(row.registration, row.cells) for row in found.rows]
    by_holder, away = _by_holder(people), _away(event)
    rows = tuple(
        _row(
            place,
            by_holder.pop(holder_of(place), ()),
            halves,
            silent=Sat.EXCUSED if holder_of(place) in away else Sat.AWAITED,
        )
        for place in (_places(event, on=event.first_date) if at_table is None else at_table)
    )
    others = tuple(one for left in by_holder.values() for one in left)
    return Day(event, halves, rows, others)


def _people(event: Event) -> list[Registration]:
    rows = event.registrations.filter(state__in=LIVE).select_related("seat")
    return list(rows.order_by("sort_name", "pk"))


def _places(event: Event, *, on: date) -> list[Place]:
    return places(cast("Body", event.body), on=on)


def _away(event: Event) -> set[Holder]:
    """Return whose seat said that nobody comes."""
    rows = Delegation.objects.filter(event=event, state=DelegationState.NOBODY)
    return set(rows.order_by().values_list("member_state", "organisation"))


def _by_holder(people: Sequence[Person]) -> dict[Holder, tuple[Person, ...]]:
    found: dict[Holder, tuple[Person, ...]] = {}
    for one in people:
        holder = one.registration.party
        if holder is not None:
            found[holder] = (*found.get(holder, ()), one)
    return found


def holder_of(place: Place) -> Holder:
    """Return who has a place at the table, as state or organisation."""
    state, organisation = place.member_state, place.organisation
    return (state.pk if state else None, organisation.pk if organisation else None)


def _row(
    place: Place, people: tuple[Person, ...], halves: Sequence[HalfDay[Session]], *, silent: Sat
) -> Row:
    """Return how a place sits; as ``silent`` says where nothing is known of anybody."""
    sits = [
        sat(cell.presence for one in people for cell in one.at(half_day)) for half_day in halves
    ]
    return Row(place, people, tuple(silent if one == Sat.AWAITED else one for one in sits))
