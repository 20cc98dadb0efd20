"""The calendar parts of letters: what puts an event into one person's calendar, or out of it.

Whoever holds a place or is asked to come has the event's entries with a SEQUENCE that is the
event's and a share of the own, which never falls: not when a place is given back and taken
again either. Who works at the event too has one entry for both, with one share.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from accounts import calendars
from events import entries, works
from events.emails import parts
from events.enums import RegistrationState
from events.models import Event, Invitation, Registration
from ical.entries import Entry
from ical.enums import Answer
from mail.letters import CalendarPart

type Guest = Registration | Invitation
"""Whose calendar it is: who is registered, or is asked to come."""


def share(guest: Guest) -> int:
    """Return the person's own share of SEQUENCE, as letters and feeds tell it alike."""
    return guest.sequence + works.deeds(guest.event, email=guest.email)


def person_entries(guest: Guest) -> list[Entry]:
    """Return the event's entries with the person's own share of SEQUENCE.

    Who holds a place is told where to take part online; it goes with the place.
    """
    event = guest.event
    own = guest.changed_at if isinstance(guest, Registration) else guest.shown_at
    told = entries.personal_entries(
        event,
        days=list(event.days.all()),
        sessions=list(event.sessions.all()),
        counter=share(guest),
        changed_at=own,
    )
    if isinstance(guest, Registration) and guest.state == RegistrationState.CONFIRMED:
        return entries.with_the_way_in(told, event, is_online=guest.takes_part_online)
    return told


def by_mail(event: Event, guests: Iterable[Guest]) -> set[str]:
    """Return the addresses among the guests' at which calendars hear of the event by mail."""
    return calendars.by_mail(((guest.email, guest.user) for guest in guests), event.uid)


def comes_by_mail(guest: Guest) -> bool:
    """Return whether the event reaches the person's calendar by mail."""
    return guest.email in by_mail(guest.event, [guest])


def invitation(guest: Guest, *, at: datetime) -> CalendarPart | None:
    """Return the part that puts the event into the person's calendar, if it comes by mail."""
    return bringing(guest, at=at) if comes_by_mail(guest) else None


def update(guest: Guest, *, at: datetime) -> CalendarPart | None:
    """Return the part for another way of taking part; of what begins soon, to everybody."""
    is_soon = guest.event.starts_at - at <= calendars.SOON
    return bringing(guest, at=at) if is_soon or comes_by_mail(guest) else None


def bringing(guest: Guest, *, at: datetime) -> CalendarPart:
    """Return the part that puts the event into the person's calendar, or moves it there.

    Who is only asked to come is asked for an answer; who holds a place has given it.
    """
    return parts.inviting(
        person_entries(guest),
        attendee=(guest.name, guest.email),
        answered=Answer.ACCEPTED if isinstance(guest, Registration) else Answer.NEEDED,
        at=at,
    )


def withdrawal(guest: Guest, *, at: datetime, whole_event: bool = False) -> CalendarPart | None:
    """Return the part that takes the event out of the person's calendar.

    Where the person works at it, and it takes place, the entry stays: as it is without a place.
    """
    told = person_entries(guest)
    if not whole_event and works.stands(guest.event, email=guest.email, at=at):
        attendee = (guest.name, guest.email)
        return parts.inviting(told, attendee=attendee, at=at) if comes_by_mail(guest) else None
    return taking_back(guest, told, at=at, whole_event=whole_event)


def replaced(guest: Guest, gone: Sequence[Entry], *, at: datetime) -> CalendarPart:
    """Return the part that takes out entries which another form of the event replaces."""
    number = guest.event.sequence + share(guest)
    told = [replace(entry, sequence=number) for entry in gone]
    return taking_back(guest, told, at=at, whole_event=True)


def taking_back(
    guest: Guest, told: Sequence[Entry], *, at: datetime, whole_event: bool
) -> CalendarPart:
    """Return the part that takes these entries out of the person's calendar."""
    attendee = (guest.name, guest.email)
    return parts.withdrawing(told, attendee=attendee, whole_event=whole_event, at=at)
