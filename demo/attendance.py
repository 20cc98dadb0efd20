"""Who was at what is over: most to the end, some for a part, one excused, one not there."""

from datetime import datetime
from random import Random

from accounts.access import Standing
from events import attendance, services
from events.attendance import Said
from events.enums import Presence, Source, State
from events.models import Event, Registration, Session

CAME = 0.86
FOR_A_PART, EXCUSED = 0.06, 0.04
NOTE = "Called away; sent word the evening before."


def take(event: Event, at: datetime, *, by: Standing) -> None:
    """Record the attendance of what is held and gives certificates; twice is once."""
    if event.state != State.HELD or not attendance.terms_of(event).gives_certificates:
        return
    if not event.sessions.exists():
        services.lay_out_days(event, by=by, at=at)
    dice, sessions = Random(event.slug), list(event.sessions.order_by("starts_at", "pk"))
    said = [
        _said(person, session, chance=dice.random())
        for person in attendance.people(event)
        for session in sessions
    ]
    services.record_many(event, said, source=Source.HAND, by=by, at=at, keep=True)


def _said(person: Registration, session: Session, *, chance: float) -> Said:
    """Return what is said of one person at one session, by the fall of a die."""
    there = Presence.ONLINE if person.takes_part_online else Presence.PRESENT
    if chance < CAME:
        return Said(person, session, there)
    if chance < CAME + FOR_A_PART:
        half = (session.ends_at - session.starts_at).total_seconds() // 120
        return Said(person, session, Presence.PARTIAL, int(half))
    if chance < CAME + FOR_A_PART + EXCUSED:
        return Said(person, session, Presence.EXCUSED, note=NOTE)
    return Said(person, session, Presence.ABSENT)
