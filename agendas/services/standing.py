"""What stands on each new agenda of a body: kept by the Secretariat, some of it given."""

import tomllib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from accounts import versions
from accounts.access import Standing
from accounts.models import Body
from agendas.enums import Deed
from agendas.models import StandingItem
from agendas.services.agendas import NotYoursError
from journal.services import record

DATA = Path(__file__).resolve().parent.parent / "data" / "standing_items.toml"
OF_BODIES = ("BOARD", "EXCOM")
REFERENCE = "agendas.standing"


@transaction.atomic
def lay_out_standing_items(*, at: datetime) -> int:
    """Lay out what stands on each agenda of Board and ExCom; return how much is new.

    Only of a body that has none at all: what was changed or archived since is never touched.
    """
    read = tomllib.loads(DATA.read_text(encoding="utf-8"))["item"]
    bodies = Body.objects.filter(pk__in=OF_BODIES, standing_items=None)
    made = StandingItem.objects.bulk_create(
        StandingItem(body=body, order=order, **said)
        for body in bodies
        for order, said in enumerate(read, start=1)
    )
    if made:
        record(Deed.STANDING_LAID_OUT, at=at, label=REFERENCE, facts={"items": len(made)})
    return len(made)


@transaction.atomic
def add_standing_item(
    body: Body, *, once: UUID, by: Standing, at: datetime, **said: Any
) -> StandingItem:
    """Let an item stand on each new agenda of a body, after the others; a replay has one effect.

    Agendas that are begun already stay as they are. Raises ``NotYoursError``.
    """
    _require(by)
    last = StandingItem.objects.filter(body=body).aggregate(last=Max("order"))["last"] or 0
    item, made = StandingItem.objects.get_or_create(
        once=once, defaults={"body": body, "order": last + 1, **said}
    )
    if made:
        _note(Deed.STANDING_ADDED, item, by=by, at=at)
    return item


@transaction.atomic
def change_standing_item(
    item: StandingItem, *, version: int, by: Standing, at: datetime, **said: Any
) -> StandingItem:
    """Word a standing item otherwise. Raises ``StaleError`` and ``NotYoursError``."""
    _require(by)
    item = versions.locked(StandingItem.objects.all(), version=version, pk=item.pk)
    for name, value in said.items():
        setattr(item, name, value)
    item.save()
    _note(Deed.STANDING_CHANGED, item, by=by, at=at)
    return item


@transaction.atomic
def archive_standing_item(
    item: StandingItem, *, archived: bool, by: Standing, at: datetime
) -> StandingItem:
    """Let an item stand on new agendas no longer, or again; twice is once."""
    _require(by)
    item = StandingItem.objects.select_for_update().get(pk=item.pk)
    if archived != (item.archived_at is not None):
        item.archived_at = at if archived else None
        item.version += 1
        item.save()
        deed = Deed.STANDING_ARCHIVED if archived else Deed.STANDING_RESTORED
        _note(deed, item, by=by, at=at)
    return item


@transaction.atomic
def move_standing_item(item: StandingItem, *, places: int, by: Standing, at: datetime) -> None:
    """Put it so many places later, or earlier below zero; those archived do not count."""
    _require(by)
    rows = list(
        StandingItem.objects.select_for_update().filter(body=item.body_id, archived_at=None)
    )
    if moved := _moved(rows, item, places):
        for order, row in enumerate(moved, start=1):
            row.order = order
        StandingItem.objects.bulk_update(moved, ["order"])
        _note(Deed.STANDING_CHANGED, item, by=by, at=at)


def _moved(
    rows: Sequence[StandingItem], item: StandingItem, places: int
) -> list[StandingItem] | None:
    """Return the rows as they stand then; nothing where that changes nothing."""
    others = [row for row in rows if row != item]
    if len(others) == len(rows):
        return None
    place = max(0, rows.index(item) + places)
    moved = [*others[:place], item, *others[place:]]
    return moved if moved != list(rows) else None


def _require(by: Standing) -> None:
    if not by.is_secretariat:
        raise NotYoursError


def _note(deed: Deed, item: StandingItem, *, by: Standing, at: datetime) -> None:
    record(
        deed,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label="accounts.body",
        key=item.body_id,
        facts={"title": item.title},
    )
