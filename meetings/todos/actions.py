"""Action points to do."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.days import end_of_day, network_day
from accounts.todos import Todo, Waiting
from meetings.models import ActionPoint
from meetings.models.action import ActionPointQuerySet
from meetings.words import dated

MOST = 4


def waiting(standing: Standing) -> Waiting:
    """Return what may wait for the person."""
    return {for_user: _open(standing)} if standing.is_network else {}


def _open(standing: Standing) -> ActionPointQuerySet:
    return ActionPoint.objects.of(standing).open()


def for_user(standing: Standing) -> list[Todo]:
    """Return what meetings left to do, in one query; beyond a few they are counted."""
    if not standing.is_network:
        return []
    rows = _open(standing).visible_to(standing)
    found = list(rows.select_related("event", "member_state", "organisation"))
    shown = found if len(found) <= MOST + 1 else found[:MOST]
    return [*(_todo(one, standing) for one in shown), *_more(len(found) - len(shown))]


def _todo(action: ActionPoint, standing: Standing) -> Todo:
    return Todo(
        what=action.text,
        by=end_of_day(action.due_date),
        url=action.get_absolute_url(),
        button=_("Say it is done"),
        seat=action.member_state_id or "",
        note=dated(action.event),
        urgent=action.is_late(network_day(standing.at)),
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
