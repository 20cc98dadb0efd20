"""What two people typed in one draft, made one; pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

type Box = tuple[str, str | int]

ROWS = "rows"
"""The field that says how many rows a form has; of two numbers the greater one stands."""


@dataclass(frozen=True)
class Merged:
    """One text of two, and the fields that both changed to something else."""

    typed: dict[str, Any]
    clashes: list[str]


def merged(
    base: Mapping[str, Any],
    *,
    stored: Mapping[str, Any],
    own: Mapping[str, Any],
    theirs: Collection[str] = (),
    numbers: Collection[str] = (),
    ticks: Collection[str] = (),
    together: Collection[Collection[str]] = (),
) -> Merged:
    """Let what one person typed and what is stored by now go on as one text, box by box.

    ``base`` is what both began with. Who did not touch a box takes what the other typed into
    it. Where both typed something else the own text goes on, or the stored one in the fields
    ``theirs``: the caller asks about these fields before anything is kept. Fields of several
    boxes are merged box by box: ``numbers`` by their places, ``ticks`` by what is ticked. Fields
    that stand ``together`` are one thing: where either changed a part of it, all are asked about.

    >>> both = merged({"city": ""}, stored={"city": "Porto"}, own={"city": "Lisbon"})
    >>> both.typed, both.clashes
    ({'city': 'Lisbon'}, ['city'])

    >>> before = {"name": "Anna", "email": "anna@example.eu"}
    >>> there, here = before | {"name": "Ilze"}, before | {"email": "zane@example.eu"}
    >>> merged(before, stored=there, own=here, together=[("name", "email")]).clashes
    ['name', 'email']
    """
    before, there, here = (dict(_boxes(one, numbers, ticks)) for one in (base, stored, own))
    found, clashes = dict(there), []
    torn = {
        name
        for group in together
        if _differs(group, here, before, there) and _differs(group, there, before, here)
        for name in group
    }
    for box in dict.fromkeys([*here, *there]):
        name = box[0]
        if name not in own or name == ROWS:
            continue
        was, is_now, said = before.get(box, ""), there.get(box, ""), here.get(box, "")
        if name not in torn and (name not in stored or _same(is_now, was)):
            found[box] = said
        elif name in torn or (not _same(said, was) and not _same(said, is_now)):
            clashes.append(name)
            found[box] = is_now if name in theirs else said
    counts = [one[ROWS] for one in (stored, own) if ROWS in one]
    if counts:
        found[ROWS, ""] = max(counts, key=int)
    typed = _typed(found, {**stored, **own}, numbers, ticks)
    return Merged(typed, list(dict.fromkeys(clashes)))


def _boxes(
    typed: Mapping[str, Any], numbers: Collection[str], ticks: Collection[str]
) -> Iterable[tuple[Box, Any]]:
    for name, value in typed.items():
        if name in numbers:
            yield from (((name, number), one) for number, one in enumerate(value))
        elif name in ticks:
            yield from (((name, one), one) for one in value)
        else:
            yield (name, ""), value


def _typed(
    boxes: Mapping[Box, Any],
    like: Mapping[str, Any],
    numbers: Collection[str],
    ticks: Collection[str],
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in like:
        parts = [said for (one, _part), said in boxes.items() if one == name]
        if name in numbers:
            found[name] = parts
        elif name in ticks:
            found[name] = [one for one in parts if one]
        else:
            (found[name],) = parts
    return found


def _differs(group: Collection[str], one: Mapping[Box, Any], *others: Mapping[Box, Any]) -> bool:
    """Return whether one has in a box of the group what none of the others has."""
    return any(
        all(not _same(one.get((name, ""), ""), other.get((name, ""), "")) for other in others)
        for name in group
    )


def _same(one: Any, other: Any) -> bool:
    """Compare what stands in two boxes; a day that is not begun is three empty ones."""
    return (one if any(one) else "") == (other if any(other) else "")
