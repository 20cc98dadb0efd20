"""To-dos that only some kinds of events bring: countries, reports, new people."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.enums import Visibility
from accounts.models import Mandate
from accounts.todos import Todo
from events import countries
from events.enums import Kind, State
from events.models import CountryParticipation, Event
from events.newcomers import newcomers
from interface import moments

AHEAD = (State.DRAFT, State.PUBLISHED)
SEEN_BY_THE_NETWORK = (Visibility.PUBLIC, Visibility.NETWORK)


def country_asked(standing: Standing) -> Subquery:
    """Return which of the own states is asked whether it takes part, of the event of a query."""
    asked = CountryParticipation.objects.unanswered().filter(
        event=OuterRef("pk"), country__in=standing.member_states
    )
    return Subquery(asked.values("country")[:1])


def wait_for(standing: Standing) -> Q:
    """Return the condition that an event waits for somebody of the Network.

    Focus days that wait for the answer of the own state, ``country_asked``, and the short reports
    on meetings where one stood for the Network.
    """
    stood = Event.objects.filter(representatives=standing.user).values("pk")
    return Q(
        kind=Kind.FOCUS_DAY,
        state=State.PUBLISHED,
        visibility__in=SEEN_BY_THE_NETWORK,
        ends_at__gt=standing.at,
        country_asked__isnull=False,
    ) | Q(kind=Kind.EXTERNAL, state=State.HELD, report="", pk__in=stood)


def for_member(events: Iterable[Any]) -> list[Todo]:
    """Return what is asked for with those of the events that wait."""
    return [_country(one) if one.country_asked else _report(one) for one in events if one.waits]


def for_office(standing: Standing, *, held: Iterable[Event]) -> list[Todo]:
    """Return the reports that are missing of what was ``held``, and who is new; one query."""
    missing = [event for event in held if event.kind == Kind.EXTERNAL and not event.report]
    return [*map(_report, missing), *_newcomers(standing)]


def _country(event: Any) -> Todo:
    return Todo(
        what=_("Say whether %(state)s takes part: %(title)s")
        % {"state": countries.name(event.country_asked), "title": event.title},
        by=event.starts_at,
        zone=event.zone,
        url=reverse("events:country", args=[event.slug, event.country_asked]),
        button=_("Answer"),
        seat=event.country_asked,
        note=moments.days(event.first_date, event.last_date),
    )


def _report(event: Event) -> Todo:
    return Todo(
        what=_("Write the short report: %(title)s") % {"title": event.title},
        by=None,
        url=reverse("events:report", args=[event.slug]),
        button=_("Write it"),
        note=moments.days(event.first_date, event.last_date),
    )


def _newcomers(standing: Standing) -> list[Todo]:
    """Those who are new and were not introduced: to the meeting ahead, or to a new one."""
    people = list(newcomers(standing.at))
    if not people:
        return []
    ahead = Event.objects.filter(kind=Kind.INTRODUCTION, state__in=AHEAD, ends_at__gt=standing.at)
    meeting = ahead.order_by("starts_at").first()
    if meeting is None:
        return [
            Todo(
                what=_introduce(people),
                by=None,
                url=f"{reverse('events:new')}?kind={Kind.INTRODUCTION}",
                button=_("Plan a meeting"),
                note=_named(people),
            )
        ]
    told = set(meeting.invitations.standing().values_list("email", flat=True))
    told |= set(meeting.registrations.live().values_list("email", flat=True))
    left = [mandate for mandate in people if mandate.user.email not in told]
    if not left:
        return []
    return [
        Todo(
            what=_introduce(left),
            by=meeting.starts_at,
            zone=meeting.zone,
            url=reverse("events:newcomers", args=[meeting.slug]),
            button=_("Invite them"),
            note=_named(left),
        )
    ]


def _introduce(people: list[Mandate]) -> str:
    return ngettext(
        "%(count)d person is new in the Network and was at no introduction meeting",
        "%(count)d people are new in the Network and were at no introduction meeting",
        len(people),
    ) % {"count": len(people)}


def _named(people: list[Mandate]) -> str:
    few = ", ".join(f"{one.user.name} ({one.member_state_id})" for one in people[:3])
    return f"{few} …" if len(people) > 3 else few
