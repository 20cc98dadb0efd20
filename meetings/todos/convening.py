"""Meetings to prepare: their agenda begun, then convened, each by its last day of dispatch."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.days import clear_working_days_before, days_in, end_of_day, network_day
from accounts.enums import HolidayCalendar
from accounts.models import Holiday
from accounts.todos import Todo, Waiting, told
from agendas.access import SETTLED
from events.access import run_by
from events.enums import Kind
from events.models.event import EventQuerySet
from interface import moments
from meetings.models import Convening

BEGIN_AHEAD = timedelta(days=60)
"""How long before a meeting its agenda is asked for."""
CONVENE_AHEAD = timedelta(days=30)
"""How long before its last day of dispatch a meeting is to be convened."""
SHORT_NOTICE, SHORT = 20, timedelta(days=45)
"""Notices of up to so many working days never take longer than so many days."""


def waiting(standing: Standing) -> Waiting:
    """Return what may wait for who prepares meetings; for others nothing is asked."""
    if standing.is_secretariat or standing.presidency:
        return {_to_prepare: _unsent(standing)}
    return {}


def for_user(standing: Standing) -> list[Todo]:
    """Return all that waits for the person."""
    return told(waiting(standing), standing)


def _unsent(standing: Standing) -> EventQuerySet:
    """Return the meetings to come of which no convening was sent or is about to leave.

    Those are among them of which one was to leave, and did not.
    """
    of_it = Convening.objects.filter(event=OuterRef("pk"))
    soon = Q(starts_at__lt=standing.at + CONVENE_AHEAD + SHORT)
    is_near = soon | Q(body__notice_days__gt=SHORT_NOTICE)
    ahead = run_by(standing).filter(
        Q(~Exists(of_it.in_effect())) & is_near | Q(Exists(of_it.unheard())),
        kind=Kind.MEETING,
        starts_at__gt=standing.at,
    )
    return ahead.exclude(state__in=SETTLED)


def _to_prepare(standing: Standing) -> list[Todo]:
    """Ask of each meeting what is next to make it in time; one query."""
    days_off = Holiday.objects.listed(HolidayCalendar.BE)
    of_it = Convening.objects.filter(event=OuterRef("pk"))
    rows: Iterable[Any] = (
        _unsent(standing)
        .select_related("body", "agenda")
        .annotate(days_off=days_off, unheard=Exists(of_it.unheard()), told=Exists(of_it.sent()))
        .order_by("starts_at", "pk")
    )
    return [todo for event in rows for todo in _of_meeting(event, standing)]


def _of_meeting(event: Any, standing: Standing) -> list[Todo]:
    last = clear_working_days_before(
        event.first_date,
        working_days=event.body.notice_days,
        holidays=days_in(event.days_off),
    )
    is_near = end_of_day(last) <= standing.at + CONVENE_AHEAD
    if event.told:
        asked = True
        what, button = _("Nobody was told of the change: %(meeting)s"), _("See why")
        page = "meetings:convening"
    elif event.unheard:
        asked = True
        what, button = _("Nobody was told: %(meeting)s"), _("See why")
        page = "meetings:convening"
    elif hasattr(event, "agenda"):
        asked = is_near
        what, button = _("Convene the meeting: %(meeting)s"), _("Convene")
        page = "meetings:convening"
    else:
        asked = is_near or event.starts_at < standing.at + BEGIN_AHEAD
        what, button = _("Begin the agenda: %(meeting)s"), _("Begin")
        page = "agendas:edit"
    if not asked:
        return []
    return [
        Todo(
            what=what % {"meeting": event.title},
            by=end_of_day(last),
            url=reverse(page, args=[event.slug]),
            button=button,
            note=_("Last day of dispatch: %(day)s") % {"day": moments.day(last)},
            urgent=not event.told and (event.unheard or last < network_day(standing.at)),
        )
    ]
