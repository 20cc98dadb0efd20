"""What needs the Secretariat now, about events."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.days import network_day
from accounts.enums import Visibility
from accounts.todos import Todo
from events import appeals, errands
from events.enums import QuotaScope, RegistrationState, State
from events.models import Event, Invitation, Quota, Registration
from interface import moments

DRAFTS_AHEAD = timedelta(days=30)


def for_user(standing: Standing) -> list[Todo]:
    """Return, in two queries, what waits for the person.

    The Secretariat decides; members of a body say whether they come to its meetings.
    """
    if not standing.is_secretariat:
        return [
            *_of_member(standing),
            *appeals.for_user(standing),
            *errands.for_member(standing),
        ]
    total = Quota.objects.filter(event=OuterRef("pk"), scope=QuotaScope.TOTAL).values("places")
    asked = Q(registrations__state__in=[RegistrationState.PENDING, RegistrationState.WAITING])
    soon = Q(state=State.DRAFT, first_date__lte=network_day(standing.at) + DRAFTS_AHEAD)
    rows = (
        Event.objects.filter(
            soon
            | Q(state=State.HELD)
            | Q(
                state=State.PUBLISHED,
                starts_at__gt=standing.at,
                pk__in=Event.objects.filter(asked).values("pk"),
            )
        )
        .with_counts()
        .annotate(
            pending=Count(
                "registrations", filter=Q(registrations__state=RegistrationState.PENDING)
            ),
            total=Subquery(total[:1]),
        )
        .order_by("starts_at", "pk")
    )
    events: list[Any] = list(rows)  # events with their counts
    drafts = [_draft(event) for event in events if event.state == State.DRAFT]
    published = [event for event in events if event.state == State.PUBLISHED]
    pending = [_pending(event) for event in published if event.pending]
    stuck = [
        _stuck(event)
        for event in published
        if event.waiting and (event.total is None or event.taken < event.total)
    ]
    held = [event for event in events if event.state == State.HELD]
    return [
        *pending,
        *stuck,
        *drafts,
        *appeals.for_user(standing),
        *errands.for_office(standing, held=held),
        *_held(held),
    ]


def _of_member(standing: Standing) -> list[Todo]:
    if standing.user is None or not standing.bodies:
        return []
    own = Registration.objects.of(standing.user).exclude(state=RegistrationState.CANCELLED)
    meetings = (
        Event.objects.open_for_registration(standing.at)
        .filter(body__in=standing.bodies, visibility=Visibility.BODY)
        .exclude(pk__in=own.values("event"))
        .exclude(pk__in=Invitation.objects.held_by(standing).values("event"))
        .order_by("starts_at", "pk")
    )
    return [
        Todo(
            what=_("Say that you come: %(title)s") % {"title": event.title},
            by=event.registration_closes_at or event.starts_at,
            url=event.get_absolute_url(),
            button=_("Register"),
            note=_where_and_when(event),
        )
        for event in meetings
    ]


def _where_and_when(event: Event) -> str:
    return ", ".join(part for part in (moments.day(event.first_date), event.place) if part)


def _pending(event: Any) -> Todo:
    return Todo(
        what=ngettext(
            "%(title)s: %(count)d registration to approve",
            "%(title)s: %(count)d registrations to approve",
            event.pending,
        )
        % {"title": event.title, "count": event.pending},
        by=event.starts_at,
        url=f"{reverse('events:registrations', args=[event.slug])}?state=pending",
        button=_("Look through"),
    )


def _stuck(event: Any) -> Todo:
    left = None if event.total is None else event.total - event.taken
    what = (
        _("%(title)s: places are free and nobody was promoted")
        if left is None
        else ngettext(
            "%(title)s: %(count)d place is free and nobody was promoted",
            "%(title)s: %(count)d places are free and nobody was promoted",
            left,
        )
    )
    return Todo(
        what=what % {"title": event.title, "count": left},
        by=event.starts_at,
        url=reverse("events:control", args=[event.slug]),
        button=_("Control room"),
        note=ngettext("%(count)d waits", "%(count)d wait", event.waiting)
        % {"count": event.waiting},
    )


def _draft(event: Event) -> Todo:
    return Todo(
        what=_("Publish the draft: %(title)s") % {"title": event.title},
        by=event.starts_at,
        url=reverse("events:publish", args=[event.slug]),
        button=_("See what is missing"),
        note=_where_and_when(event),
    )


def _held(events: list[Event]) -> list[Todo]:
    """Ask once for all that were held, however many there are."""
    if not events:
        return []
    if len(events) == 1:
        event = events[0]
        return [
            Todo(
                what=_("Close what was held: %(title)s") % {"title": event.title},
                by=None,
                url=reverse("events:close", args=[event.slug]),
                button=_("Close"),
                note=_where_and_when(event),
            )
        ]
    return [
        Todo(
            what=_("Close what was held: %(count)d events") % {"count": len(events)},
            by=None,
            url=f"{reverse('events:board')}?state={State.HELD}",
            button=_("See them"),
        )
    ]
