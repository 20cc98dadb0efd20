"""The link with which helpers who have no account keep the door of one event."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import caches

from accounts.access import Standing
from events import attendance
from events.models import AttendanceTerms, Event
from interface import moments
from mail import links

PURPOSE = "events:door"
SECONDS, MOST = 60, 240  # a link serves the phones of several helpers


@dataclass(frozen=True)
class Helper(Standing):
    """Whoever holds the link of a door: nobody the house knows, and nothing beyond that door."""

    @property
    def acting_for(self) -> str:
        """Return for whom a deed is done."""
        return "Helpers at the door"


def helper(at: datetime) -> Helper:
    """Return the standing of who holds the link of a door."""
    return Helper(user=None, at=at)


def is_in_time(event: Event, *, at: datetime) -> bool:
    """Return whether helpers may be let to the door: until the event's last day is over."""
    return attendance.is_taken(event) and moments.local(at, event.zone).date() <= event.last_date


def token_of(terms: AttendanceTerms) -> str:
    """Return the token of the link that stands."""
    return links.token(PURPOSE, terms.event.uid, terms.door_generation)


def address(event: Event, *, at: datetime) -> str:
    """Return the whole address for the helpers; nothing where there is no link, or it is over."""
    terms = attendance.terms_of(event)
    if terms.door_hash is None or not is_in_time(event, at=at):
        return ""
    return links.address(PURPOSE, event.uid, terms.door_generation)


def found(token: str, *, at: datetime) -> Event | None:
    """Return the event whose door a token opens now."""
    rows = AttendanceTerms.objects.select_related("event")
    terms = rows.filter(door_hash=links.digest(token)).first()
    if terms is None or not is_in_time(terms.event, at=at):
        return None
    return terms.event


def is_too_often(token: str, *, at: datetime) -> bool:
    """Count one more request under a link; return whether it is one too many this minute."""
    key = f"door:{links.digest(token)}:{int(at.timestamp()) // SECONDS}"
    store = caches["limits"]
    store.add(key, 0)
    return store.incr(key) > MOST
