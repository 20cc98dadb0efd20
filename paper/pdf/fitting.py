"""Text that has to fit a place: smaller before it breaks, broken before it is cut."""

from collections.abc import Sequence
from dataclasses import dataclass

from paper.pdf import fonts

MORE = "…"
NARROWER = 6.0


@dataclass(frozen=True)
class Fitted:
    """Lines of text in the size in which they fit."""

    lines: list[str]
    font: str
    size: float

    def height(self, leading: float) -> float:
        """Return how high the lines are together."""
        return len(self.lines) * self.size * leading


def fitted(
    text: str,
    font: str,
    steps: Sequence[tuple[float, int]],
    *,
    within: float,
    even: bool = False,
) -> Fitted:
    """Return a text in the first step, a size and how many lines of it, that it fits.

    No step cuts a word but the last; what is too long even for that ends with an ellipsis.
    ``even`` makes lines as even as their number allows, for text that stands in the middle.
    """
    for size, most in steps:
        lines = fonts.lines(text, font, size, within=within)
        if len(lines) <= most and _is_whole(text, font, size, within=within):
            if even:
                lines = _even(text, lines, font, size, within=within)
            return Fitted(lines, font, size)
    size, most = steps[-1]
    lines = fonts.lines(text, font, size, within=within)
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(lines[most - 1], font, size, within=within)]
    return Fitted(lines, font, size)


def _is_whole(text: str, font: str, size: float, *, within: float) -> bool:
    words = fonts.written(text, font).split()
    return all(fonts.width(word, font, size) <= within for word in words)


def _even(text: str, lines: list[str], font: str, size: float, *, within: float) -> list[str]:
    """Break at other places as long as that takes no line more."""
    found = lines
    while len(found) == len(lines) > 1:
        lines, within = found, within - NARROWER
        if not _is_whole(text, font, size, within=within):
            break
        found = fonts.lines(text, font, size, within=within)
    return lines


def _cut(line: str, font: str, size: float, *, within: float) -> str:
    while fonts.width(line + MORE, font, size) > within:
        line = line[:-1]
    return line.rstrip() + MORE
