"""What follows from courses and their material; pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from types import MappingProxyType

from accounts.steps import By, Step, Table
from courses.enums import TranslationDeed, TranslationState

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


def is_behind(*, translates: int, source: int) -> bool:
    """Return whether the source has moved on since the translation was made.

    A translation that has not been begun translates nothing, and is behind nothing.
    """
    return 0 < translates < source
