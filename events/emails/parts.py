"""The calendar parts of letters: what puts entries into one calendar, or takes them out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from ical import invitations
from ical.entries import Entry
from ical.enums import Answer, Method, Status
from ical.invitations import Party
from mail.letters import CalendarPart
from mail.messages import organiser


def inviting(
    told: Sequence[Entry], *, attendee: Party, at: datetime, answered: Answer = Answer.ACCEPTED
) -> CalendarPart:
    """Return the part that puts entries into a calendar, or moves them there.

    ``answered`` is what the person is taken to have said of a single one.
    """
    if len(told) > 1:
        return published(told, at=at)
    text = invitations.request_text(
        told[0], organiser=organiser(), attendee=attendee, partstat=answered, stamp=at
    )
    return CalendarPart(Method.REQUEST, text)


def withdrawing(
    told: Sequence[Entry], *, attendee: Party, whole_event: bool, at: datetime
) -> CalendarPart:
    """Return the part that takes entries out of a calendar."""
    if len(told) > 1:
        return published([replace(entry, status=Status.CANCELLED) for entry in told], at=at)
    text = invitations.cancel_text(
        told[0], organiser=organiser(), attendee=attendee, whole_event=whole_event, stamp=at
    )
    return CalendarPart(Method.CANCEL, text)


def published(told: Sequence[Entry], *, at: datetime) -> CalendarPart:
    """Return the part that tells of several entries, which one request cannot."""
    text = invitations.publish_text(told, organiser=organiser(), stamp=at)
    return CalendarPart(Method.PUBLISH, text)
