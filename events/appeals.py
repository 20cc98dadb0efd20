"""To-dos about invitations: to answer one's own, to send what is prepared, to decide."""

from typing import Any

from django.db.models import Count, Q
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
        return [*_to_send(standing), *_to_decide(standing, Event.objects.all())]
    found = _to_answer(standing)
    if standing.presidency:
        found += _to_decide(standing, Event.objects.filter(host__in=standing.presidency))
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
        url=address_for(one, standing),
        button=_("Answer"),
        seat=(one.seat.member_state_id or "") if one.seat else "",
        note=", ".join(part for part in (moments.day(event.first_date), event.place) if part),
    )


def _to_send(standing: Standing) -> list[Todo]:
    """Prepared invitations to events that are published."""
    rows = (
        Event.objects.filter(
            state=State.PUBLISHED,
            starts_at__gt=standing.at,
            invitations__state=InvitationState.PREPARED,
        )
        .annotate(prepared=Count("invitations"))
        .order_by("starts_at", "pk")
    )
    events: list[Any] = list(rows)  # events with their counts
    return [
        Todo(
            what=ngettext(
                "%(title)s: %(count)d invitation is prepared and not sent",
                "%(title)s: %(count)d invitations are prepared and not sent",
                event.prepared,
            )
            % {"title": event.title, "count": event.prepared},
            by=event.starts_at,
            url=reverse("events:send_invitations", args=[event.slug]),
            button=_("Look through"),
        )
        for event in events
    ]


def _to_decide(standing: Standing, events: Any) -> list[Todo]:
    """Institutions that were suggested and that nobody has decided on."""
    proposed = Q(suggestions__state=SuggestionState.PROPOSED)
    rows: list[Any] = list(
        events.filter(proposed, state__in=[State.DRAFT, State.PUBLISHED], starts_at__gt=standing.at)
        .annotate(proposed=Count("suggestions"))
        .order_by("starts_at", "pk")
    )
    return [
        Todo(
            what=ngettext(
                "%(title)s: %(count)d suggested institution to decide on",
                "%(title)s: %(count)d suggested institutions to decide on",
                event.proposed,
            )
            % {"title": event.title, "count": event.proposed},
            by=event.starts_at,
            url=reverse("events:suggestions", args=[event.slug]),
            button=_("Decide"),
        )
        for event in rows
    ]
