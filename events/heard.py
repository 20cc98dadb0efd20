"""To-dos about feedback that has closed and that one has not read yet."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.models import ReadMark
from accounts.services.reading import mark_read
from accounts.todos import Todo
from events.feedback import Phase
from events.models import Event, FeedbackAsked, FeedbackForm
from events.respondents import phase_of
from interface import moments

LABEL = "events.feedback"
NEWS = timedelta(days=60)


def unread(standing: Standing) -> QuerySet[FeedbackForm]:
    """Return the forms that closed lately with answers the person has not looked at."""
    answered = FeedbackAsked.objects.filter(form=OuterRef("pk"), has_answered=True)
    read = ReadMark.objects.filter(
        user=standing.user,
        label=LABEL,
        key=Cast(OuterRef("pk"), CharField()),
        read_at__gte=OuterRef("ended_at"),
    )
    return FeedbackForm.objects.annotate(ended_at=Coalesce("closed_at", "closes_at")).filter(
        ~Exists(read),
        Exists(answered),
        ended_at__lte=standing.at,
        ended_at__gt=standing.at - NEWS,
    )


def note_read(form: FeedbackForm, *, by: Standing) -> None:
    """Note that somebody of the Secretariat looks at what people said, once it is over."""
    if by.user and phase_of(form, at=by.at) is Phase.OVER:
        mark_read(by.user, label=LABEL, key=str(form.pk), at=by.at)


def for_office(events: Iterable[Event]) -> list[Todo]:
    """Return that there is something to read, for each of the events."""
    return [
        Todo(
            what=_("Read what people said: %(title)s") % {"title": event.title},
            by=None,
            url=reverse("events:event_feedback", args=[event.slug]),
            button=_("Read"),
            note=moments.days(event.first_date, event.last_date),
        )
        for event in events
    ]
