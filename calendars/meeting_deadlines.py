"""What meetings of bodies want by a day, as entries.

Their UIDs are made from that of the meeting, which has an entry of its own.
"""

import datetime as dt
from dataclasses import replace
from typing import cast
from uuid import uuid5

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.days import BRUSSELS, network_day
from calendars import deadlines
from calendars.rows import Row
from events.models import Event
from ical.entries import Entry, Hours
from meetings.models import ActionPoint, Minutes
from procedures.entries import HALF_AN_HOUR
from procedures.words import ZONE

LAST_MINUTE = dt.time(23, 59)


def of_delegation(event: Event, row: Row, *, has_alarm: bool) -> Entry:
    """Return by when a seat says who comes: on its day, or the half hour before its hour."""
    ends = cast("dt.datetime", event.registration_closes_at)
    hour = ends.astimezone(BRUSSELS).time()
    words = _("Delegation to name by %(hour)s Brussels time: %(what)s")
    told = _of_meeting(
        event,
        row,
        title=words % {"hour": f"{hour:%H:%M}", "what": event.title},
        day=network_day(ends),
        url=event.get_absolute_url(),
    )
    if hour < LAST_MINUTE:
        told = replace(told, when=Hours(ends - HALF_AN_HOUR, ends, ZONE))
    return deadlines.reminding(told, row, has_alarm=has_alarm)


def of_wishes(event: Event, row: Row, *, has_alarm: bool) -> Entry:
    """Return the last day on which a state may want items in writing."""
    words = _("Wishes for decisions in writing by 23:59 Brussels time: %(what)s")
    return _counted_back(
        event, row, words=words, url=reverse("agendas:agenda", args=[event.slug]), alarm=has_alarm
    )


def of_dispatch(event: Event, row: Row, *, has_alarm: bool) -> Entry:
    """Return the last day on which the body can be convened in time."""
    url = reverse("meetings:convening", args=[event.slug])
    words = _("Last day of dispatch: %(what)s")
    return _counted_back(event, row, words=words, url=url, alarm=has_alarm)


def _counted_back(event: Event, row: Row, *, words: str, url: str, alarm: bool) -> Entry:
    day = dt.date.fromisoformat(row.more)
    told = _of_meeting(event, row, title=words % {"what": event.title}, day=day, url=url)
    return deadlines.reminding(told, row, has_alarm=alarm)


def _of_meeting(event: Event, row: Row, *, title: str, day: dt.date, url: str) -> Entry:
    told = deadlines.entry(
        row, title=title, day=day, url=url, description="", created_at=event.created_at
    )
    return replace(told, uid=uuid5(event.uid, row.thing))


def of_minutes(minutes: Minutes, row: Row, *, has_alarm: bool) -> Entry:
    """Return the last day on which a seat can comment on minutes."""
    words = _("Comments on the minutes by 23:59 Brussels time: %(what)s")
    told = deadlines.entry(
        row,
        title=words % {"what": minutes.event.title},
        day=cast("dt.date", minutes.comments_until),
        url=minutes.get_absolute_url(),
        description=_("“No comment” is an answer too."),
        created_at=minutes.created_at,
    )
    return deadlines.reminding(told, row, has_alarm=has_alarm)


def of_action(point: ActionPoint, row: Row, *, has_alarm: bool) -> Entry:
    """Return the day by which something is to be done after a meeting."""
    told = deadlines.entry(
        row,
        title=_("To be done: %(what)s") % {"what": point.text},
        day=point.due_date,
        url=point.get_absolute_url(),
        description=str(point.event),
        created_at=point.created_at,
    )
    return deadlines.reminding(told, row, has_alarm=has_alarm)
