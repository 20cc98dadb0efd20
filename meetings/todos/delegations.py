"""Delegations to name and to validate, and the places to remind that have named nobody."""

from functools import partial
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, StringAgg, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.models import Body, PresidencyTerm, Seat
from accounts.seats import code_of
from accounts.todos import Occasions, Todo, told_together
from events.access import run_by
from events.enums import LIVE, Group, Kind, State
from events.models import Event, Registration
from events.models.event import EventQuerySet, own_seats
from interface import moments
from meetings.enums import NAMED, DelegationState
from meetings.models import Convening, Delegate, Delegation
from meetings.words import still_open

LINE = "\n"


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
    """Return the meetings one prepares with how many seats have named somebody, and who has not."""
    told = JSONObject(
        pk="pk",
        slug="slug",
        title="title",
        starts_at="starts_at",
        first_date="first_date",
        zone="zone",
        closes="registration_closes_at",
        named=Count("delegations", filter=Q(delegations__state=DelegationState.SENT)),
        silent=_open_seats(are_promised=False),
        promised=_open_seats(are_promised=True),
        silent_chair=_open_chair(is_promised=False),
        promised_chair=_open_chair(is_promised=True),
    )
    rows = _ahead(run_by(standing), standing).annotate(told=told)
    return Occasions(rows, partial(_of_office, standing), order=["starts_at", "pk"])


def _open_seats(*, are_promised: bool) -> Subquery:
    """Return whose seats have not said who comes beside each meeting, a line each."""
    state, organisation = OuterRef("member_state"), OuterRef("organisation")
    rows = Seat.objects.held_on(OuterRef("first_date")).filter(
        _is_open(Q(member_state=state) | Q(organisation=organisation)),
        _is_promised(
            _sits_for(state) | Q(seat__organisation=organisation), is_promised=are_promised
        ),
        body=OuterRef("body"),
    )
    order = [F("member_state__order").asc(nulls_last=True), F("organisation__name").asc()]
    name = Coalesce("member_state__name", "organisation__name")
    names = StringAgg(name, Value(LINE), order_by=order)
    return Subquery(rows.order_by().values("body").annotate(names=names).values("names"))


def _open_chair(*, is_promised: bool) -> Subquery:
    """Return the chair by term beside each meeting, where it sits there without a seat."""
    state, day = OuterRef("member_state"), OuterRef("first_date")
    body = Body.objects.filter(pk=OuterRef(OuterRef("body")), chaired_by_presidency=True)
    seats = Seat.objects.held_on(OuterRef(day)).filter(body=OuterRef(OuterRef("body")))
    rows = PresidencyTerm.objects.filter(
        _is_open(Q(member_state=state)),
        _is_promised(_sits_for(state), is_promised=is_promised),
        Exists(body),
        ~Exists(seats.filter(member_state=state)),
        starts__lte=day,
        ends__gte=day,
    )
    return Subquery(rows.values("member_state__name")[:1])


def _is_open(holder: Q) -> Q:
    """Return whether a place has said neither who comes to a meeting, nor that nobody does."""
    answered = Delegation.objects.answered().filter(holder, event=OuterRef(OuterRef("pk")))
    return ~Q(Exists(answered))


def _is_promised(sits: Q, *, is_promised: bool) -> Q:
    """Return whether somebody who sits there has said yes and is in no delegation, or nobody."""
    named = Delegate.objects.named().filter(registration=OuterRef("pk"))
    coming = Registration.objects.filter(
        sits, ~Exists(named), event=OuterRef(OuterRef("pk")), state__in=LIVE
    )
    return Q(Exists(coming)) if is_promised else ~Q(Exists(coming))


def _sits_for(state: OuterRef) -> Q:
    """Return which registrations are for a state, as ``Registration.party`` says it of one."""
    own = ~Q(capacity="") | Q(group=Group.MEMBER)
    return Q(seat__member_state=state) | Q(own, seat=None, country=state)


def _of_office(standing: Standing, rows: list[Any]) -> list[Todo]:
    """Ask for delegations to be validated, and for silent seats that are late to be reminded."""
    found = []
    for event in rows:
        if event.named and standing.is_secretariat:
            found.append(_validate(event))
        is_late = event.closes and event.closes <= standing.at
        if is_late and (unnamed := _unnamed_places(event)):
            found.append(unnamed)
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


def _unnamed_places(event: Any) -> Todo | None:
    """Ask for the places to be reminded that have not said who comes, in their two groups."""
    silent = _lines(event.silent, event.silent_chair)
    promised = _lines(event.promised, event.promised_chair)
    number = len(silent) + len(promised)
    if not number:
        return None
    groups = still_open(silent=silent, promised=promised)
    return Todo(
        what=ngettext(
            "%(title)s: %(count)d seat has not said who comes",
            "%(title)s: %(count)d seats have not said who comes",
            number,
        )
        % {"title": event.title, "count": number},
        by=event.starts_at,
        zone=event.zone,
        url=reverse("meetings:remind_delegations", args=[event.slug]),
        button=_("Remind"),
        note=". ".join([moments.day(event.first_date), *groups]),
    )


def _lines(*texts: str | None) -> list[str]:
    return [line for text in texts if text for line in text.split(LINE)]


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
