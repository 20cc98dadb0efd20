"""What was said of several trainings, added up; pure.

Each form is judged by itself before (``events.results``): what is hidden there because fewer than
five answered counts nowhere here, so that no sum gives somebody away.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from events.enums import Scale
from events.feedback import Item, Items
from events.results import Count, Result


def summed(forms: Iterable[Sequence[Result]], *, asked: Items = ()) -> list[Result]:
    """Return for each question what all forms together say.

    What the course asks is one question by its key, in whatever language or words an event asked
    it, as long as it can be answered in the same way; of others the same words are one question.
    """
    known = {item.key: item for item in asked}
    found: dict[tuple[Any, ...], tuple[Item, list[Result]]] = {}
    for one in forms:
        for result in one:
            item, own = result.item, known.get(result.item.key)
            if own and (own.type, len(own.options)) == (item.type, len(item.options)):
                found.setdefault((own.key,), (own, []))[1].append(result)
            else:
                words = (item.type, item.text, item.options)
                found.setdefault(words, (item, []))[1].append(result)
    return [_one(item, results) for item, results in found.values()]


def _one(item: Item, results: Sequence[Result]) -> Result:
    shown = [result for result in results if result.number]
    first = results[0]
    number = sum(result.number for result in shown)
    labels = item.options or [count.label for count in first.counts]
    counts = tuple(
        Count(label, sum(result.counts[place].number for result in shown))
        for place, label in enumerate(labels)
    )
    mean = None
    if item.type == Scale.SCALE and number:
        total = sum(int(count.label) * count.number for count in counts)
        mean = Fraction(total, number)
    return Result(
        item,
        hidden=any(result.hidden for result in results),
        number=number,
        counts=counts,
        mean=mean,
        texts=tuple(text for result in shown for text in result.texts),
    )
