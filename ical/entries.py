"""One thing in a calendar, and the lines that say it (VEVENT)."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self
from zoneinfo import ZoneInfo

import icalendar

from ical import text, wall
from ical.enums import Status

RENDERER_VERSION = 2
"""Part of every feed's ETag: raise it when the same entry gives other bytes than before."""


@dataclass(frozen=True, slots=True)
class Hours:
    """From one moment to a later one, told by the clocks of a zone (``Europe/Helsinki``)."""

    start_at: dt.datetime
    end_at: dt.datetime
    zone: str

    def __post_init__(self) -> None:
        """Refuse what no calendar could show."""
        _require_moments(start_at=self.start_at, end_at=self.end_at)
        if self.end_at <= self.start_at:
            raise ValueError("an entry ends after it starts")
        ZoneInfo(self.zone)

    @property
    def zone_needed(self) -> str:
        """The zone a file must define for these hours; empty where they are told in UTC.

        UTC is used where clocks in the zone show the start or the end twice: the format
        cannot say which of the two is meant.
        """
        if self.zone in {"UTC", "Etc/UTC"} or self._is_twice(self.start_at, self.end_at):
            return ""
        return self.zone

    def _is_twice(self, *moments: dt.datetime) -> bool:
        return any(
            len(wall.instants(wall.local_time(at, zone=self.zone), self.zone)) > 1 for at in moments
        )


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days wherever one is; ``end_date`` is the day after the last."""

    start_date: dt.date
    end_date: dt.date

    def __post_init__(self) -> None:
        """Refuse a span without a day in it."""
        if self.end_date <= self.start_date:
            raise ValueError("the end is the day after the last")

    @classmethod
    def through(cls, first: dt.date, last: dt.date) -> Self:
        """The days from the first to the last, both included."""
        return cls(first, last + dt.timedelta(days=1))


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of a calendar, as its readers may see it.

    ``sequence`` and ``changed_at`` grow together with each change that shows; the bytes
    of an entry depend on nothing but these fields. Texts are plain, never HTML, and are
    cleaned on the way out. A cancelled entry gets ``cancelled_word`` before its title and
    takes no time, whatever ``transparent`` says. ``alarm_minutes`` before the start (for
    days: before midnight) a program may remind its owner. Behind ``join_url`` one takes part
    online; few programs show it, so that the description should say it too.
    """

    uid: uuid.UUID | str
    sequence: int
    created_at: dt.datetime
    changed_at: dt.datetime
    title: str
    when: Hours | Days
    url: str
    status: Status = Status.CONFIRMED
    transparent: bool = False
    location: str = ""
    description: str = ""
    categories: Sequence[str] = ()
    related_to: uuid.UUID | str = ""
    join_url: str = ""
    alarm_minutes: int | None = None
    cancelled_word: str = "CANCELLED"

    def __post_init__(self) -> None:
        """Refuse moments without zone and counters that fell below their start."""
        _require_moments(created_at=self.created_at, changed_at=self.changed_at)
        if self.sequence < 0:
            raise ValueError("a sequence starts at 0")
        if self.alarm_minutes is not None and self.alarm_minutes < 0:
            raise ValueError("an alarm comes before the start")

    def starts_at(self, zone: str) -> dt.datetime:
        """The moment it begins; whole days begin at midnight in the zone."""
        if isinstance(self.when, Hours):
            return self.when.start_at
        return dt.datetime.combine(self.when.start_date, dt.time(), ZoneInfo(zone))

    @property
    def zone_needed(self) -> str:
        """The zone a file must define for this entry; empty for days and hours in UTC."""
        return self.when.zone_needed if isinstance(self.when, Hours) else ""


def entry_bytes(entry: Entry) -> bytes:
    """One VEVENT with CRLF after each line: the same entry, the same bytes, for ever."""
    rendered: bytes = component(entry).to_ical()
    return rendered


def component(entry: Entry) -> icalendar.Event:
    """The entry as the library holds it, for callers inside this package."""
    cancelled = entry.status is Status.CANCELLED
    event = icalendar.Event()
    event.add("uid", text.one_line(str(entry.uid)))
    event.add("sequence", entry.sequence)
    event.add("created", _utc(entry.created_at))
    event.add("dtstamp", _utc(entry.changed_at))
    event.add("last-modified", _utc(entry.changed_at))
    event.add("summary", summary(entry))
    event.add("status", str(entry.status))
    event.add("transp", "TRANSPARENT" if cancelled or entry.transparent else "OPAQUE")
    start, end = _bounds(entry.when)
    event.add("dtstart", start)
    event.add("dtend", end)
    for name, value in (
        ("url", text.one_line(entry.url)),
        ("location", text.one_line(entry.location)),
        ("description", text.lines(entry.description)),
        ("related-to", text.one_line(str(entry.related_to))),
        ("categories", [word for word in map(text.one_line, entry.categories) if word]),
    ):
        if value:
            event.add(name, value)
    if entry.join_url:
        event.add("conference", text.one_line(entry.join_url), parameters={"VALUE": "URI"})
    if entry.alarm_minutes is not None:
        event.add_component(_alarm(entry.alarm_minutes, says=summary(entry)))
    return event


def summary(entry: Entry) -> str:
    """The title on one line; a cancelled entry says so first, for programs ignore STATUS."""
    title = text.one_line(entry.title)
    if entry.status is Status.CANCELLED:
        return f"{text.one_line(entry.cancelled_word)}: {title}"
    return title


def _alarm(minutes: int, *, says: str) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", dt.timedelta(minutes=-minutes))
    alarm.add("description", says)
    return alarm


def _bounds(when: Hours | Days) -> tuple[dt.date, dt.date]:
    if isinstance(when, Days):
        return when.start_date, when.end_date
    clock = ZoneInfo(when.zone_needed) if when.zone_needed else dt.UTC
    return when.start_at.astimezone(clock), when.end_at.astimezone(clock)


def _utc(at: dt.datetime) -> dt.datetime:
    return at.astimezone(dt.UTC)


def _require_moments(**moments: dt.datetime) -> None:
    for name, at in moments.items():
        if at.utcoffset() is None:
            raise ValueError(f"{name} is a moment and needs a zone")
