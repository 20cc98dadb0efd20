"""To-dos for events that take place today: people come in now."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.todos import Todo
from events import attended
from events.enums import THERE, RegistrationState, State
from events.models import Attendance, Event, Registration
from events.models.event import EventQuerySet
from interface import moments

A_DAY = timedelta(days=1)


def is_today(event: Event, *, at: datetime) -> bool:
    """Return whether an event takes place on the day of a moment, and is not over."""
    day = moments.local(at, event.zone).date()
    on = event.first_date <= day <= event.last_date
    return on and event.state == State.PUBLISHED and event.ends_at > at


def soon(at: datetime) -> Q:
    """Return the condition for events that may be today, wherever they are."""
    return Q(state=State.PUBLISHED, ends_at__gt=at, starts_at__lt=at + A_DAY)


def with_in(rows: EventQuerySet) -> EventQuerySet:
    """Return events with ``expected`` and ``came``: who has a place, and who was at a session."""
    people = Registration.objects.filter(
        event=OuterRef("pk"), state=RegistrationState.CONFIRMED
    ).order_by()
    there = Attendance.objects.filter(
        registration__event=OuterRef("pk"),
        registration__state=RegistrationState.CONFIRMED,
        presence__in=THERE,
    ).order_by()
    expected = people.values("event").annotate(Count("pk")).values("pk__count")
    came = (
        there.values("registration__event")
        .annotate(number=Count("registration", distinct=True))
        .values("number")
    )
    return rows.annotate(expected=Coalesce(Subquery(expected), 0), came=Coalesce(Subquery(came), 0))


def todo(event: Any) -> Todo:
    """Return the line of an event of ``with_in`` that is today."""
    facts = {"came": event.came, "expected": event.expected}
    return Todo(
        what=_("Today at %(time)s: %(title)s")
        % {"time": attended.clock(event.starts_at, event.zone), "title": event.title},
        by=None,
        url=reverse("events:check_in", args=[event.slug]),
        button=_("Check-in"),
        note=_("%(came)d of %(expected)d in") % facts,
        urgent=True,
    )


def of_event(event: Event, *, at: datetime) -> list[Todo]:
    """Return the line of one event, if it is today; one query."""
    if not is_today(event, at=at):
        return []
    return [todo(with_in(EventQuerySet(Event).filter(pk=event.pk)).get())]
