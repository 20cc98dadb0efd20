"""An agenda as it was sent out or adopted: frozen into plain values, and read back."""

from collections.abc import Iterable
from datetime import time
from typing import Any

from accounts.access import Standing
from accounts.enums import Visibility
from agendas.models import Agenda, AgendaItem, Edition
from agendas.models.item import classes_open_to, own_seats_now, still_there
from events.models import Event


def rows(agenda: Agenda) -> list[dict[str, Any]]:
    """Return what the agenda says now, item by item; what was taken off before is not in it."""
    items = list(agenda.items.prefetch_related("readers"))
    for item in items:
        item.agenda = agenda
    return [_row(item) for item in still_there(items)]


def _row(item: AgendaItem) -> dict[str, Any]:
    return {
        "item": item.pk,
        "parent": item.parent_id,
        "kind": item.kind,
        "title": item.title,
        "text": item.text,
        "presenter": item.presenter,
        "presenter_state": item.presenter_state_id,
        "presenter_name": item.presenter_name,
        "minutes": item.minutes,
        "starts": item.starts_time.isoformat() if item.starts_time else None,
        "state": item.state,
        "struck_reason": item.struck_reason,
        "written_url": item.written_url,
        "visibility": item.visibility,
        "readers": sorted(seat.pk for seat in item.readers.all()),
    }


def items(edition: Edition, standing: Standing) -> list[AgendaItem]:
    """Return the items as they were then, of which the person may know now and might then.

    They are not those stored, only worded as they were.
    """
    event = edition.agenda.event
    now = set(AgendaItem.objects.visible_to(standing, event).values_list("pk", flat=True))
    rows = [row for row in edition.rows if row["item"] in now]
    return [_read(row, edition) for row in _open_then(rows, event, standing)]


def had(agenda: Agenda, items: Iterable[AgendaItem], standing: Standing) -> set[int]:
    """Return which of the items the person had before they were opened to others.

    They stood in the edition since which changes are marked; nothing is asked where none could.
    """
    since = agenda.marks_begin_at
    added = {item.pk for item in items if since and item.added_at > since}
    edition = agenda.editions.filter(is_adopted=agenda.is_adopted).first() if added else None
    if edition is None or added.isdisjoint(row["item"] for row in edition.rows):
        return set()
    return added & {row["item"] for row in _open_then(edition.rows, agenda.event, standing)}


def _open_then(
    rows: Iterable[dict[str, Any]], event: Event, standing: Standing
) -> list[dict[str, Any]]:
    """Return the rows of an edition of which the person might know then."""
    classes = classes_open_to(standing, event)
    seats = set(own_seats_now(standing).values_list("pk", flat=True))

    def is_open(row: dict[str, Any]) -> bool:
        named = row["visibility"] == Visibility.RESTRICTED and not seats.isdisjoint(row["readers"])
        return named or row["visibility"] in classes

    found = [row for row in rows if is_open(row)]
    known = {row["item"] for row in found} | {None}
    return [row for row in found if row["parent"] in known]


def _read(row: dict[str, Any], edition: Edition) -> AgendaItem:
    starts = row["starts"]
    return AgendaItem(
        pk=row["item"],
        agenda=edition.agenda,
        parent_id=row["parent"],
        kind=row["kind"],
        title=row["title"],
        text=row["text"],
        presenter=row["presenter"],
        presenter_state_id=row["presenter_state"],
        presenter_name=row["presenter_name"],
        minutes=row["minutes"],
        starts_time=time.fromisoformat(starts) if starts else None,
        state=row["state"],
        struck_reason=row["struck_reason"],
        written_url=row["written_url"],
        visibility=row["visibility"],
    )
