"""The Python library, with the one that lays entries out on a time line."""

import datetime as dt

import icalendar
import recurring_ical_events

from tests.clients.readings import Reading


def read_with_icalendar(data: bytes) -> list[Reading]:
    """The entries of a calendar, ordered by uid; refuses a calendar with faulty lines."""
    calendar = icalendar.Calendar.from_ical(data)
    faults = [fault for component in calendar.walk() for fault in component.errors]
    if faults:
        raise ValueError(f"faulty lines: {faults}")
    return sorted(map(_reading, recurring_ical_events.of(calendar).all()))


def _reading(event: icalendar.Event) -> Reading:
    start, end = event.start, event.end
    all_day = not isinstance(start, dt.datetime)
    if not all_day:
        start, end = start.astimezone(dt.UTC), end.astimezone(dt.UTC)
    status = str(event.get("status", ""))
    return Reading(str(event["uid"]), start, end, str(event["summary"]), status, all_day)
