"""What needs a person now, about agendas."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.days import clear_working_days_before, end_of_day
from accounts.enums import HolidayCalendar
from accounts.models import Holiday
from accounts.todos import Todo
from agendas.access import SETTLED
from agendas.enums import AgendaState, ItemState
from agendas.models import AgendaItem
from events.access import run_by
from events.enums import Kind
from events.models import Event
from interface import moments

AHEAD = timedelta(days=60)
"""How long before a meeting its agenda is asked for."""


def for_user(standing: Standing) -> list[Todo]:
    """Return what waits for who prepares meetings; for others nothing is asked."""
    prepares = standing.is_secretariat or standing.presidency
    return [
        *(_to_send_out(standing) if prepares else []),
        *(_wishes(standing) if standing.is_secretariat else []),
    ]


def _to_send_out(standing: Standing) -> list[Todo]:
    """Return the meetings of the next weeks whose agenda the body does not have yet."""
    at = standing.at
    ahead = run_by(standing).filter(
        Q(agenda=None) | Q(agenda__state=AgendaState.PREPARING),
        kind=Kind.MEETING,
        starts_at__gt=at,
        starts_at__lt=at + AHEAD,
    )
    meetings = list(ahead.exclude(state__in=SETTLED).select_related("agenda", "body"))
    holidays = Holiday.objects.days(HolidayCalendar.BE) if meetings else ()
    return [_of_meeting(event, holidays) for event in meetings]


def _of_meeting(event: Event, holidays: Collection[date]) -> Todo:
    notice = event.body.notice_days  # type: ignore[union-attr]  # a meeting has a body
    last = clear_working_days_before(event.first_date, working_days=notice, holidays=holidays)
    is_begun = hasattr(event, "agenda")
    words = (
        _("Send the agenda out: %(meeting)s") if is_begun else _("Begin the agenda: %(meeting)s")
    )
    return Todo(
        what=words % {"meeting": event.title},
        by=end_of_day(last),
        url=reverse("agendas:edit", args=[event.slug]),
        button=_("Go on") if is_begun else _("Begin"),
        note=moments.days(event.first_date, event.last_date),
    )


def _wishes(standing: Standing) -> list[Todo]:
    """Return the meetings of which states want items in writing that are still to be discussed."""
    items = AgendaItem.objects.visible_to(standing).filter(
        state=ItemState.OPEN, agenda__event__ends_at__gt=standing.at
    )
    rows: Iterable[Any] = (
        items.exclude(wishes=None)
        .exclude(agenda__event__state__in=SETTLED)
        .values("agenda__event__title", "agenda__event__slug", "agenda__event__starts_at")
        .annotate(number=Count("pk", distinct=True))
        .order_by("agenda__event__starts_at", "agenda__event__slug")
    )
    return [
        Todo(
            what=ngettext(
                "%(count)d item is wanted in writing: %(meeting)s",
                "%(count)d items are wanted in writing: %(meeting)s",
                row["number"],
            )
            % {"count": row["number"], "meeting": row["agenda__event__title"]},
            by=row["agenda__event__starts_at"],
            url=reverse("agendas:wishes", args=[row["agenda__event__slug"]]),
            button=_("See them"),
        )
        for row in rows
    ]
