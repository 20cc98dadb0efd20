"""The form of what a seminar asks afterwards, running or over, and its pages."""

import datetime as dt

from django.utils import timezone

from events import respondents
from events.enums import State
from events.models import FeedbackForm
from tests.factories.accounts import MemberStateFactory
from tests.factories.events import EventFactory
from tests.factories.feedback import FeedbackFormFactory

DAY = dt.timedelta(days=1)
STALE = "Somebody else has changed the form meanwhile"


def seminar():
    return EventFactory(
        slug="2026-01-01-a", title="Seminar", host=MemberStateFactory(code="IE"), state=State.HELD,
        first_date=dt.date(2026, 1, 1),
    )  # fmt: skip


def url(event, rest=""):
    return f"/events/{event.slug}/feedback/{rest}"


def form_of(event):
    return FeedbackForm.objects.get(event=event)


def keys(event):
    return [item.key for item in respondents.items_of(form_of(event))]


def running(event, **facts):
    now = timezone.now()
    return FeedbackFormFactory(
        event=event, opened_at=now - 2 * DAY, closes_at=now + 5 * DAY, **facts
    )


def over(event, **facts):
    now = timezone.now()
    return FeedbackFormFactory(event=event, opened_at=now - 9 * DAY, closes_at=now - DAY, **facts)
