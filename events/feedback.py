"""What an event asks those who were there, when, and what an answer may be; pure.

The form of an event is a sequence of items. Answers are plain values by the keys of the
items: a scale gives a number from 1 to 5, one of several the place of the option among the
options, any of several a list of such places, a text its words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from events.enums import Scale

STEPS = (1, 2, 3, 4, 5)
WITH_OPTIONS = frozenset({Scale.CHOICE, Scale.SEVERAL})
MOST_ITEMS, MOST_OPTIONS, LONGEST = 30, 20, 4000
AGAIN_BEFORE = timedelta(days=3)


@dataclass(frozen=True)
class Item:
    """One thing that is asked; ``key`` names it, whatever its words.

    A scale has words for its two ends, ``low`` and ``high``.
    """

    key: str
    type: str
    text: str
    required: bool = False
    options: tuple[str, ...] = ()
    low: str = ""
    high: str = ""


type Items = tuple[Item, ...]


def read(rows: Iterable[Mapping[str, Any]]) -> Items:
    """Return the items that rows of plain values describe."""
    return tuple(Item(**{**row, "options": tuple(row["options"])}) for row in rows)


def written(items: Iterable[Item]) -> list[dict[str, Any]]:
    """Return the items as rows of plain values.

    >>> asked = (Item("use", "choice", "Useful?", options=("Yes", "No")),)
    >>> read(written(asked)) == asked
    True
    """
    return [{**asdict(item), "options": list(item.options)} for item in items]


def usual() -> Items:
    """Return the form that is ready made, in the language of who begins with it."""
    poor, excellent = _("poor"), _("excellent")
    return (
        Item("content", Scale.SCALE, _("The content"), required=True, low=poor, high=excellent),
        Item("speakers", Scale.SCALE, _("The speakers"), required=True, low=poor, high=excellent),
        Item(
            "organisation",
            Scale.SCALE,
            _("The organisation"),
            required=True,
            low=poor,
            high=excellent,
        ),
        Item(
            "use",
            Scale.SCALE,
            _("Will you use in your work what you heard?"),
            required=True,
            low=_("not at all"),
            high=_("very much"),
        ),
        Item("words", Scale.TEXT, _("What should we keep, and what should we do better?")),
    )


# Changing the form


def found(items: Items, key: str) -> Item | None:
    """Return the item of that key."""
    return next((item for item in items if item.key == key), None)


def placed(items: Items, item: Item) -> Items:
    """Return the items with this one in the place of the one of its key."""
    return tuple(item if one.key == item.key else one for one in items)


def without(items: Items, key: str) -> Items:
    """Return the items without one."""
    return tuple(item for item in items if item.key != key)


def moved(items: Items, key: str, *, by: int) -> Items:
    """Return the items with one of them so many places further down; at an end it stays.

    >>> one, two = Item("a", "text", "A"), Item("b", "text", "B")
    >>> [item.key for item in moved((one, two), "b", by=-5)]
    ['b', 'a']
    """
    here = next(number for number, item in enumerate(items) if item.key == key)
    rest = without(items, key)
    there = min(max(here + by, 0), len(rest))
    return (*rest[:there], items[here], *rest[there:])


def keeps(before: Items, after: Items) -> bool:
    """Return whether answers given to one form mean the same on the other: it only grew."""
    return after[: len(before)] == before


# Answers


def is_answer(item: Item, value: Any) -> bool:
    """Return whether a value can be kept as the answer to an item.

    >>> is_answer(Item("a", "scale", "A"), 5), is_answer(Item("a", "scale", "A"), True)
    (True, False)
    """
    match item.type:
        case Scale.SCALE:
            return _is_whole(value) and value in STEPS
        case Scale.CHOICE:
            return _is_whole(value) and 0 <= value < len(item.options)
        case Scale.SEVERAL:
            return (
                isinstance(value, list)
                and all(_is_whole(one) and 0 <= one < len(item.options) for one in value)
                and 0 < len(value) == len(set(value))
            )
    return isinstance(value, str) and 0 < len(value.strip()) <= LONGEST


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def answered(items: Items, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of it answers what is asked, in the order of the items."""
    return {
        item.key: said[item.key]
        for item in items
        if item.key in said and is_answer(item, said[item.key])
    }


# When


class Phase(StrEnum):
    """Where the form of an event is."""

    DRAFT = "draft"
    OPEN = "open"
    OVER = "over"


def phase(
    *,
    opened_at: datetime | None,
    closes_at: datetime | None,
    closed_at: datetime | None,
    at: datetime,
) -> Phase:
    """Return where a form is at a moment, whether or not a worker runs."""
    if opened_at is None or closes_at is None:
        return Phase.DRAFT
    return Phase.OVER if closed_at or closes_at <= at else Phase.OPEN


def again_at(opened_at: datetime, closes_at: datetime) -> datetime:
    """Return when people are reminded: three days before the end.

    Where all of it takes less than six days, that is half-way.
    """
    return max(closes_at - AGAIN_BEFORE, opened_at + (closes_at - opened_at) / 2)
