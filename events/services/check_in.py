"""Checking in: at the door by a code or a name, or by oneself with the code of a session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django.db import transaction

from accounts.access import Standing
from events import attendance, badge_codes
from events.enums import CHECKED_IN, THERE, Deed, Mode, Presence, RegistrationState, Source
from events.models import Attendance, Event, Registration, Session
from events.rules import NotNowError
from events.rules.attendance import (
    HalfDay,
    fits,
    half_days,
    minutes_from,
    moment_meant,
    next_opening,
    open_half_days,
)
from events.services.attendance import held
from events.services.moves import noted
from journal.facts import Json
from journal.models import Entry

MOST_MISSED, A_WHILE = 10, timedelta(minutes=10)


class UnknownCodeError(Exception):
    """No registration for this event has such a code."""


class ShortCodeError(UnknownCodeError):
    """Several registrations have a code that begins so."""


class OtherEventError(UnknownCodeError):
    """The code is that of a registration for another event."""

    def __init__(self, event: Event) -> None:
        """Keep which event."""
        super().__init__(event.slug)
        self.event = event


class NotOpenError(Exception):
    """Check-in is closed at that moment; ``opens_at`` says when it opens next, if ever."""

    def __init__(self, opens_at: datetime | None) -> None:
        """Keep when it opens."""
        super().__init__(str(opens_at))
        self.opens_at = opens_at


class MomentError(Exception):
    """A device says that it scanned at a moment at which it cannot have."""


class WrongCodeError(Exception):
    """What was typed is the code of no session that is on now."""


class TooOftenError(Exception):
    """So many wrong codes were typed that no more are looked at for a while."""


@dataclass(frozen=True)
class CheckedIn:
    """Who is in, for what, and since when; ``again`` where that was known already.

    ``corrected`` where somebody said otherwise by hand after that moment, which stays. Who
    came late is in ``late`` with the minutes for which each such session counts.
    """

    registration: Registration
    sessions: tuple[Session, ...]
    first_at: datetime
    again: bool
    corrected: bool = False
    late: tuple[tuple[Session, int], ...] = ()


def registration_of(event: Event, typed: str) -> Registration:
    """Return whose code was scanned or typed.

    One badge serves events that share a form: the registration made with it for this event
    is found by that of the other. Raises ``UnknownCodeError`` or one of its kinds.
    """
    keys = badge_codes.read(typed)
    if keys is None:
        raise UnknownCodeError
    rows = Registration.objects.filter(key__gte=keys.first, key__lte=keys.last)
    here = list(rows.filter(event=event)[:2])
    if len(here) > 1:
        raise ShortCodeError
    if here:
        return here[0]
    elsewhere = rows.select_related("event").first()
    if elsewhere is None:
        raise UnknownCodeError
    same_form = event.registrations.filter(bundle=elsewhere.bundle, bundle__isnull=False)
    if found := same_form.first():
        return found
    raise OtherEventError(elsewhere.event)


def door(event: Event, *, at: datetime) -> HalfDay[Session]:
    """Return the half-day for which people check in at a moment.

    Raises ``NotOpenError`` before it opens, and once all is over.
    """
    return doors(event, at=at)[0]


def doors(event: Event, *, at: datetime) -> tuple[HalfDay[Session], ...]:
    """Return the half-days that are open at a moment, what runs first; raises as ``door``."""
    minutes = attendance.terms_of(event).opens_minutes
    days = half_days(event.sessions.all())
    found = open_half_days(days, minutes, at)
    if not found:
        raise NotOpenError(next_opening(days, minutes, at))
    return found


@transaction.atomic
def check_in(
    registration: Registration, *, by: Standing, at: datetime, moment: datetime | None = None
) -> CheckedIn:
    """Let somebody in: present at what is left of the half-day's sessions.

    Who comes more than fifteen minutes into a session was there for the rest of it.
    Who is expected at none of those comes for the half-day that is open beside it, if any.
    ``moment`` is when a device scanned that was cut off since. A second scan changes
    nothing, and the first moment stays; the same scan sent twice has one effect and one
    answer. What was corrected by hand after that moment stays too. Raises ``NotConfirmedError``,
    ``NotNowError``, ``NotOpenError`` and ``MomentError``.
    """
    fresh = held(registration)
    meant = moment_meant(moment, at)
    if meant is None:
        raise MomentError
    open_now = doors(fresh.event, at=meant)
    expected = [cell.session for cell in attendance.of_person(fresh) if cell.expected]
    left = [
        [one for one in expected if one in half_day.sessions and one.ends_at > meant]
        for half_day in open_now
    ]
    if not any(left):
        raise NotOpenError(None)
    sessions, online = next(filter(None, left)), fresh.event.mode == Mode.ONLINE
    return _let_in(fresh, sessions, online=online, source=Source.SCAN, by=by, at=meant)


def _let_in(
    registration: Registration,
    sessions: Sequence[Session],
    *,
    online: bool,
    source: Source,
    by: Standing,
    at: datetime,
) -> CheckedIn:
    """Write one row a session, under the registration's lock.

    A scan that comes later and was made earlier says when the person came.
    """
    rows = {row.session_id: row for row in registration.attendances.filter(session__in=sessions)}
    first_at, marked, corrected = at, 0, False
    over: dict[str, str] = {}
    for session in sessions:
        row = rows.get(session.pk) or Attendance(registration=registration, session=session)
        if row.source == Source.HAND and row.recorded_at and row.recorded_at > at:
            corrected = True
            continue
        if row.scanned_at and row.scanned_at <= at and row.presence in THERE:
            first_at = min(first_at, row.scanned_at)
            continue
        if row.presence not in THERE:
            if row.presence != Presence.UNKNOWN:
                over[str(session.pk)] = row.presence
            row.source = source
            row.recorded_at, row.recorded_by = at, by.user if source == Source.SCAN else None
        if row.source in CHECKED_IN:
            row.minutes = minutes_from(session, at)
            row.presence = _presence(row.minutes, online=online)
        row.scanned_at = min(row.scanned_at or at, at)
        row.save()
        rows[session.pk] = row
        marked += 1
    if marked:
        titles = [session.title for session in sessions]
        facts: dict[str, Json] = {"over": over} if over else {}
        facts["sessions"] = ", ".join(titles)[:500]
        noted(Deed.CHECKED_IN, registration, by=by, at=at, **facts)
    again = not marked and not corrected and first_at < at
    late = tuple(
        (session, row.minutes)
        for session in sessions
        if (row := rows[session.pk]).source in CHECKED_IN and row.minutes is not None
    )
    return CheckedIn(registration, tuple(sessions), first_at, again, corrected, late)


def _presence(minutes: int | None, *, online: bool) -> Presence:
    if online:
        return Presence.ONLINE
    return Presence.PRESENT if minutes is None else Presence.PARTIAL


@transaction.atomic
def undo_check_in(registration: Registration, *, by: Standing, at: datetime) -> int:
    """Take back that somebody was let in today; return for how many sessions.

    What was said by hand since stays, and so does a note; what a scan wrote over is put back.
    Who checked in alone is taken back as well. Helpers take back no scan of the Secretariat's.
    """
    fresh = held(registration)
    sessions = [one for half_day in doors(fresh.event, at=at) for one in half_day.sessions]
    rows = fresh.attendances.filter(source__in=CHECKED_IN, session__in=sessions)
    if by.user is None:
        rows = rows.filter(recorded_by=None)
    found = list(rows)
    for row in found:
        _put_back(row, _written_over(row), by=by, at=at)
    if found:
        noted(Deed.CHECK_IN_UNDONE, fresh, by=by, at=at)
    return len(found)


def _put_back(row: Attendance, before: str, *, by: Standing, at: datetime) -> None:
    """Leave of a scan what stood before it: what was said by hand, and the note."""
    if not (before or row.note):
        row.delete()
        return
    row.presence, row.minutes, row.scanned_at = before or Presence.UNKNOWN, None, None
    row.source = Source.HAND if before else ""
    row.recorded_by, row.recorded_at = (by.user, at) if before else (None, None)
    row.save()


def _written_over(row: Attendance) -> str:
    """Return what a scan wrote over, as the journal says; nothing where nobody had said anything.

    The line of that scan is the one of the moment at which the row was recorded.
    """
    lines = Entry.objects.on("events.registration", str(row.registration.key))
    scanned = cast("datetime", row.recorded_at)  # a scan has its moment
    for line in lines.filter(deed=Deed.CHECKED_IN, at=scanned):
        if before := line.facts.get("over", {}).get(str(row.session_id)):
            return str(before)
    return ""


def check_in_oneself(
    registration: Registration, typed: str, *, by: Standing, at: datetime
) -> CheckedIn:
    """Check in by oneself, for the session whose code it is.

    Who takes part online is online, all others present. Wrong codes are written down, and
    after ten in ten minutes none is looked at. Raises ``WrongCodeError`` and
    ``TooOftenError``, and what ``check_in`` does.
    """
    with transaction.atomic():
        fresh = held(registration)
        terms = attendance.terms_of(fresh.event)
        if not terms.self_check_in:
            raise NotNowError
        open_now = door(fresh.event, at=at)
        missed = Entry.objects.on("events.registration", str(fresh.key)).filter(
            deed=Deed.CODE_MISSED, at__gt=at - A_WHILE
        )
        if missed.count() >= MOST_MISSED:
            raise TooOftenError
        meant = [
            cell.session
            for cell in attendance.of_person(fresh)
            if cell.expected
            and cell.session in open_now.sessions
            and cell.session.ends_at > at
            and fits(attendance.secret_of(cell.session), typed, at)
        ]
        if meant:
            online = fresh.takes_part_online
            return _let_in(fresh, meant, online=online, source=Source.SELF, by=by, at=at)
        noted(Deed.CODE_MISSED, fresh, by=by, at=at)
    raise WrongCodeError


def lets_oneself_in(registration: Registration, *, at: datetime) -> bool:
    """Return whether a person can check in without anybody's help now."""
    event = registration.event
    if registration.state != RegistrationState.CONFIRMED or not attendance.is_taken(event):
        return False
    if not attendance.terms_of(event).self_check_in:
        return False
    try:
        door(event, at=at)
    except NotOpenError:
        return False
    return True
