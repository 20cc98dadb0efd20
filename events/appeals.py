"""To-dos about invitations: to answer one's own, to send what is prepared, to decide."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.todos import Todo
from events.access import run_by
from events.enums import InvitationState, State, SuggestionState
from events.models import InstitutionSuggestion, Invitation
from events.models.event import EventQuerySet
from events.replied import address_for
from interface import moments

ONE_MORE = 20


def for_user(standing: Standing) -> list[Todo]:
    """Return what the person is asked for; one query, two for a Presidency team."""
    found = _to_answer(standing)
    if standing.presidency:
        rows: list[Any] = list(  # events with their counts
            with_numbers(run_by(standing).filter(_proposed(standing.at))).order_by(
                "starts_at", "pk"
            )
        )
        found += map(_decide, rows)
    return found


def wait_for_office(at: datetime) -> Q:
    """Return the condition for events with invitations to send, or suggestions to decide on."""
    prepared = Invitation.objects.filter(state=InvitationState.PREPARED)
    return _proposed(at) | Q(
        state=State.PUBLISHED, starts_at__gt=at, pk__in=prepared.values("event")
    )


def with_numbers(rows: EventQuerySet) -> EventQuerySet:
    """Return events with ``prepared`` and ``proposed``: what waits to be sent, or decided on."""
    return rows.annotate(
        prepared=_number(Invitation.objects.filter(state=InvitationState.PREPARED)),
        proposed=_number(InstitutionSuggestion.objects.filter(state=SuggestionState.PROPOSED)),
    )


def for_office(events: Iterable[Any], *, at: datetime) -> list[Todo]:
    """Return what waits with events of ``with_numbers``, of those that are ahead."""
    ahead = [
        event
        for event in events
        if event.starts_at > at and event.state in {State.DRAFT, State.PUBLISHED}
    ]
    return [
        *(_send(event) for event in ahead if event.prepared and event.state == State.PUBLISHED),
        *(_decide(event) for event in ahead if event.proposed),
    ]


def _to_answer(standing: Standing) -> list[Todo]:
    """Silent invitations to the person, and to the other who speaks for the same seat."""
    rows = (
        Invitation.objects.held_by(standing)
        .silent()
        .filter(event__state=State.PUBLISHED, event__starts_at__gt=standing.at)
        .select_related("event", "seat")
        .order_by("event__starts_at", "sort_name", "pk")[:ONE_MORE]
    )
    return [_answer(one, standing) for one in rows]


def _answer(one: Invitation, standing: Standing) -> Todo:
    own = standing.user is not None and one.email == standing.user.email
    words = _("Say whether you come: %(title)s")
    if not own:
        words = _("Say whether %(name)s comes: %(title)s")
    event = one.event
    return Todo(
        what=words % {"title": event.title, "name": one},
        by=event.registration_closes_at or event.starts_at,
        zone=event.zone,
        url=address_for(one, standing),
        button=_("Answer"),
        seat=(one.seat.member_state_id or "") if one.seat else "",
        note=", ".join(part for part in (moments.day(event.first_date), event.place) if part),
        about=f"{event.slug} {one.seat.pk}" if one.seat else "",
    )


def _proposed(at: datetime) -> Q:
    """Return the condition for events to come with suggestions to decide on."""
    proposed = InstitutionSuggestion.objects.filter(state=SuggestionState.PROPOSED)
    return Q(
        state__in=[State.DRAFT, State.PUBLISHED],
        starts_at__gt=at,
        pk__in=proposed.values("event"),
    )


def _number(rows: QuerySet[Any]) -> Coalesce:
    of_the_event = rows.filter(event=OuterRef("pk")).order_by().values("event")
    counted = of_the_event.annotate(Count("pk")).values("pk__count")
    return Coalesce(Subquery(counted), 0)


def _send(event: Any) -> Todo:
    return Todo(
        what=ngettext(
            "%(title)s: %(count)d invitation is prepared and not sent",
            "%(title)s: %(count)d invitations are prepared and not sent",
            event.prepared,
        )
        % {"title": event.title, "count": event.prepared},
        by=event.starts_at,
        zone=event.zone,
        url=reverse("events:send_invitations", args=[event.slug]),
        button=_("Look through"),
    )


def _decide(event: Any) -> Todo:
    return Todo(
        what=ngettext(
            "%(title)s: %(count)d suggested institution to decide on",
            "%(title)s: %(count)d suggested institutions to decide on",
            event.proposed,
        )
        % {"title": event.title, "count": event.proposed},
        by=event.starts_at,
        zone=event.zone,
        url=reverse("events:suggestions", args=[event.slug]),
        button=_("Decide"),
    )
