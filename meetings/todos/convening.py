"""Meetings to prepare: their agenda begun, then convened, each by its last day of dispatch."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.days import clear_working_days_before, days_in, end_of_day, network_day
from accounts.enums import HolidayCalendar
from accounts.models import Holiday
from accounts.todos import Occasions, Todo, told_together
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


def waiting(standing: Standing) -> list[Occasions]:
    """Return what may wait for who prepares meetings; for others nothing is asked."""
    return [_unprepared(standing)] if standing.is_secretariat or standing.presidency else []


def for_user(standing: Standing) -> list[Todo]:
    """Return all that waits for the person."""
    return told_together(waiting(standing))


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


def _unprepared(standing: Standing) -> Occasions:
    """Return them with what tells what is next to make each in time."""
    of_it = Convening.objects.filter(event=OuterRef("pk"))
    told = JSONObject(
        pk="pk",
        slug="slug",
        title="title",
        first_date="first_date",
        starts_at="starts_at",
        notice_days="body__notice_days",
        agenda="agenda__pk",
        days_off=Holiday.objects.listed(HolidayCalendar.BE),
        unheard=Exists(of_it.unheard()),
        heard=Exists(of_it.sent()),
    )
    rows = _unsent(standing).annotate(told=told)
    return Occasions(rows, partial(_to_prepare, standing), order=["starts_at", "pk"])


def _to_prepare(standing: Standing, rows: list[Any]) -> list[Todo]:
    return [todo for event in rows for todo in _of_meeting(event, standing)]


def _of_meeting(event: Any, standing: Standing) -> list[Todo]:
    last = clear_working_days_before(
        event.first_date,
        working_days=event.notice_days,
        holidays=days_in(event.days_off),
    )
    is_near = end_of_day(last) <= standing.at + CONVENE_AHEAD
    if event.heard:
        asked = True
        what, button = _("Nobody was told of the change: %(meeting)s"), _("See why")
        page = "meetings:convening"
    elif event.unheard:
        asked = True
        what, button = _("Nobody was told: %(meeting)s"), _("See why")
        page = "meetings:convening"
    elif event.agenda:
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
            urgent=not event.heard and (event.unheard or last < network_day(standing.at)),
        )
    ]
