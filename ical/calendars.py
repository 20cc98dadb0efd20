"""A whole calendar: head, zones and entries joined into one file or feed."""

import datetime as dt
from collections.abc import Iterable, Sequence

import icalendar

from ical import text, zones
from ical.entries import Entry, Hours, entry_bytes
from ical.enums import Method

_MAKER = "-//European Crime Prevention Network//Calendar//EN"
_REFRESH = dt.timedelta(hours=4)
_END = b"END:VCALENDAR\r\n"


def calendar_bytes(
    pieces: Iterable[bytes],
    *,
    zones: Iterable[bytes],
    name: str = "",
    method: Method | None = None,
) -> bytes:
    """Join pieces made by ``entry_bytes`` and ``zone_bytes`` into one calendar.

    A name makes it a feed: programs show the name and are told to come back every four
    hours. A file to import once has none. Only a part of a letter has a method. The
    zones are sorted and told once each; the pieces stay in the order given. A calendar
    without any holds the Network's own zone, since a component is required.
    """
    entries = list(pieces)
    head = _head(name=name, method=method).to_ical().removesuffix(_END)
    told = sorted(set(zones)) or ([] if entries else [_home_zone()])
    return b"".join([head, *told, *entries, _END])


def calendar_of(entries: Sequence[Entry], *, name: str = "") -> bytes:
    """Render the entries and the zones they need: a feed with a name, a file without."""
    return calendar_bytes(map(entry_bytes, entries), zones=zones_of(entries), name=name)


def zones_of(entries: Iterable[Entry]) -> list[bytes]:
    """The definition of each zone the entries need, from their first day to their last."""
    spans: dict[str, tuple[dt.date, dt.date]] = {}
    for entry in entries:
        if not (isinstance(entry.when, Hours) and entry.zone_needed):
            continue
        start, end = entry.when.start_at.date(), entry.when.end_at.date()
        first, last = spans.get(entry.zone_needed, (start, end))
        spans[entry.zone_needed] = (min(first, start), max(last, end))
    return [zones.zone_bytes(zone, *spans[zone]) for zone in sorted(spans)]


def _head(*, name: str, method: Method | None) -> icalendar.Calendar:
    head = icalendar.Calendar()
    head.add("prodid", _MAKER)
    head.add("version", "2.0")
    head.add("calscale", "GREGORIAN")
    if method is not None:
        head.add("method", str(method))
    if name:
        # The library escapes neither of these names of its own accord.
        said = icalendar.vText(text.one_line(name))
        head.add("name", said)
        head.add("x-wr-calname", said)
        head.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
        head.add("x-published-ttl", icalendar.vDuration(_REFRESH))
    return head


def _home_zone() -> bytes:
    return zones.zone_bytes(zones.HOME)
