"""Which Member States took part in which events of a series."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from accounts.models import MemberState
from events.enums import THERE, RegistrationState
from events.models import Event, Registration

SHADES = 4


@dataclass(frozen=True)
class Cell:
    """How many came from one state to one event, and how dark that is shown, from 0 to 4."""

    number: int
    shade: int


@dataclass(frozen=True)
class Row:
    """One state: its code and name, a cell an event, to how many events somebody came."""

    code: str
    name: str
    cells: tuple[Cell, ...]

    @property
    def events(self) -> int:
        """Return to how many of the events somebody came."""
        return sum(1 for cell in self.cells if cell.number)


@dataclass(frozen=True)
class Column:
    """One event: how many came, from how many states; those present counted, or those confirmed."""

    event: Event
    attended: bool
    states: int
    people: int
    elsewhere: int


@dataclass(frozen=True)
class Turnout:
    """The table: events across, Member States down in protocol order."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def turnout(events: Sequence[Event]) -> Turnout:
    """Return how many came from each Member State to each event; three queries.

    Counted are those who were there, where attendance was taken, else those confirmed.
    """
    confirmed = Registration.objects.filter(
        event__in=events, state=RegistrationState.CONFIRMED
    ).order_by()
    there = confirmed.filter(attendances__presence__in=THERE)
    numbers = {
        name: {
            (event, country): number
            for event, country, number in rows.values_list("event", "country").annotate(
                Count("pk", distinct=True)
            )
        }
        for name, rows in (("confirmed", confirmed), ("there", there))
    }
    taken = {event for event, _country in numbers["there"]}
    found = {
        key: number
        for name, rows in numbers.items()
        for key, number in rows.items()
        if (name == "there") == (key[0] in taken)
    }
    states = list(MemberState.objects.all())
    codes = {state.code for state in states}
    top = max((number for (_, code), number in found.items() if code in codes), default=0)
    return Turnout(
        columns=tuple(_column(event, found, codes, attended=event.pk in taken) for event in events),
        rows=tuple(
            Row(
                state.code,
                state.name,
                tuple(
                    Cell(number, _shade(number, top))
                    for number in (found.get((event.pk, state.code), 0) for event in events)
                ),
            )
            for state in states
        ),
    )


def _column(
    event: Event, found: dict[tuple[int, str], int], codes: set[str], *, attended: bool
) -> Column:
    own = {code: number for (pk, code), number in found.items() if pk == event.pk}
    return Column(
        event=event,
        attended=attended,
        states=len(own.keys() & codes),
        people=sum(own.values()),
        elsewhere=sum(number for code, number in own.items() if code not in codes),
    )


def _shade(number: int, top: int) -> int:
    """Return how dark a number is shown: 0 for none, then in equal steps up to the highest.

    >>> [_shade(number, 8) for number in (0, 1, 2, 3, 8)]
    [0, 1, 1, 2, 4]
    """
    return -(-SHADES * number // top) if number else 0
