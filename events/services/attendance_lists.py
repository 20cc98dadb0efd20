"""Attendance lists of other tools: taken in, matched with registrations, applied or thrown away."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts import versions
from accounts.access import Standing
from accounts.steps import By, step
from events import attendance, matching, rules
from events.attendance_lists import Person
from events.enums import Deed, ListDeed, ListState, MatchedBy, Source
from events.models import AttendanceList, Event, Registration, Session
from events.rules import NotNowError
from events.services.attendance import record_many
from events.services.events import note
from events.services.moves import locked

KEPT = timedelta(days=30)
"""For how long a list that nobody has applied is kept."""


class StillOpenError(Exception):
    """Of some entries of the list nobody has said yet who it is."""


class NothingSaidError(Exception):
    """The list would record nothing: none of its hours lie within a session."""


@transaction.atomic
def take_in(
    event: Event,
    people: Iterable[Person],
    *,
    once: UUID,
    session: Session | None,
    file_name: str,
    by: Standing,
    at: datetime,
) -> AttendanceList:
    """Take a list in as a draft, its people matched as far as they can be; nothing counts yet.

    The same form sent twice gives the same list. Raises ``NotNowError`` for an event that is
    closed or does not take place.
    """
    event = locked(event)
    if known := AttendanceList.objects.filter(once=once).first():
        return known
    if not attendance.is_taken(event) or by.user is None:
        raise NotNowError
    entries = matching.entries(event, people)
    made = AttendanceList.objects.create(
        once=once,
        event=event,
        session=session,
        file_name=file_name,
        people=entries,
        number=len(entries),
        taken_in_by=by.user,
        taken_in_at=at,
    )
    note(Deed.ATTENDANCE_LIST_TAKEN_IN, event, by=by, at=at, people=len(entries))
    return made


@transaction.atomic
def say_who(
    found: AttendanceList, number: int, *, registration: Registration | None, leave_out: bool
) -> None:
    """Say whom an entry means, that it is left out, or, with neither, that it is open again.

    Raises ``NotNowError`` once the list is applied or thrown away, and for an entry that it
    does not have or no longer.
    """
    fresh = _draft(found)
    entry = matching.entry_of(fresh, number)
    if entry is None:
        raise NotNowError
    entry["registration"] = registration.pk if registration else None
    entry["how"] = MatchedBy.HAND.value if registration else ""
    entry["ignored"] = leave_out
    _keep(fresh)


@transaction.atomic
def leave_rest_out(found: AttendanceList) -> int:
    """Leave out all entries of which nobody has said who it is; return how many."""
    fresh = _draft(found)
    rest = matching.checked(fresh).open
    for line in rest:
        line.entry["ignored"] = True
    _keep(fresh)
    return len(rest)


@transaction.atomic
def apply_list(
    found: AttendanceList, *, version: int, keep: bool, by: Standing, at: datetime
) -> int:
    """Record what the list says; return how many entries of the attendance it gave.

    With ``keep`` only what nobody has said anything about yet is filled in, else the list
    writes over it, but for the notes. Raises ``StaleError`` where somebody changed the list
    meanwhile, ``StillOpenError``, ``NothingSaidError``, and ``NotNowError`` for a list or an
    event that is over and done with.
    """
    fresh = _draft(found)
    if fresh.version != version:
        raise versions.StaleError(fresh)
    counted = matching.checked(fresh)
    if counted.open:
        raise StillOpenError
    if not counted.said:
        raise NothingSaidError
    number = record_many(fresh.event, counted.said, source=Source.LIST, by=by, at=at, keep=keep)
    fresh.applied = number
    _end(fresh, ListDeed.APPLY, by=by, at=at)
    return number


@transaction.atomic
def discard_list(found: AttendanceList, *, by: Standing, at: datetime) -> None:
    """Throw a list away; raises ``NotNowError`` where that is done, or it was applied."""
    fresh = _draft(found)
    _end(fresh, ListDeed.DISCARD, by=by, at=at)
    note(Deed.ATTENDANCE_LIST_DISCARDED, fresh.event, by=by, at=at)


def discard_lists(*, at: datetime) -> int:
    """Throw away the lists that nobody has applied in thirty days; return how many."""
    due = AttendanceList.objects.filter(state=ListState.DRAFT, taken_in_at__lte=at - KEPT)
    return sum(_discard_old(found, at=at) for found in due.select_related("event"))


@transaction.atomic
def _discard_old(found: AttendanceList, *, at: datetime) -> int:
    event, rows = locked(found.event), AttendanceList.objects.select_for_update()
    stale = list(rows.filter(pk=found.pk, state=ListState.DRAFT))
    for one in stale:
        _end(one, ListDeed.DISCARD, by=None, at=at)
        note(Deed.ATTENDANCE_LIST_DISCARDED, event, by=None, at=at)
    return len(stale)


def forget_in_lists(
    *, email: str, registrations: Iterable[int], names: Iterable[tuple[int, str]] = ()
) -> int:
    """Take a person out of the lists that are not applied yet; return how many entries it was.

    ``names`` say how the person is called at which event, by its primary key: there an entry
    that is nobody's yet goes by its name too. An empty entry stays, so that all others keep
    their numbers.
    """
    pks, number = set(registrations), 0
    called = {(event, matching.whole(name)) for event, name in names}
    for found in AttendanceList.objects.select_for_update().filter(state=ListState.DRAFT):
        own = [
            entry
            for entry in found.people
            if (email and entry["email"] == email)
            or entry["registration"] in pks
            or (
                entry["registration"] is None
                and (found.event_id, matching.whole(entry["name"])) in called
            )
        ]
        for entry in own:
            entry.update(matching.NOBODY)
        if own:
            number += len(own)
            _keep(found)
    return number


def _draft(found: AttendanceList) -> AttendanceList:
    """Return the list as it is now, under its event's lock and its own, if it is a draft still."""
    event = locked(found.event)
    fresh = AttendanceList.objects.select_for_update().get(pk=found.pk)
    fresh.event = event
    if fresh.state != ListState.DRAFT:
        raise NotNowError
    return fresh


def _keep(fresh: AttendanceList) -> None:
    fresh.version += 1
    fresh.save(update_fields=["people", "version"])


def _end(fresh: AttendanceList, deed: ListDeed, *, by: Standing | None, at: datetime) -> None:
    """Take the list to its last state; whom it named it names no longer, its file neither."""
    as_ = By.CLOCK if by is None else By.SECRETARIAT if by.is_secretariat else By.PRESIDENCY
    fresh.state = step(rules.ATTENDANCE_LIST, state=fresh.state, deed=deed, by=as_).to
    fresh.people, fresh.file_name = [], ""
    fresh.ended_by, fresh.ended_at = by.user if by else None, at
    fresh.version += 1
    fresh.save()
