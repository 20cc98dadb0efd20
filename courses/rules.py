"""What follows from courses and their material; pure."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from types import MappingProxyType

from accounts.steps import By, Step, Table
from courses.enums import TranslationDeed, TranslationState

MIDNIGHT = 24 * 60
_CHECKED_BY = frozenset({By.SECRETARIAT, By.STATE})

TRANSLATION: Table = MappingProxyType(
    {
        TranslationState.NONE: {
            TranslationDeed.BEGIN: Step(TranslationState.UNDER_WAY, _CHECKED_BY),
        },
        TranslationState.UNDER_WAY: {
            TranslationDeed.HAND_IN: Step(TranslationState.TO_CHECK, _CHECKED_BY),
        },
        TranslationState.TO_CHECK: {
            TranslationDeed.SEND_BACK: Step(TranslationState.UNDER_WAY, _CHECKED_BY),
            TranslationDeed.PUBLISH: Step(TranslationState.PUBLISHED, _CHECKED_BY),
        },
        TranslationState.PUBLISHED: {
            TranslationDeed.BEGIN_ANEW: Step(TranslationState.UNDER_WAY, _CHECKED_BY),
        },
    }
)


@dataclass(frozen=True)
class Before:
    """A course that comes before another, and whether nobody is let in without it."""

    course: int
    is_required: bool


def missing(before: Iterable[Before], *, held: Collection[int]) -> tuple[list[int], list[int]]:
    """Return which courses are required and lacking, and which are only recommended and lacking.

    >>> missing([Before(1, is_required=True), Before(2, is_required=False)], held={2})
    ([1], [])
    """
    lacking = [one for one in before if one.course not in held]
    return (
        [one.course for one in lacking if one.is_required],
        [one.course for one in lacking if not one.is_required],
    )


@dataclass(frozen=True)
class Hours:
    """On which day of a course a part begins, when, and how long it is."""

    day: int
    starts: time
    minutes: int

    @property
    def span(self) -> tuple[int, int]:
        """Return its first minute of the day, and the one after its last."""
        begins = self.starts.hour * 60 + self.starts.minute
        return begins, begins + self.minutes


def clashing(held: Mapping[int, Hours]) -> tuple[set[int], set[int]]:
    """Return which parts begin before an earlier one of their day is over, and which end too late.

    A part ends before midnight.

    >>> noon = Hours(1, time(12), 60)
    >>> clashing({1: noon, 2: Hours(1, time(12, 30), 30), 3: Hours(2, time(23), 60)})
    ({2}, {3})
    """
    in_order = sorted(held, key=lambda number: (held[number].day, held[number].span, number))
    clashes: set[int] = set()
    until: dict[int, int] = {}
    for number in in_order:
        begins, ends = held[number].span
        day = held[number].day
        if begins < until.get(day, 0):
            clashes.add(number)
        until[day] = max(ends, until.get(day, 0))
    return clashes, {number for number, one in held.items() if one.span[1] >= MIDNIGHT}


def free_slug(words: str, *, taken: Collection[str]) -> str:
    """Return a word for addresses that no course has; ``words`` are folded and in Latin letters.

    >>> free_slug("material", taken={"material"}), free_slug("?", taken=())
    ('material-2', 'course')
    """
    stem = re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:60].strip("-") or "course"
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def is_behind(*, translates: int, source: int) -> bool:
    """Return whether the source has moved on since the translation was made.

    A translation that has not been begun translates nothing, and is behind nothing.
    """
    return 0 < translates < source
