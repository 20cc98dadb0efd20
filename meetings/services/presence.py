"""Who is there on the day of a meeting: delegate by delegate, or all the others in one go."""

from datetime import datetime

from django.db import transaction

import events.services
from accounts.access import Standing
from accounts.steps import By, NotNowError
from agendas.access import has_come
from agendas.services.agendas import require
from events.attendance import Said
from events.enums import THERE, Presence, RegistrationState, Source
from events.models import Session
from events.rules.attendance import HalfDay
from meetings.day import Day, Person


@transaction.atomic
def mark(
    person: Person,
    half_day: HalfDay[Session],
    *,
    presence: str,
    by: Standing,
    at: datetime,
) -> None:
    """Say how a delegate is there for a half-day: at each session where the person is expected.

    Who was named and has not answered has confirmed by being there. What was noted stays;
    ``unknown`` takes a mark back. Raises ``NotYoursError``, ``NotConfirmedError``, and
    ``NotNowError`` before that day and for a meeting that is closed or cancelled.
    """
    registration = person.registration
    _require(half_day, person, by=by, at=at)
    if registration.state == RegistrationState.NAMED and presence in THERE:
        registration = events.services.confirm_delegate(
            registration,
            attending=registration.attending,
            by=by,
            as_=By.SECRETARIAT,
            at=at,
        )
    said = [
        Said(registration, cell.session, presence, note=cell.row.note if cell.row else "")
        for cell in person.at(half_day)
    ]
    events.services.record_person(registration, said, source=Source.HAND, by=by, at=at)


def _require(half_day: HalfDay[Session], person: Person, *, by: Standing, at: datetime) -> None:
    event = person.registration.event
    require(by, event)
    if not has_come(half_day.date, event=event, at=at):
        raise NotNowError("Nobody knows yet who comes.")


def excuse(
    person: Person, half_day: HalfDay[Session], *, reason: str, by: Standing, at: datetime
) -> None:
    """Say that a delegate is excused from a half-day, and why.

    Raises ``NotYoursError``, ``NotConfirmedError``, and ``NotNowError`` before that day and for
    a meeting that is closed or cancelled.
    """
    _require(half_day, person, by=by, at=at)
    said = [
        Said(person.registration, cell.session, Presence.EXCUSED, note=reason)
        for cell in person.at(half_day)
    ]
    events.services.record_person(person.registration, said, source=Source.HAND, by=by, at=at)


def mark_rest(table: Day, half_day: HalfDay[Session], *, by: Standing, at: datetime) -> int:
    """Say that all delegates of whom nothing is known are there, each as he or she takes part.

    Who has not confirmed is left out. Returns how many entries were written. Raises
    ``NotYoursError``, and ``NotNowError`` before the half-day begins, and for a meeting that is
    closed or cancelled.
    """
    require(by, table.event)
    if half_day.starts_at > at:
        raise NotNowError("Nobody knows yet who comes.")
    said = [
        Said(one.registration, cell.session, _as_said(one)) for one, cell in table.unknown(half_day)
    ]
    return events.services.record_many(
        table.event, said, source=Source.HAND, by=by, at=at, keep=True
    )


def _as_said(person: Person) -> Presence:
    return Presence.ONLINE if person.registration.takes_part_online else Presence.PRESENT


@transaction.atomic
def unmark_rest(
    table: Day, half_day: HalfDay[Session], *, marked_at: datetime, by: Standing, at: datetime
) -> int:
    """Take back what was said of many in one go; what was corrected since stays.

    Returns how many entries it was. Raises ``NotYoursError``, and ``NotNowError`` for a meeting
    that is closed or cancelled.
    """
    require(by, table.event)
    return sum(
        events.services.undo_fill(table.event, session, recorded_at=marked_at, by=by, at=at)
        for session in half_day.sessions
    )


def half_day_of(table: Day, key: str) -> HalfDay[Session] | None:
    """Return the half-day of that name."""
    number = table.number_of(key)
    return None if number is None else table.half_days[number]
