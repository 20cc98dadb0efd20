"""To-dos about invitations: to answer one's own, to send what is prepared, to decide."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.todos import Todo
from events.enums import InvitationState, State, SuggestionState
from events.models import Event, Invitation
from events.replied import address_for
from interface import moments

ONE_MORE = 20


def for_user(standing: Standing) -> list[Todo]:
    """Return what the person is asked for; one query, two for a Presidency team."""
    if standing.is_secretariat:
        return _of_events(standing, Event.objects.all())
    found = _to_answer(standing)
    if standing.presidency:
        found += _of_events(standing, Event.objects.filter(host__in=standing.presidency))
    return found


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
    )


def _of_events(standing: Standing, events: QuerySet[Event]) -> list[Todo]:
    """Return what waits with each of the events; what is prepared is the Secretariat's to send."""
    waits = Q(pk__in=Event.objects.filter(suggestions__state=SuggestionState.PROPOSED).values("pk"))
    if standing.is_secretariat:
        waits |= Q(
            state=State.PUBLISHED,
            pk__in=Event.objects.filter(invitations__state=InvitationState.PREPARED).values("pk"),
        )
    rows = (
        events.filter(waits, state__in=[State.DRAFT, State.PUBLISHED], starts_at__gt=standing.at)
        .annotate(
            prepared=_number("invitations", state=InvitationState.PREPARED),
            proposed=_number("suggestions", state=SuggestionState.PROPOSED),
        )
        .order_by("starts_at", "pk")
    )
    found: list[Any] = list(rows)  # events with their counts
    sends = [event for event in found if event.prepared and event.state == State.PUBLISHED]
    return [
        *(_send(event) for event in sends if standing.is_secretariat),
        *(_decide(event) for event in found if event.proposed),
    ]


def _number(of: str, *, state: str) -> Count:
    return Count(of, filter=Q(**{f"{of}__state": state}), distinct=True)


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
