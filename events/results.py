"""What was answered, added up, and only as far as it gives nobody away; pure.

Anonymous answers are shown together with those of at least four others, form by form and
question by question. Below that nothing they say is shown: no figure and no word, and no
question counts them. That they have answered is told elsewhere, and is no secret.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from events.enums import Scale
from events.feedback import STEPS, Item, Items

FEW = 5

type Answers = Mapping[str, Any]
type Shuffle = Callable[[list[str]], None]


@dataclass(frozen=True)
class Count:
    """How many chose one thing."""

    label: str
    number: int


@dataclass(frozen=True)
class Result:
    """What was answered to one item.

    ``hidden`` says that anonymous answers to it are left out: there are none, or too few.
    """

    item: Item
    hidden: bool
    number: int
    counts: tuple[Count, ...] = ()
    mean: Fraction | None = None
    texts: tuple[str, ...] = ()


def results(
    items: Items, *, anonymous: Sequence[Answers], named: Sequence[Answers], shuffle: Shuffle
) -> tuple[Result, ...]:
    """Return what was answered to each item; texts in an order that ``shuffle`` makes."""
    together = anonymous if len(anonymous) >= FEW else ()
    return tuple(_result(item, together, named, shuffle=shuffle) for item in items)


def _result(
    item: Item, anonymous: Sequence[Answers], named: Sequence[Answers], *, shuffle: Shuffle
) -> Result:
    nameless = _values(item, anonymous)
    hidden = len(nameless) < FEW
    values = [*([] if hidden else nameless), *_values(item, named)]
    if item.type == Scale.TEXT:
        texts = [str(value) for value in values]
        shuffle(texts)
        return Result(item, hidden, len(values), texts=tuple(texts))
    if item.type == Scale.SCALE:
        counts = tuple(Count(str(step), values.count(step)) for step in STEPS)
        mean = Fraction(sum(values), len(values)) if values else None
        return Result(item, hidden, len(values), counts=counts, mean=mean)
    chosen = [one for value in values for one in (value if isinstance(value, list) else [value])]
    counts = tuple(Count(label, chosen.count(index)) for index, label in enumerate(item.options))
    return Result(item, hidden, len(values), counts=counts)


def _values(item: Item, answers: Iterable[Answers]) -> list[Any]:
    return [said[item.key] for said in answers if item.key in said]


def in_words(item: Item, value: Any) -> str:
    """Return one answer as people read it.

    >>> in_words(Item("a", "several", "A", options=("red", "blue")), [0, 1])
    'red, blue'
    """
    match value:
        case list():
            return ", ".join(item.options[one] for one in value)
        case int() if item.type == Scale.CHOICE:
            return item.options[value]
    return str(value)
