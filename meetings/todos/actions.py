"""Action points to do."""

from functools import partial
from typing import Any

from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.days import end_of_day, network_day
from accounts.todos import Occasions, Todo, told_together
from meetings.models import ActionPoint
from meetings.words import dated

MOST = 4


def waiting(standing: Standing) -> list[Occasions]:
    """Return what meetings left the person to do."""
    if not standing.is_network:
        return []
    told = JSONObject(
        pk="pk",
        key="key",
        text="text",
        due_date="due_date",
        seat="member_state",
        title="event__title",
        first_date="event__first_date",
    )
    rows = ActionPoint.objects.of(standing).open().visible_to(standing).annotate(told=told)
    return [Occasions(rows, partial(_to_do, standing), order=["due_date", "pk"])]


def for_user(standing: Standing) -> list[Todo]:
    """Return all that waits for the person."""
    return told_together(waiting(standing))


def _to_do(standing: Standing, rows: list[Any]) -> list[Todo]:
    """Ask for each to be done; beyond a few they are counted."""
    shown = rows if len(rows) <= MOST + 1 else rows[:MOST]
    return [*(_todo(row, standing) for row in shown), *_more(len(rows) - len(shown))]


def _todo(row: Any, standing: Standing) -> Todo:
    return Todo(
        what=row.text,
        by=end_of_day(row.due_date),
        url=reverse("meetings:action", args=[row.key]),
        button=_("Say it is done"),
        seat=row.seat or "",
        note=dated(row),
        urgent=row.due_date < network_day(standing.at),
    )


def _more(number: int) -> list[Todo]:
    if not number:
        return []
    return [
        Todo(
            what=ngettext("%(count)d more action point", "%(count)d more action points", number)
            % {"count": number},
            by=None,
            url=f"{reverse('meetings:actions')}?state=open&mine=on",
            button=_("See them"),
        )
    ]
