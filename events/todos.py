"""What needs the Secretariat now, about events."""

from datetime import timedelta
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.days import network_day
from accounts.enums import Visibility
from accounts.models import PresidencyTerm
from accounts.models.days import PresidencyTermQuerySet
from accounts.todos import Todo
from events import (
    appeals,
    countries,
    errands,
    heard,
    pending,
    services,
    today,
    unanswered,
    untaken,
)
from events.enums import Approver, Kind, QuotaScope, RegistrationState, RequestState, State
from events.models import ChangeRequest, Event, Invitation, Mailing, Quota, Registration
from interface import moments
from jobs.enums import State as JobState

DRAFTS_AHEAD = timedelta(days=30)
_THE_SECRETARIATS = Q(registrations__state=RegistrationState.PENDING) & ~Q(
    Q(approver=Approver.STATE, registrations__country__in=countries.MEMBER_STATES)
    | Q(approver=Approver.HOST, host__isnull=False),
    needs_approval=True,
)
"""What awaits the Secretariat's approval: what a state approves is that state's to do."""


def for_user(standing: Standing) -> list[Todo]:
    """Return, in four queries at the most, what waits for the person.

    The Secretariat decides; members of a body say whether they come to its meetings.
    """
    if not standing.is_secretariat:
        return [
            *_of_member(standing),
            *appeals.for_user(standing),
            *unanswered.for_user(standing),
        ]
    total = Quota.objects.filter(event=OuterRef("pk"), scope=QuotaScope.TOTAL).values("places")
    asked = Q(registrations__state__in=[RegistrationState.PENDING, RegistrationState.WAITING])
    wishes = ChangeRequest.objects.filter(state=RequestState.OPEN)
    of_the_event = wishes.filter(registration__event=OuterRef("pk")).order_by()
    counted = of_the_event.values("registration__event").annotate(Count("pk"))
    given_up = Mailing.objects.filter(job__state=JobState.FAILED)
    first_given_up = given_up.filter(event=OuterRef("pk")).order_by("pk").values("key")[:1]
    unread = heard.unread(standing)
    last = network_day(standing.at) + DRAFTS_AHEAD
    soon = Q(state=State.DRAFT, first_date__lte=last)
    rows = untaken.with_unknown(
        Event.objects.filter(
            soon
            | today.soon(standing.at)
            | Q(state=State.HELD)
            | Q(
                state=State.PUBLISHED,
                starts_at__gt=standing.at,
                pk__in=Event.objects.filter(asked).values("pk"),
            )
            | Q(
                state=State.PUBLISHED,
                ends_at__gt=standing.at,
                pk__in=wishes.values("registration__event"),
            )
            | Q(pk__in=given_up.values("event"))
            | Q(pk__in=unread.values("event"))
            | appeals.wait_for_office(standing.at)
        )
        .with_counts()
        .annotate(
            pending=Count("registrations", filter=_THE_SECRETARIATS),
            total=Subquery(total[:1]),
            wishes=Coalesce(Subquery(counted.values("pk__count")), 0),
            given_up=Subquery(first_given_up),
            said=Exists(unread.filter(event=OuterRef("pk"))),
        )
        .order_by("starts_at", "pk")
    )
    events: list[Any] = list(appeals.with_numbers(today.with_in(rows)))  # with their counts
    drafts = [
        _draft(event) for event in events if event.state == State.DRAFT and event.first_date <= last
    ]
    published = [event for event in events if event.state == State.PUBLISHED]
    to_approve = [
        _pending(event) for event in published if event.pending and event.starts_at > standing.at
    ]
    wanted = [_wished(event) for event in published if event.wishes]
    with_room = [
        event
        for event in published
        if event.waiting
        and event.starts_at > standing.at
        and (event.total is None or event.taken < event.total)
    ]
    stuck = [_stuck(event, number) for event, number in services.promotable(with_room).items()]
    held = [event for event in events if event.state == State.HELD]
    return [
        *(today.todo(event) for event in published if today.is_today(event, at=standing.at)),
        *(_given_up(event) for event in events if event.given_up),
        *to_approve,
        *wanted,
        *stuck,
        *drafts,
        *appeals.for_office(events, at=standing.at),
        *errands.for_office(standing, held=held),
        *untaken.for_office(held),
        *heard.for_office(event for event in events if event.said),
        *_held(held),
    ]


def _given_up(event: Any) -> Todo:
    return Todo(
        what=_("A letter to many does not go on: %(title)s") % {"title": event.title},
        by=None,
        url=reverse("events:mailing", args=[event.slug, event.given_up]),
        button=_("See why"),
        note=moments.days(event.first_date, event.last_date),
        urgent=True,
    )


