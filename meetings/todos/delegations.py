"""Delegations to name and to validate, and the silent ones to remind."""

from functools import partial
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.models import Seat
from accounts.seats import code_of
from accounts.todos import Occasions, Todo, told_together
from events.access import run_by
from events.enums import Kind, State
from events.models import Event
from events.models.event import EventQuerySet, own_seats
from interface import moments
from meetings.enums import ANSWERED, NAMED, DelegationState
from meetings.models import Convening, Delegation


def waiting(standing: Standing) -> list[Occasions]:
    """Return what may wait for the person about delegations, for each party one is."""
    found = []
    if standing.is_secretariat or standing.presidency:
        found.append(_answered(standing))
    if standing.member_states or standing.organisations:
        found.append(_unnamed(standing))
    return found


def for_user(standing: Standing) -> list[Todo]:
    """Return all that waits for the person, in one query."""
    return told_together(waiting(standing))


def _ahead(rows: EventQuerySet, standing: Standing) -> EventQuerySet:
    """Return the meetings to come for which seats were asked who comes."""
    convened = Convening.objects.sent().filter(event=OuterRef("pk"))
    return rows.filter(
        Exists(convened), kind=Kind.MEETING, state=State.PUBLISHED, starts_at__gt=standing.at
    )


def _answered(standing: Standing) -> Occasions:
    """Return the meetings one prepares with how many seats have named somebody, or are silent."""
    seats = (
        Seat.objects.filter(body=OuterRef("body"), starts__lte=OuterRef("first_date"))
        .filter(Q(ends=None) | Q(ends__gte=OuterRef("first_date")))
        .order_by()
        .values("body")
        .annotate(Count("pk"))
        .values("pk__count")
    )
    answered = Q(delegations__state__in=ANSWERED, delegations__seat__isnull=False)
    told = JSONObject(
        pk="pk",
        slug="slug",
        title="title",
        starts_at="starts_at",
        first_date="first_date",
        zone="zone",
        closes="registration_closes_at",
        named=Count("delegations", filter=Q(delegations__state=DelegationState.SENT)),
        silent=Coalesce(Subquery(seats, output_field=IntegerField()), 0)
        - Count("delegations", filter=answered),
    )
    rows = _ahead(run_by(standing), standing).annotate(told=told)
    return Occasions(rows, partial(_of_office, standing), order=["starts_at", "pk"])


def _of_office(standing: Standing, rows: list[Any]) -> list[Todo]:
    """Ask for delegations to be validated, and for silent seats that are late to be reminded."""
    found = []
    for event in rows:
        if event.named and standing.is_secretariat:
            found.append(_validate(event))
        if event.silent > 0 and event.closes and event.closes <= standing.at:
            found.append(_silent(event))
    return found


def _validate(event: Any) -> Todo:
    return Todo(
        what=ngettext(
            "%(title)s: %(count)d delegation to validate",
            "%(title)s: %(count)d delegations to validate",
            event.named,
        )
        % {"title": event.title, "count": event.named},
        by=event.starts_at,
        zone=event.zone,
        url=f"{reverse('meetings:delegations', args=[event.slug])}?show={DelegationState.SENT}",
        button=_("Look through"),
        note=moments.day(event.first_date),
    )


def _silent(event: Any) -> Todo:
    return Todo(
        what=ngettext(
            "%(title)s: %(count)d seat has not said who comes",
            "%(title)s: %(count)d seats have not said who comes",
            event.silent,
        )
        % {"title": event.title, "count": event.silent},
        by=event.starts_at,
        zone=event.zone,
        url=reverse("meetings:remind_delegations", args=[event.slug]),
        button=_("Remind"),
        note=moments.day(event.first_date),
    )


def _unnamed(standing: Standing) -> Occasions:
    """Return each seat of the person for each meeting for which it has not answered.

    What was changed since it was sent, and not sent anew, is asked for again.
    """
    meetings = _ahead(Event.objects.all(), standing)
    drafts = Delegation.objects.filter(event=OuterRef("event_pk"), seat=OuterRef("pk"))
    changed = drafts.filter(state__in=NAMED).exclude(typed={})
    told = JSONObject(
        pk="pk",
        code="member_state",
        organisation="organisation",
        begins="body__events__starts_at",
        slug="body__events__slug",
        title="body__events__title",
        zone="body__events__zone",
        closes="body__events__registration_closes_at",
        day="body__events__first_date",
        begun=Exists(drafts.exclude(typed={})),
        changed=Exists(changed),
    )
    rows = (
        own_seats(standing)
        .filter(
            Q(ends=None) | Q(ends__gte=F("body__events__first_date")),
            body__events__in=meetings,
            starts__lte=F("body__events__first_date"),
        )
        .annotate(event_pk=F("body__events__pk"))
        .exclude(Exists(drafts.answered()) & ~Exists(changed))
        .annotate(told=told)
    )
    return Occasions(rows, _to_name, order=["begins", "pk"])


def _to_name(rows: list[Any]) -> list[Todo]:
    """Ask each seat of the person for its delegation, until it has answered."""
    return [_name(seat) for seat in rows]


def _name(seat: Any) -> Todo:
    code = code_of(seat.code, seat.organisation)
    day = moments.day(seat.day)
    what = (
        _("Send your delegation anew, it was changed: %(title)s")
        if seat.changed
        else _("Name your delegation: %(title)s")
    )
    note = f"{day}. {_('A draft is begun.')}" if seat.begun and not seat.changed else day
    return Todo(
        what=what % {"title": seat.title},
        by=seat.closes or seat.begins,
        zone=seat.zone,
        url=reverse("meetings:delegation", args=[seat.slug, code]),
        button=_("Open it") if seat.changed else _("Name it"),
        seat=seat.code or "",
        note=note,
        about=f"{seat.slug} {seat.pk}",
    )
