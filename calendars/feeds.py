"""Calendar files: which events they hold, their tags, and their bytes.

An entry is rendered once per change and its bytes are kept; a feed is a head, the zones it
needs and the kept pieces joined.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.db.models import CharField, Q, StringAgg, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.days import network_day
from events.entries import CANCELLED_FOR, public_entry
from events.enums import State
from events.models import Event
from events.models.event import EventQuerySet
from ical.calendars import calendar_bytes
from ical.entries import RENDERER_VERSION, Entry, Hours, entry_bytes
from ical.zones import zone_bytes

DAYS_BACK = dt.timedelta(days=90)


@dataclass(frozen=True)
class Piece:
    """Entries as their bytes, and the zone they need defined from one day to another."""

    data: bytes
    zone: str
    first: dt.date
    last: dt.date


type Stamp = tuple[Any, int, dt.datetime, str]
"""What an entry's bytes depend on: UID, SEQUENCE, moment of change, state."""


def public_events(at: dt.datetime) -> EventQuerySet:
    """Return the events of the public feed: ninety days back, and everything ahead.

    A cancelled one stays until thirty days after its planned end; one that was cancelled
    before it was ever published was never there.
    """
    return public_events_on(network_day(at))


def public_events_on(today: dt.date) -> EventQuerySet:
    """Return the events of the public feed of one day."""
    return kept_on(Event.objects.public(), today).order_by("starts_at", "pk")


def kept_on(events: EventQuerySet, today: dt.date) -> EventQuerySet:
    """Return those of the events that a feed still holds that day."""
    return events.filter(last_date__gte=today - DAYS_BACK).exclude(
        Q(state=State.CANCELLED) & Q(last_date__lt=today - CANCELLED_FOR)
    )


def stamps(events: EventQuerySet) -> list[Stamp]:
    """Return of each event what its entry depends on, in the order of the events; one query."""
    return list(events.values_list("uid", "sequence", "changed_at", "state"))


def tag(at: dt.datetime, *, name: str) -> str:
    """Return the ETag of the public feed at a moment, from one query and one row.

    It is made from the rows themselves: from the latest change and the number, one event that
    comes while another goes would not be noticed. SEQUENCE grows with each change that shows.
    The database joins the rows to one text, and the query itself is worded once a day: making
    objects and SQL anew for each reader would take most of the time.
    """
    with connection.cursor() as cursor:
        cursor.execute(*_worded(network_day(at)))
        rows = cursor.fetchone()[0]
    said = repr((settings.SITE_URL, get_language(), RENDERER_VERSION, name, rows))
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


@lru_cache(maxsize=2)
def _worded(today: dt.date) -> tuple[str, tuple[Any, ...]]:
    """Return the query for all that the public feed shows that day, as SQL and its values."""
    row = Concat(
        Cast("uid", CharField()), Value(" "), Cast("sequence", CharField()), Value(" "), "state"
    )
    together = StringAgg(row, delimiter=Value(","), order_by="pk")
    found = public_events_on(today).order_by().values(one=Value(1)).annotate(rows=together)
    return found.values("rows").query.sql_with_params()


def feed(found: list[Stamp], *, name: str) -> bytes:
    """Return a feed of the events with these stamps; at most two queries, for what is not kept."""
    return joined(pieces(found), name=name)


def file(event: Event) -> bytes:
    """Return one event as a file to import once; a draft's is not kept.

    What is changed in a draft raises neither SEQUENCE nor the moment of change.
    """
    if event.state == State.DRAFT:
        return joined([_piece(event)])
    return joined(pieces([_stamp(event)], [event]))


def feed_name() -> str:
    """Return the name under which programs show the public feed."""
    return _("%(organisation)s: events") % {"organisation": settings.ORGANISATION_SHORT_NAME}


def pieces(found: list[Stamp], events: Iterable[Event] | None = None) -> list[Piece]:
    """Return the kept bytes of each entry, rendered where they are not kept yet.

    What has changed since it was stamped is there as it is now, or no more if it is not public.
    """
    kept = caches["entries"]
    keys = {stamp[0]: _key(stamp) for stamp in found}
    by_key: dict[str, Piece] = kept.get_many(keys.values())
    there = {uid: by_key[key] for uid, key in keys.items() if key in by_key}
    missing = keys.keys() - there.keys()
    if missing:
        known = Event.objects.public().filter(uid__in=missing).prefetch_related("sessions")
        fresh = [(row, _piece(row)) for row in (known if events is None else events)]
        kept.set_many({_key(_stamp(row)): piece for row, piece in fresh})
        there |= {row.uid: piece for row, piece in fresh}
    return [there[uid] for uid in keys if uid in there]


def _stamp(event: Event) -> Stamp:
    return event.uid, event.sequence, event.changed_at, event.state


def _key(stamp: Stamp) -> str:
    uid, sequence, changed, state = stamp
    return f"{uid}:{sequence}:{changed.timestamp()}:{state}:{rendering()}"


def rendering() -> str:
    """Return what all entries depend on: the language, how they are drawn, and the site."""
    site = hashlib.sha256(settings.SITE_URL.encode()).hexdigest()[:8]
    return f"{get_language()}:{RENDERER_VERSION}:{site}"


def _piece(event: Event) -> Piece:
    return piece([public_entry(event, sessions=event.sessions.all())])


def piece(entries: Sequence[Entry]) -> Piece:
    """Return entries that stay together as one piece, with the zone that they need."""
    told = [entry.when for entry in entries if isinstance(entry.when, Hours)]
    zone = next((entry.zone_needed for entry in entries if entry.zone_needed), "")
    changed = entries[0].changed_at.date()
    return Piece(
        b"".join(map(entry_bytes, entries)),
        zone,
        min((when.start_at.date() for when in told), default=changed),
        max((when.end_at.date() for when in told), default=changed),
    )


def joined(found: list[Piece], *, name: str = "") -> bytes:
    """Return pieces as one calendar, with each zone they need told once."""
    spans: dict[str, tuple[dt.date, dt.date]] = {}
    for piece in found:
        if piece.zone:
            first, last = spans.get(piece.zone, (piece.first, piece.last))
            spans[piece.zone] = (min(first, piece.first), max(last, piece.last))
    zones = [zone_bytes(zone, first, last) for zone, (first, last) in spans.items()]
    return calendar_bytes([piece.data for piece in found], zones=zones, name=name)
