"""What a search finds among meetings: minutes and action points."""

from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.folding import folded
from accounts.search import Found
from interface.moments import short_day
from meetings.models import ActionPoint, Section


def find(text: str, standing: Standing, limit: int) -> list[Found]:
    """Return what the person may see of meetings that holds each word."""
    if not standing.is_network or not folded(text):
        return []
    return [*_minutes(text, standing, limit), *_actions(text, standing, limit)]


def _minutes(text: str, standing: Standing, limit: int) -> list[Found]:
    """Find minutes, each once, by the sections that the person may read."""
    rows = Section.objects.visible_to(standing).matching(text)
    rows = rows.select_related("minutes__event", "item").order_by("-minutes__event__starts_at")
    found: dict[int, Section] = {}
    for row in rows[: limit * 4]:
        found.setdefault(row.minutes_id, row)
    return [
        Found(
            kind=_("Minutes"),
            title=str(row.minutes),
            note=str(row),
            url=f"{row.minutes.get_absolute_url()}#{_anchor(row)}",
            icon="doc",
        )
        for row in list(found.values())[:limit]
    ]


def _actions(text: str, standing: Standing, limit: int) -> list[Found]:
    rows = ActionPoint.objects.visible_to(standing).matching(text)
    return [
        Found(
            kind=_("Action point"),
            title=row.text,
            note=f"{row.owner} · {short_day(row.due_date)}",
            url=row.get_absolute_url(),
            icon="check",
        )
        for row in rows.select_related("member_state", "organisation").order_by("-due_date")[:limit]
    ]


def _anchor(row: Section) -> str:
    return f"item-{row.item.key}" if row.item else row.part
