"""The calendar parts of letters: what puts an event into one person's calendar, or takes it out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.conf import settings

from ical import invitations
from ical.entries import Entry
from ical.enums import Method, Status
from ical.invitations import Party
from mail.letters import CalendarPart


def inviting(told: Sequence[Entry], *, attendee: Party, at: datetime) -> CalendarPart:
    """Return the part that puts entries into a calendar, or moves them there."""
    if len(told) > 1:
        text = invitations.publish_text(told, organiser=organiser(), stamp=at)
        return CalendarPart(Method.PUBLISH, text)
    text = invitations.request_text(told[0], organiser=organiser(), attendee=attendee, stamp=at)
    return CalendarPart(Method.REQUEST, text)


def withdrawing(
    told: Sequence[Entry], *, attendee: Party, whole_event: bool, at: datetime
) -> CalendarPart:
    """Return the part that takes entries out of a calendar."""
    if len(told) > 1:
        gone = [replace(entry, status=Status.CANCELLED) for entry in told]
        text = invitations.publish_text(gone, organiser=organiser(), stamp=at)
        return CalendarPart(Method.PUBLISH, text)
    text = invitations.cancel_text(
        told[0], organiser=organiser(), attendee=attendee, whole_event=whole_event, stamp=at
    )
    return CalendarPart(Method.CANCEL, text)


def organiser() -> Party:
    """Return who invites, as calendars are told: the Network and the address it writes from."""
    return settings.ORGANISATION_NAME, settings.MAIL_FROM
