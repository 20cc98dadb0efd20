"""What a calendar program answers to an invitation (METHOD:REPLY, RFC 5546); pure.

It comes by mail from anybody, so nothing in it is believed: what cannot be understood is nothing.
"""

from dataclasses import dataclass

import icalendar
from icalendar.timezone import tzp

from ical import text

LONGEST = 50_000
"""Characters; an answer holds one entry and one person."""
_FAULTS = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    OSError,  # a zone is looked for as a file: its name may be a folder's, or too long for one
    RecursionError,
)


@dataclass(frozen=True)
class Reply:
    """One person's answer to one entry: which, to what state of it, who, and what."""

    uid: str
    sequence: int
    attendee: str
    answer: str


def read(data: str) -> Reply | None:
    """Return the answer that a calendar holds, or nothing where it is not exactly one."""
    if len(data) > LONGEST:
        return None
    try:
        return _read(icalendar.Calendar.from_ical(data))
    except _FAULTS:
        return None
    finally:
        tzp.use_default()  # or it would keep the zones of every calendar for ever


def _read(calendar: icalendar.Calendar) -> Reply | None:
    [event] = calendar.walk("VEVENT")
    attendee = event["attendee"]
    address = text.one_line(str(attendee))
    scheme, _colon, email = address.partition(":")
    answer = str(attendee.params["PARTSTAT"]).upper()
    if str(calendar["method"]).upper() != "REPLY" or scheme.casefold() != "mailto":
        return None
    return Reply(text.one_line(str(event["uid"])), int(event.get("sequence", 0)), email, answer)
