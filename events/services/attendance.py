"""Who was there, as it is recorded: one person at one session, or many at once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import versions
from accounts.access import Standing
from events import attendance
from events.attendance import HAS_MINUTES, Said
from events.enums import Deed, Presence, RegistrationState, Source
from events.models import Attendance, AttendanceTerms, Event, Registration, Session
from events.rules import NotNowError
from events.services.events import note as noted_of_event
from events.services.moves import locked, noted

WRITTEN = ("presence", "minutes", "source", "recorded_by", "recorded_at")


class NotConfirmedError(Exception):
    """The person has no place, and so no attendance; ``registration`` says how it stands."""

    def __init__(self, registration: Registration) -> None:
        """Keep whose registration it is."""
        super().__init__(registration.state)
        self.registration = registration


@transaction.atomic
def set_terms(
    event: Event, *, version: int, by: Standing, at: datetime, **fields: Any
) -> AttendanceTerms:
    """Say what an event asks of who wants a certificate; 0 is the version of the usual.

    Raises ``StaleError`` where somebody else changed it meanwhile.
    """
    event = locked(event)
    terms = attendance.terms_of(event)
    if terms.version != version:
        raise versions.StaleError(terms)
    for name, value in fields.items():
        setattr(terms, name, value)
    terms.version += 1
    terms.save()
    noted_of_event(Deed.ATTENDANCE_TERMS, event, by=by, at=at, **fields)
    return terms


@transaction.atomic
def allow_self_check_in(event: Event, *, by: Standing, at: datetime) -> None:
    """Let people check themselves in with the code of the session, all else as it is."""
    event = locked(event)
    terms = attendance.terms_of(event)
    if not terms.self_check_in:
        set_terms(event, version=terms.version, by=by, at=at, self_check_in=True)


def held(registration: Registration) -> Registration:
    """Return the registration as it is now, under its own lock, if it has an attendance.

    Its own row is locked and not the event's, so that many doors let people in at once.
    Raises ``NotConfirmedError`` for who has no place, and ``NotNowError`` for an event that
    is closed or does not take place.
    """
    fresh = Registration.objects.select_for_update().get(pk=registration.pk)
    fresh.event = Event.objects.get(pk=fresh.event_id)
    if fresh.state != RegistrationState.CONFIRMED:
        raise NotConfirmedError(fresh)
    if not attendance.is_taken(fresh.event):
        raise NotNowError
    return fresh


def record(
    registration: Registration,
    session: Session,
    *,
    presence: str,
    minutes: int | None = None,
    note: str = "",
    source: str = Source.HAND,
    by: Standing,
    at: datetime,
) -> None:
    """Record one person at one session; what stood there gives way, the first scan stays.

    Raises what ``held`` does.
    """
    said = Said(registration, session, presence, minutes, note)
    record_person(registration, [said], source=source, by=by, at=at)


@contextmanager
def holding_person(registration: Registration) -> Iterator[Registration]:
    """Hold a person's lock while the own attendance is read, judged and written."""
    with transaction.atomic():
        yield held(registration)


@transaction.atomic
def record_person(
    registration: Registration,
    said: Sequence[Said],
    *,
    source: str = Source.HAND,
    by: Standing,
    at: datetime,
) -> None:
    """Record one person at several sessions; raises what ``held`` does."""
    fresh = held(registration)
    _write(said, source=source, by=by, at=at, keep=False)
    told = ", ".join(f"{one.session.title}: {one.presence}" for one in said)
    noted(Deed.ATTENDANCE_RECORDED, fresh, by=by, at=at, said=told[:1000])


@transaction.atomic
def record_many(
    event: Event,
    said: Sequence[Said],
    *,
    source: str,
    by: Standing,
    at: datetime,
    keep: bool = False,
    **facts: Any,
) -> int:
    """Record many people in one go; return how many entries were written.

    With ``keep`` only what nobody has said anything about yet is filled in. The number of
    statements does not grow with the people. Raises ``NotNowError`` for an event that is
    closed or does not take place.
    """
    event = locked(event)
    if not attendance.is_taken(event):
        raise NotNowError
    number = _write(said, source=source, by=by, at=at, keep=keep)
    noted_of_event(
        Deed.ATTENDANCE_RECORDED, event, by=by, at=at, entries=number, source=str(source), **facts
    )
    return number


def _write(said: Sequence[Said], *, source: str, by: Standing, at: datetime, keep: bool) -> int:
    """Write over what stands there, or beside it; nobody can be let in meanwhile.

    A note is written by hand, and by nothing else.
    """
    pks = {one.registration.pk for one in said}
    list(Registration.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
    known = set()
    if keep:
        rows = Attendance.objects.filter(session__in={one.session.pk for one in said})
        rows = rows.exclude(presence=Presence.UNKNOWN)
        known = set(rows.values_list("registration_id", "session_id"))
    written = [
        _row(one, source=source, by=by, at=at)
        for one in said
        if (one.registration.pk, one.session.pk) not in known
    ]
    Attendance.objects.bulk_create(
        written,
        update_conflicts=True,
        unique_fields=["registration", "session"],
        update_fields=WRITTEN if keep or source != Source.HAND else (*WRITTEN, "note"),
    )
    return len(written)


def _row(said: Said, *, source: str, by: Standing, at: datetime) -> Attendance:
    is_known = said.presence != Presence.UNKNOWN
    return Attendance(
        registration=said.registration,
        session=said.session,
        presence=said.presence,
        minutes=said.minutes if said.presence in HAS_MINUTES else None,
        note=said.note,
        source=source if is_known else "",
        recorded_by=by.user if is_known else None,
        recorded_at=at if is_known else None,
    )


def fill(event: Event, session: Session, *, presence: str, by: Standing, at: datetime) -> int:
    """Record everybody of whom nobody has said anything at a session; return how many.

    Who takes part online is put down as online where all others are as present. Raises
    ``NotNowError`` before the session begins, for nobody knows yet who comes.
    """
    if session.starts_at > at:
        raise NotNowError
    said = [
        Said(person, session, _presence_of(person, presence))
        for person in attendance.lacking(event, [session]).select_related("event")
    ]
    return record_many(
        event, said, source=Source.HAND, by=by, at=at, keep=True, session=session.title
    )


def _presence_of(person: Registration, presence: str) -> str:
    online = presence == Presence.PRESENT and person.takes_part_online
    return Presence.ONLINE if online else presence


@transaction.atomic
def undo_fill(
    event: Event, session: Session, *, recorded_at: datetime, by: Standing, at: datetime
) -> int:
    """Take back what was recorded at a session in one go; return how many entries it was.

    What somebody has corrected since stays, and so does a note.
    """
    event = locked(event)
    if not attendance.is_taken(event):
        raise NotNowError
    rows = session.attendances.filter(recorded_at=recorded_at, source=Source.HAND, scanned_at=None)
    emptied = rows.exclude(note="").update(
        presence=Presence.UNKNOWN, source="", recorded_by=None, recorded_at=None
    )
    removed, _tables = rows.delete()
    if number := emptied + removed:
        noted_of_event(
            Deed.ATTENDANCE_UNDONE, event, by=by, at=at, entries=number, session=session.title
        )
    return number
