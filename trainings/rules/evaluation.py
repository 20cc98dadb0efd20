"""What was said of several trainings, added up; pure.

Each form is judged by itself before (``events.results``): what is hidden there because fewer than
five answered counts nowhere here, so that no sum gives somebody away.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from events.enums import Scale
from events.results import Count, Result


def summed(forms: Iterable[Sequence[Result]]) -> list[Result]:
    """Return for each question what all forms together say; the same words are one question."""
    found: dict[tuple[str, str, tuple[str, ...]], list[Result]] = {}
    for one in forms:
        for result in one:
            item = result.item
            found.setdefault((item.type, item.text, item.options), []).append(result)
    return [_one(results) for results in found.values()]


def _one(results: Sequence[Result]) -> Result:
    shown = [result for result in results if result.number]
    first = results[0]
    number = sum(result.number for result in shown)
    counts = tuple(
        Count(label, sum(result.counts[place].number for result in shown))
        for place, label in enumerate(count.label for count in first.counts)
    )
    mean = None
    if first.item.type == Scale.SCALE and number:
        total = sum(int(count.label) * count.number for count in counts)
        mean = Fraction(total, number)
    return replace(
        first,
        hidden=any(result.hidden for result in results),
        number=number,
        counts=counts,
        mean=mean,
        texts=tuple(text for result in shown for text in result.texts),
    )
