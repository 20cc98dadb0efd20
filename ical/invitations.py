"""Calendar parts of letters: invite, update, withdraw (RFC 5546).

A part is made when its letter is written and stamped again when it is sent. One person
is invited by it, the one the letter goes to.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

import icalendar

from ical import calendars, entries, text
from ical.entries import Entry
from ical.enums import Answer, Method, Status

type Party = tuple[str, str]
"""A name, which may be empty, and a mail address."""

_FOLDED = re.compile(r"\r?\n[ \t]")
_SEQUENCE = re.compile(r"^SEQUENCE:(\d+)", re.MULTILINE)
_SHOWN = re.compile(r"^(?:DTSTART|DTEND|LOCATION|SUMMARY)[;:].*", re.MULTILINE)
_STAMP = re.compile(r"^DTSTAMP:\d{8}T\d{6}Z", re.MULTILINE)
_UNQUOTABLE = str.maketrans("", "", '"^')


def request_text(
    entry: Entry,
    *,
    organiser: Party,
    attendee: Party,
    stamp: dt.datetime,
    partstat: Answer = Answer.ACCEPTED,
    rsvp: bool = True,
) -> str:
    """Invite one person to one entry, or tell of its new time, place or title.

    METHOD is REQUEST. The organiser's address is one that somebody reads: answers go there.
    """
    event = entries.component(entry)
    event.add("organizer", _address(organiser))
    event.add("attendee", _attendee(attendee, partstat=partstat, rsvp=rsvp))
    return _part([event], told=[entry], method=Method.REQUEST, stamp=stamp)


def cancel_text(
    entry: Entry,
    *,
    organiser: Party,
    attendee: Party,
    whole_event: bool,
    stamp: dt.datetime,
) -> str:
    """Take one entry out of one person's calendar; its sequence must be a higher one.

    METHOD is CANCEL. With ``whole_event`` the entry is cancelled for everybody and says
    STATUS:CANCELLED. Without, one person withdraws: there is no STATUS, since the meeting
    goes on. Organiser and uid are those of the invitation.
    """
    entry = replace(entry, alarm_minutes=None)
    if whole_event:
        entry = replace(entry, status=Status.CANCELLED)
    event = entries.component(entry)
    if not whole_event:
        del event["status"]
    event.add("organizer", _address(organiser))
    event.add("attendee", _address(attendee))
    return _part([event], told=[entry], method=Method.CANCEL, stamp=stamp)


def publish_text(several: Sequence[Entry], *, organiser: Party, stamp: dt.datetime) -> str:
    """Tell of several entries in one file, since one request cannot carry several.

    METHOD is PUBLISH and nobody is named as attendee; cancelled entries are told alike.
    """
    events = [entries.component(entry) for entry in several]
    for event in events:
        event.add("organizer", _address(organiser))
    return _part(events, told=several, method=Method.PUBLISH, stamp=stamp)


def stamped(part: str, at: dt.datetime) -> str:
    """The part with every DTSTAMP set to the moment of sending, and nothing else changed."""
    return _STAMP.sub(f"DTSTAMP:{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}", part)


def sequence(part: str) -> int:
    """Return the SEQUENCE of the one entry that a part tells of."""
    return int(_SEQUENCE.findall(part)[0])


def asks(part: str) -> list[str]:
    """Return to what a part asks: the lines that say when, where and what.

    A part with the same lines asks nothing new, whatever else has changed.
    """
    return _SHOWN.findall(_FOLDED.sub("", part))


def _part(
    events: Sequence[icalendar.Event],
    *,
    told: Sequence[Entry],
    method: Method,
    stamp: dt.datetime,
) -> str:
    part = calendars.calendar_bytes(
        [event.to_ical() for event in events], zones=calendars.zones_of(told), method=method
    )
    return stamped(part.decode(), stamp)


def _attendee(party: Party, *, partstat: Answer, rsvp: bool) -> icalendar.vCalAddress:
    address = _address(party)
    address.params["PARTSTAT"] = str(partstat)
    address.params["ROLE"] = "REQ-PARTICIPANT"
    address.params["RSVP"] = "TRUE" if rsvp else "FALSE"
    return address


def _address(party: Party) -> icalendar.vCalAddress:
    name, email = party
    address = icalendar.vCalAddress(f"mailto:{text.one_line(email)}")
    # Few programs read the escapes a quoted name would need (RFC 6868).
    said = text.one_line(name).translate(_UNQUOTABLE)
    if said:
        address.params["CN"] = said
    return address
