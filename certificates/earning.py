"""What people have earned at an event, read from attendance."""

from collections.abc import Iterable
from datetime import datetime

from certificates import rules
from certificates.rules import Earned, Sat, Terms
from events import attendance
from events.attendance import Cell, Row
from events.enums import THERE
from events.models import AttendanceTerms, Event, Registration


def terms_of(event: Event) -> Terms:
    """Return what an event asks of who wants a certificate."""
    return asked(attendance.terms_of(event))


def asked(terms: AttendanceTerms) -> Terms:
    """Return what an event asks, as the rule takes it."""
    return Terms(share=terms.share, excused=terms.excused)


def sats(cells: Iterable[Cell], *, at: datetime) -> list[Sat]:
    """Return the sessions as the rule takes them.

    A session that the person had not chosen weighs nothing, unless the person was there.
    """
    return [
        Sat(
            scheduled=cell.scheduled,
            presence=cell.presence,
            minutes=cell.minutes,
            begun=cell.has_begun(at),
            over=cell.is_over(at),
            counts=cell.session.counts and (cell.expected or cell.presence in THERE),
            starts=int(cell.session.starts_at.timestamp()) // 60,
        )
        for cell in cells
    ]


def of_person(registration: Registration, *, at: datetime) -> Earned:
    """Return what one person has earned."""
    cells = attendance.of_person(registration)
    return rules.earned(sats(cells, at=at), terms_of(registration.event))


def of_event(
    event: Event, *, at: datetime, registrations: Iterable[Registration] | None = None
) -> list[tuple[Row, Earned]]:
    """Return what everybody at an event has earned, or some; as many queries for 1 as for 200."""
    terms = terms_of(event)
    return [
        (row, rules.earned(sats(row.cells, at=at), terms))
        for row in attendance.table(event, registrations).rows
    ]
