"""Minutes as they are before the body: plain values, and the hash that stands for them."""

import json
import secrets
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from accounts.seats import Place
from agendas.models import AgendaItem
from events import words
from meetings.day import key_of, table_of
from meetings.enums import NUMBERED
from meetings.models import ActionPoint, ItemRecord, Minutes

FORMAT = 1
BY_ITEM = ("sections", "decisions", "actions")
"""Parts whose rows are each about an item, or about none."""

type Frozen = dict[str, Any]


def freeze(minutes: Minutes) -> Frozen:
    """Return all that minutes say now, restricted items included.

    The salt keeps who knows the hash of the whole from guessing what is hidden.
    """
    event = minutes.event
    return {
        "format": FORMAT,
        "salt": secrets.token_hex(16),
        "meeting": {
            "title": event.title,
            "body": str(event.body),
            "first_date": event.first_date.isoformat(),
            "last_date": event.last_date.isoformat(),
            "where": words.where(event),
        },
        "presence": presence(minutes),
        "sections": sections(minutes),
        "decisions": decisions(minutes),
        "actions": actions(minutes),
    }


def presence(minutes: Minutes, *, at_table: Sequence[Place] | None = None) -> dict[str, Any]:
    """Return how each seat sat through each half-day, and the quorum of each; no people."""
    table = table_of(minutes.event, at_table=at_table)
    return {
        "half_days": [key_of(one) for one in table.half_days],
        "quorums": [
            {"present": one.present, "entitled": one.entitled, "needed": one.needed}
            for one in table.quorums
        ],
        "seats": [
            {
                "holder": row.place.holder,
                "votes": row.place.votes,
                "chairs": row.place.chairs,
                "sits": [one.value for one in row.sits],
            }
            for row in table.rows
        ],
    }


def sections(minutes: Minutes) -> list[dict[str, Any]]:
    """Return the sections in order; of an item its key, and whether all the body may read it."""
    rows = minutes.sections.select_related("item__parent")
    return [
        {
            "part": row.part,
            "item": row.item_id,
            "open": is_open(row.item),
            "title": str(row),
            "text": row.text,
        }
        for row in rows
    ]


def decisions(minutes: Minutes) -> list[dict[str, Any]]:
    """Return what was decided, under which number, and how many seats were there."""
    rows = ItemRecord.objects.filter(item__agenda__event=minutes.event, outcome__in=NUMBERED)
    rows = rows.select_related("item__parent", "decision").order_by("decided_at", "pk")
    return [
        {
            "number": row.number,
            "title": row.title,
            "outcome": row.outcome,
            "quorum": {"present": row.present, "entitled": row.entitled, "needed": row.needed},
            "item": row.item_id,
            "open": is_open(row.item),
        }
        for row in rows
    ]


def actions(minutes: Minutes) -> list[dict[str, Any]]:
    """Return who was given what to do until when."""
    rows = ActionPoint.objects.filter(event=minutes.event).select_related(
        "item__parent", "member_state", "organisation"
    )
    return [
        {
            "owner": row.owner,
            "text": row.text,
            "until": row.due_date.isoformat(),
            "item": row.item_id,
            "open": is_open(row.item),
        }
        for row in rows
    ]


def is_open(item: AgendaItem | None) -> bool:
    """Return whether each member of the body may read what is written of an item."""
    return item is None or item.is_open_to_body


def open_part(frozen: Frozen) -> Frozen:
    """Return what all of the body may read of it; there is nothing to guess, so no salt.

    Items are counted anew, for a gap would tell of those that are left out.
    """
    shown = {part: value for part, value in frozen.items() if part != "salt"}
    rows = {part: [one for one in frozen[part] if one["open"]] for part in BY_ITEM}
    numbers: dict[int | None, int | None] = {None: None}
    for part in BY_ITEM:
        for one in rows[part]:
            numbers.setdefault(one["item"], len(numbers))
    return shown | {
        part: [
            {name: value for name, value in one.items() if name != "open"}
            | {"item": numbers[one["item"]]}
            for one in rows[part]
        ]
        for part in BY_ITEM
    }


def plain(frozen: Frozen) -> bytes:
    """Return the values as JSON in UTF-8, with sorted keys and without spaces."""
    text = json.dumps(frozen, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def digest(frozen: Frozen) -> str:
    """Return the SHA-256 of the values as they are written in JSON."""
    return sha256(plain(frozen)).hexdigest()
