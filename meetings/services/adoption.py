"""Minutes of which somebody notes by hand that a meeting adopted them."""

from datetime import datetime

from django.db import transaction

from accounts.access import Standing
from accounts.days import network_day
from accounts.steps import NotNowError
from events.enums import Kind, State
from events.models import Event
from events.models.event import EventQuerySet
from meetings.enums import AdoptedBy
from meetings.models import Minutes
from meetings.services.minutes import adopt_minutes, locked, require_before_the_body

TAKES_PLACE = (State.PUBLISHED, State.HELD, State.CLOSED)


class NoSuchMeetingError(NotNowError):
    """No such meeting of the body has begun since the minutes were laid before it."""


def could_adopt(minutes: Minutes, *, by: Standing, at: datetime) -> EventQuerySet:
    """Return the meetings that may have adopted minutes, the last first.

    Another one of the body, that has begun, and not before the day on which they were laid
    before it.
    """
    if minutes.finished_at is None:
        return Event.objects.none()
    rows = Event.objects.visible_to(by).filter(
        kind=Kind.MEETING,
        body=minutes.event.body,
        state__in=TAKES_PLACE,
        starts_at__lte=at,
        last_date__gte=network_day(minutes.finished_at),
    )
    return rows.exclude(pk=minutes.event_id).order_by("-starts_at")


@transaction.atomic
def adopt_at_meeting(
    minutes: Minutes, *, meeting: int | None, version: int, by: Standing, at: datetime
) -> Minutes:
    """Note by hand which meeting of the body adopted minutes.

    Raises ``StaleError``, ``NotYoursError``, ``NotFinalError``, ``AskedInWritingError`` and
    ``NoSuchMeetingError``.
    """
    minutes = locked(minutes, version=version)
    require_before_the_body(minutes)
    rows = could_adopt(minutes, by=by, at=at)
    event = rows.filter(pk=meeting).first() if meeting else None
    if event is None:
        raise NoSuchMeetingError
    return adopt_minutes(
        minutes, how=AdoptedBy.MEETING, at_event=event, version=version, by=by, at=at
    )