def _of_member(standing: Standing) -> list[Todo]:
    """Return own people to approve, meetings to say something about, and what else is asked.

    One query, and none for who is not of the Network.
    """
    if standing.user is None or not standing.is_network:
        return []
    states = sorted(standing.member_states)
    own = Registration.objects.of(standing.user).exclude(state=RegistrationState.CANCELLED)
    meetings = (
        Event.objects.open_for_registration(standing.at)
        .filter(body__in=standing.bodies, visibility=Visibility.BODY)
        .exclude(host__in=standing.presidency - standing.member_states)
        .exclude(pk__in=own.values("event"))
        .exclude(pk__in=Invitation.objects.held_by(standing).values("event"))
    )
    if standing.member_states or standing.organisations:
        meetings = meetings.exclude(kind=Kind.MEETING)  # who names a delegation is asked for that
    else:
        meetings = meetings.exclude(Exists(_out_of_office(standing)))
    asking = Registration.objects.filter(state=RegistrationState.PENDING)
    asked = Event.objects.visible_to(standing).filter(
        Q(approver=Approver.STATE, pk__in=asking.filter(country__in=states).values("event"))
        | Q(approver=Approver.HOST, host__in=states, pk__in=asking.values("event")),
        needs_approval=True,
        state=State.PUBLISHED,
        starts_at__gt=standing.at,
    )
    is_asked, is_meeting = Q(pk__in=asked.values("pk")), Q(pk__in=meetings.values("pk"))
    waits = errands.wait_for(standing)
    rows = (
        Event.objects.annotate(country_asked=errands.country_asked(standing))
        .filter(is_asked | is_meeting | waits)
        .annotate(
            asked=Case(When(is_asked, then=True), default=False),
            meeting=Case(When(is_meeting, then=True), default=False),
            waits=Case(When(waits, then=True), default=False),
            **{f"from_{code}": _asking_from(code) for code in states},
        )
        .order_by("starts_at", "pk")
    )
    events: list[Any] = list(rows)  # events with what is asked of the person
    to_approve = [
        _own_people(event, code, number)
        for event in events
        if event.asked
        for code in states
        if (number := getattr(event, f"from_{code}"))
    ]
    return [
        *to_approve,
        *(_meeting(event) for event in events if event.meeting),
        *errands.for_member(events),
    ]


def _out_of_office(standing: Standing) -> PresidencyTermQuerySet:
    """Return the terms of the person's Presidency that end between today and an event."""
    return PresidencyTerm.objects.filter(
        member_state__in=standing.presidency,
        starts__lte=network_day(standing.at),
        ends__lt=OuterRef("first_date"),
    )


def _asking_from(code: str) -> Count:
    asking = Q(
        Q(approver=Approver.STATE, registrations__country=code)
        | Q(approver=Approver.HOST, host=code),
        registrations__state=RegistrationState.PENDING,
    )
    return Count("registrations", filter=asking)


def _meeting(event: Event) -> Todo:
    return Todo(
        what=_("Say that you come: %(title)s") % {"title": event.title},
        by=event.registration_closes_at or event.starts_at,
        zone=event.zone,
        url=event.get_absolute_url(),
        button=_("Register"),
        note=_where_and_when(event),
    )


def _own_people(event: Event, code: str, number: int) -> Todo:
    return Todo(
        what=ngettext(
            "%(title)s: %(count)d person awaits your approval as the host",
            "%(title)s: %(count)d people await your approval as the host",
            number,
        )
        % {"title": event.title, "count": number}
        if event.is_approved_by_host(code)
        else ngettext(
            "%(title)s: %(count)d person from %(state)s awaits your approval",
            "%(title)s: %(count)d people from %(state)s await your approval",
            number,
        )
        % {"title": event.title, "count": number, "state": code},
        by=event.starts_at,
        zone=event.zone,
        url=reverse("events:own_state", args=[event.slug, code]),
        button=_("Look through"),
        seat=code,
    )


def _wished(event: Any) -> Todo:
    return Todo(
        what=ngettext(
            "%(title)s: %(count)d wish for a change to decide",
            "%(title)s: %(count)d wishes for a change to decide",
            event.wishes,
        )
        % {"title": event.title, "count": event.wishes},
        by=event.starts_at,
        zone=event.zone,
        url=reverse("events:requests", args=[event.slug]),
        button=_("Decide"),
    )


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
        zone=event.zone,
        url=pending.to_approve(event),
        button=_("Look through"),
    )


def _stuck(event: Any, number: int) -> Todo:
    return Todo(
        what=ngettext(
            "%(title)s: %(count)d person who waits could have a place",
            "%(title)s: %(count)d people who wait could have a place",
            number,
        )
        % {"title": event.title, "count": number},
        by=event.starts_at,
        zone=event.zone,
        url=reverse("events:places", args=[event.slug]),
        button=_("See the places"),
        note=_("Save the numbers of places once more: who can have one is promoted."),
    )


def _draft(event: Event) -> Todo:
    return Todo(
        what=_("Publish the draft: %(title)s") % {"title": event.title},
        by=event.starts_at,
        zone=event.zone,
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
