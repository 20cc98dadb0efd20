"""Rows of a form that its buttons add, move and take out, without a script; pure.

The fields of a row are named ``<name>_<number>``; a hidden field says how many rows there are.
Nothing is stored by such a press: the form comes back as it was typed, in the new order.
"""

from collections.abc import Iterable, Mapping
from typing import Any

HOW_MANY, PRESSED = "rows", "row"
ADD, UP, DOWN, OUT = "add", "up", "down", "out"
DIGITS = 3


def number(typed: Mapping[str, Any] | None, *, stored: int, most: int) -> int:
    """Return how many rows a form has: as many as it showed, or as are stored.

    >>> number(None, stored=3, most=10), number({"rows": "4"}, stored=3, most=10)
    (3, 4)
    """
    said = _whole((typed or {}).get(HOW_MANY, ""))
    return min(stored if said is None else said, most)


def arranged(typed: Mapping[str, Any], *, names: Iterable[str], most: int) -> dict[str, Any]:
    """Return what was typed, with the rows as they stand after the press of a button.

    A button is worth ``add``, or ``up``, ``down`` and ``out`` with the number of its row. At an
    end, at the limit and with a number that is none everything stays.

    >>> said = {"rows": "2", "title_1": "A", "title_2": "B", "row": "up-2"}
    >>> arranged(said, names=["title"], most=5)["title_1"]
    'B'
    """
    deed, _dash, place = str(typed.get(PRESSED, "")).partition("-")
    order = list(range(1, number(typed, stored=0, most=most) + 1))
    row = _whole(place)
    if deed == ADD and len(order) < most:
        order.append(0)
    elif row in order:
        _rearrange(order, deed, order.index(row))
    said = {
        f"{name}_{new}": typed.get(f"{name}_{old}", "")
        for new, old in enumerate(order, start=1)
        for name in names
    }
    return {**{name: typed[name] for name in typed}, **said, HOW_MANY: str(len(order))}


def _rearrange(order: list[int], deed: str, here: int) -> None:
    if deed == OUT:
        del order[here]
    elif deed == UP and here:
        order.insert(here - 1, order.pop(here))
    elif deed == DOWN:
        order.insert(here + 1, order.pop(here))


def _whole(text: Any) -> int | None:
    said = str(text)
    return int(said) if said.isdecimal() and len(said) <= DIGITS else None
