"""What clocks do in a zone (VTIMEZONE), in the same bytes for ever.

The European Union's zones change on the last Sundays of March and October at 01:00 UTC:
two yearly rules, whatever the years of the events. Other zones are told change by
change. The library's ``Timezone.from_tzid`` is not used for them (icalendar 7.3.2): it
puts each change forward at the new time where RFC 5545 wants the old one, and tells the
first change by DTSTART alone, so that ical.js is an hour off for the whole first summer.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

HOME = "Europe/Brussels"
"""The zone the Network keeps its own days by."""

_WESTERN, _CENTRAL, _EASTERN = (0, "WET", "WEST"), (1, "CET", "CEST"), (2, "EET", "EEST")

EUROPEAN = {
    "Africa/Ceuta": _CENTRAL,
    "Asia/Nicosia": _EASTERN,
    "Atlantic/Azores": (-1, "-01", "+00"),
    "Atlantic/Canary": _WESTERN,
    "Europe/Amsterdam": _CENTRAL,
    "Europe/Athens": _EASTERN,
    "Europe/Berlin": _CENTRAL,
    "Europe/Bratislava": _CENTRAL,
    "Europe/Brussels": _CENTRAL,
    "Europe/Bucharest": _EASTERN,
    "Europe/Budapest": _CENTRAL,
    "Europe/Copenhagen": _CENTRAL,
    "Europe/Dublin": (0, "GMT", "IST"),
    "Europe/Helsinki": _EASTERN,
    "Europe/Lisbon": _WESTERN,
    "Europe/Ljubljana": _CENTRAL,
    "Europe/Luxembourg": _CENTRAL,
    "Europe/Madrid": _CENTRAL,
    "Europe/Malta": _CENTRAL,
    "Europe/Paris": _CENTRAL,
    "Europe/Prague": _CENTRAL,
    "Europe/Riga": _EASTERN,
    "Europe/Rome": _CENTRAL,
    "Europe/Sofia": _EASTERN,
    "Europe/Stockholm": _CENTRAL,
    "Europe/Tallinn": _EASTERN,
    "Europe/Vienna": _CENTRAL,
    "Europe/Vilnius": _EASTERN,
    "Europe/Warsaw": _CENTRAL,
    "Europe/Zagreb": _CENTRAL,
}
"""Zones under the Union's rule: hours ahead of UTC in winter, short names in winter and summer."""

_YEARS_AHEAD = 5
_FIRST_YEAR, _LAST_YEAR = 1970, 2100
_LOCAL = "%Y%m%dT%H%M%S"
_DAY, _MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Change:
    """Clocks that were ``before`` ahead of UTC are ``after`` ahead of it from then on."""

    before: dt.timedelta
    after: dt.timedelta
    name: str
    summer: bool


def zone_bytes(name: str, first: dt.date | None = None, last: dt.date | None = None) -> bytes:
    """One VTIMEZONE with CRLF after each line.

    For a zone under the Union's rule the days are of no account. Any other zone is told
    from 1 January of the first event's year to 31 December five years after the last's
    (but not before 1970 or after 2100, so that a slip of the pen makes no endless file),
    and needs both days.
    """
    if name in EUROPEAN:
        observances = _european(name)
    elif first is None or last is None:
        raise ValueError(f"{name} is told between two days")
    else:
        observances = _told(
            name,
            max(first.year, _FIRST_YEAR),
            min(last.year + _YEARS_AHEAD, _LAST_YEAR),
        )
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}", *observances, "END:VTIMEZONE"]
    return "".join(f"{line}\r\n" for line in lines).encode()


def _european(name: str) -> Iterator[str]:
    hours, winter_name, summer_name = EUROPEAN[name]
    winter, summer = dt.timedelta(hours=hours), dt.timedelta(hours=hours + 1)
    to_winter = _Change(before=summer, after=winter, name=winter_name, summer=False)
    to_summer = _Change(before=winter, after=summer, name=summer_name, summer=True)
    in_october = dt.datetime(1996, 10, 27, 1, tzinfo=dt.UTC) + summer
    in_march = dt.datetime(1996, 3, 31, 1, tzinfo=dt.UTC) + winter
    yield from _observance(to_winter, in_october, "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU")
    yield from _observance(to_summer, in_march, "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU")


def _told(name: str, first_year: int, last_year: int) -> Iterator[str]:
    told: dict[_Change, list[dt.datetime]] = {}
    for change, local in _changes(ZoneInfo(name), first_year, last_year):
        told.setdefault(change, []).append(local)
    for change, moments in told.items():
        # ical.js skips DTSTART where there are RDATEs, so the first is said again.
        rules = [f"RDATE:{local:{_LOCAL}}" for local in moments] if moments[1:] else []
        yield from _observance(change, moments[0], *rules)


def _changes(
    clock: ZoneInfo, first_year: int, last_year: int
) -> Iterator[tuple[_Change, dt.datetime]]:
    """What the clock shows when the first year begins, then each change by its old time."""
    new_year = dt.datetime(first_year, 1, 1, tzinfo=clock)
    offset = _offset(new_year)
    yield _change(new_year, before=offset), new_year.replace(tzinfo=None)
    at, end = new_year.astimezone(dt.UTC), dt.datetime(last_year, 12, 31, tzinfo=dt.UTC)
    while at < end:
        tomorrow = at + _DAY
        if _offset(tomorrow.astimezone(clock)) != offset:
            changed_at = _first_after(at, tomorrow, clock)
            change = _change(changed_at.astimezone(clock), before=offset)
            yield change, (changed_at + offset).replace(tzinfo=None)
            offset = change.after
        at = tomorrow


def _first_after(before: dt.datetime, after: dt.datetime, clock: ZoneInfo) -> dt.datetime:
    """The minute between the two moments from which the clock shows the later offset."""
    offset = _offset(after.astimezone(clock))
    while after - before > _MINUTE:
        middle = before + (after - before) // _MINUTE // 2 * _MINUTE
        if _offset(middle.astimezone(clock)) == offset:
            after = middle
        else:
            before = middle
    return after


def _change(local: dt.datetime, *, before: dt.timedelta) -> _Change:
    return _Change(
        before=before, after=_offset(local), name=local.tzname() or "", summer=bool(local.dst())
    )


def _offset(local: dt.datetime) -> dt.timedelta:
    return local.utcoffset() or dt.timedelta(0)


def _observance(change: _Change, start: dt.datetime, *rules: str) -> Iterator[str]:
    kind = "DAYLIGHT" if change.summer else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{start:{_LOCAL}}"
    yield from rules
    yield f"TZNAME:{change.name}"
    yield f"TZOFFSETFROM:{_hours(change.before)}"
    yield f"TZOFFSETTO:{_hours(change.after)}"
    yield f"END:{kind}"


def _hours(offset: dt.timedelta) -> str:
    sign, minutes = ("-" if offset < dt.timedelta(0) else "+"), abs(offset) // _MINUTE
    return f"{sign}{minutes // 60:02}{minutes % 60:02}"
