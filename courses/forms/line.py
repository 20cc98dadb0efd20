"""One row of a form as its page shows it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.forms import BoundField

SHORT = 3


@dataclass(frozen=True)
class Line:
    """The fields of a row, three short ones side by side, and which buttons have an effect."""

    number: int
    first: BoundField
    short: list[BoundField]
    rest: list[BoundField]
    up: bool
    down: bool


def lines(field: Callable[[str], BoundField], names: Iterable[str], count: int) -> list[Line]:
    """Return the rows of a form, numbered from one."""
    found = []
    for number in range(1, count + 1):
        first, *others = [field(f"{name}_{number}") for name in names]
        short, rest = others[:SHORT], others[SHORT:]
        found.append(Line(number, first, short, rest, up=number > 1, down=number < count))
    return found
