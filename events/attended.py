"""What pages say of an attendance, in the same words everywhere."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.attendance import Cell
from events.enums import Half, Presence, Source
from events.models import Attendance, Session
from events.rules.attendance import HalfDay
from interface import moments
from interface.marks import Pill

LOOKS = {
    Presence.UNKNOWN: ("", "help"),
    Presence.PRESENT: ("ok", "check"),
    Presence.PARTIAL: ("warn", "hourglass"),
    Presence.ONLINE: ("ok", "video"),
    Presence.EXCUSED: ("info", "mail"),
    Presence.ABSENT: ("bad", "cross"),
}


def presence_pill(cell: Cell) -> Pill:
    """Return whether somebody was at a session as icon, word and colour."""
    tone, icon = LOOKS[cell.presence]
    return Pill(said(cell), tone, icon)


def said(cell: Cell) -> str:
    """Return whether somebody was at a session, and for how long where that was said."""
    if not cell.expected and cell.presence == Presence.UNKNOWN:
        return _("Not chosen")
    if cell.minutes is None:
        return str(cell.presence.label)
    return ngettext(
        "%(presence)s, %(count)d minute", "%(presence)s, %(count)d minutes", cell.minutes
    ) % {"presence": cell.presence.label, "count": cell.minutes}


def recorded(row: Attendance, *, zone: str) -> str:
    """Return who says so, how it was learned and when; nothing where nobody says anything."""
    if row.recorded_at is None:
        return ""
    facts = {
        "when": moments.short_moment(row.recorded_at, zone),
        "source": Source(row.source).label,
        "who": row.recorded_by.name if row.recorded_by else "",
    }
    if row.recorded_by:
        return _("%(source)s: %(who)s, %(when)s") % facts
    return _("%(source)s, %(when)s") % facts


def clock(at: dt.datetime, zone: str) -> str:
    """Return the time of a moment at the place of the event."""
    return f"{moments.local(at, zone):%H:%M}"


def hours(session: Session, zone: str) -> str:
    """Return from when to when a session is, without the name of the zone."""
    return f"{clock(session.starts_at, zone)}{moments.EN_DASH}{clock(session.ends_at, zone)}"


def half_day(one: HalfDay[Session]) -> str:
    """Return which half of which day it is."""
    sentence = {
        Half.MORNING: _("%(day)s, morning"),
        Half.AFTERNOON: _("%(day)s, afternoon"),
    }[one.part]
    return sentence % {"day": moments.day(one.date)}


def length(minutes: int) -> str:
    """Return minutes as hours and minutes: ``10 h 30 min``."""
    whole, rest = divmod(minutes, 60)
    facts = {"hours": whole, "minutes": rest}
    if not rest:
        return _("%(hours)d h") % facts
    if not whole:
        return _("%(minutes)d min") % facts
    return _("%(hours)d h %(minutes)d min") % facts


def late(came: Iterable[tuple[Session, int]]) -> str:
    """Return for how long sessions count for who came late to them; nothing to who did not."""
    told = [f"{session.title} ({length(minutes)})" for session, minutes in came]
    if not told:
        return ""
    return _("Late, so this counts in part: %(sessions)s.") % {"sessions": ", ".join(told)}
