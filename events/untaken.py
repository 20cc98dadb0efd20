"""To-dos for events that are over and of whose people nobody has said whether they came."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.todos import Todo
from events.attendance import WITHOUT_CERTIFICATES
from events.enums import Presence, RegistrationState, State
from events.models import Attendance, AttendanceTerms, Event, Registration
from events.models.event import EventQuerySet

MOST_NAMED = 50
"""So many events an address names at the most: none gets too long for a browser."""


def with_terms(rows: EventQuerySet) -> EventQuerySet:
    """Return events with ``gives``: whether certificates are given; nothing where nobody said."""
    terms = AttendanceTerms.objects.filter(event=OuterRef("pk")).values("gives_certificates")
    return rows.annotate(gives=Subquery(terms[:1]))


def with_unknown(rows: EventQuerySet) -> EventQuerySet:
    """Return events ``with_terms`` and ``unknown``: of how many with a place nothing is known."""
    known = Attendance.objects.filter(registration=OuterRef("pk")).exclude(
        presence=Presence.UNKNOWN
    )
    people = Registration.objects.filter(
        ~Exists(known), event=OuterRef("pk"), state=RegistrationState.CONFIRMED
    ).order_by()
    counted = people.values("event").annotate(Count("pk")).values("pk__count")
    return with_terms(rows).annotate(unknown=Coalesce(Subquery(counted), 0))


def for_office(held: Sequence[Any]) -> list[Todo]:
    """Return what to do about those ``held``, in one line, however many there are."""
    untaken = [event for event in held if event.unknown and gives(event)]
    if len(untaken) > 1:
        return [
            Todo(
                what=_("Attendance was not taken at %(count)d events") % {"count": len(untaken)},
                by=None,
                url=on_the_board(untaken),
                button=_("See them"),
            )
        ]
    return [
        Todo(
            what=_("Say who was there: %(title)s") % {"title": event.title},
            by=None,
            url=f"{reverse('events:attendance', args=[event.slug])}?presence={Presence.UNKNOWN}",
            button=_("Take attendance"),
            note=ngettext("%(count)d person unknown", "%(count)d people unknown", event.unknown)
            % {"count": event.unknown},
        )
        for event in untaken
    ]


def on_the_board(held: Iterable[Event]) -> str:
    """Return the address of the board with these events alone, all of them held."""
    query = [("state", State.HELD.value), *(("event", event.slug) for event in held)]
    return f"{reverse('events:board')}?{urlencode(query[: MOST_NAMED + 1])}"


def gives(event: Any) -> bool:
    """Return whether an event of ``with_terms`` gives certificates."""
    by_kind = event.kind not in WITHOUT_CERTIFICATES
    return by_kind if event.gives is None else bool(event.gives)
