"""Badges on sheets to cut: the name large, in its own alphabet, and a code to scan."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import batched

from paper.pdf import Properties, fonts
from paper.pdf.canvas import INK, LINE, MUTED, NAVY, Pages
from paper.pdf.codes import code
from paper.pdf.finishing import finish
from paper.pdf.fitting import Fitted, fitted
from paper.pdf.fonts import BOLD, MONO, SANS
from paper.pdf.tags import Node

MM = 72 / 25.4
UPRIGHT = 1.55
WHITE = "#ffffff"
MARK, AWAY = 9.0, 3.0
LEADING = 1.16
TITLE = [(9, 1), (8, 1), (7, 1), (6.2, 2), (5.4, 3), (4.4, 4)]
NAME = [(22, 1), (19, 2), (16, 2), (13.5, 2), (12, 3), (10, 4), (8.5, 5)]
FROM = [(10, 1), (9, 2), (8, 2), (7, 3), (6, 4)]
COUNTRY = [(11, 1), (9.5, 1), (8.5, 2), (7, 3)]
AS_WHAT = [(9, 1), (8, 1), (7, 2)]
TYPED = 8.2  # what one types where the code is not read: legible at arm's length
SMALLER = (1.0, 0.85, 0.7, 0.55)


@dataclass(frozen=True)
class Badge:
    """What stands on one badge; ``code`` is what a scanner reads, ``short`` what one types."""

    event: str
    name: str
    organisation: str
    country: str
    as_what: str
    code: str
    short: str
    says: str


@dataclass(frozen=True)
class Format:
    """How large a badge is, and how many stand on a sheet; all in millimetres."""

    width: float
    height: float
    columns: int = 1
    rows: int = 1
    sheet: tuple[float, float] = (210.0, 297.0)

    @property
    def number(self) -> int:
        """Return how many badges a sheet holds."""
        return self.columns * self.rows


CARD = Format(85, 54, columns=2, rows=5)
A6 = Format(105, 148.5, columns=2, rows=2)
A6_ALONE = Format(105, 148, sheet=(105.0, 148.0))


@dataclass(frozen=True)
class _Box:
    """The place of one badge on its sheet: its lower left, and its sides, in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def scale(self) -> float:
        """Return how much larger than a card its margins are."""
        return min(self.width / (85 * MM), self.height / (54 * MM))

    @property
    def large(self) -> float:
        """Return how much larger than on a card words and code are; a tall badge has room."""
        return self.scale * (UPRIGHT if self.height > self.width else 1)


def sheets(badges: Sequence[Badge], form: Format, *, about: Properties) -> bytes:
    """Return badges as a tagged PDF, as many on a sheet as the format says.

    Marks for cutting stand where badges have room around them. Raises ``ValueError`` for none.
    """
    if not badges:
        raise ValueError("There are no badges.")
    pages = Pages(_unframed, size=(form.sheet[0] * MM, form.sheet[1] * MM))
    for number, some in enumerate(batched(badges, form.number, strict=False)):
        if number:
            pages.turn()
        _marks(pages, form)
        for badge, box in zip(some, _boxes(form), strict=False):
            _badge(pages, badge, box)
    return finish(pages.done(), pages.root, about)


def _unframed(_pages: Pages) -> None:
    """Draw nothing but the badges."""


def _edges(form: Format) -> tuple[list[float], list[float]]:
    """Return where badges end, across from the left and down from the top, in points."""
    left = (form.sheet[0] - form.columns * form.width) / 2
    top = (form.sheet[1] - form.rows * form.height) / 2
    return (
        [(left + n * form.width) * MM for n in range(form.columns + 1)],
        [(form.sheet[1] - top - n * form.height) * MM for n in range(form.rows + 1)],
    )


def _boxes(form: Format) -> list[_Box]:
    across, down = _edges(form)
    return [_Box(x, y, form.width * MM, form.height * MM) for y in down[1:] for x in across[:-1]]


def _marks(pages: Pages, form: Format) -> None:
    """Draw short lines in the margin where the sheet is cut, as far as there is a margin."""
    across, down = _edges(form)
    with pages.artifact():
        if down[-1] > MARK + AWAY:
            for x in across:
                for y in (down[0] + AWAY, down[-1] - AWAY - MARK):
                    pages.area(x - 0.25, y, 0.5, MARK, LINE)
        if across[0] > MARK + AWAY:
            for y in down:
                for x in (across[0] - AWAY - MARK, across[-1] + AWAY):
                    pages.area(x, y - 0.25, MARK, 0.5, LINE)


def _badge(pages: Pages, badge: Badge, box: _Box) -> None:
    scale = box.large
    inset, band, side = 10 * box.scale, 24 * scale, 50 * scale
    node, left, within = pages.root.add("Sect"), box.x + inset, box.width - 2 * inset
    top = box.y + box.height
    with pages.artifact():
        pages.area(box.x, top - band, box.width, band, NAVY)
    title = _fitted(badge.event, BOLD, TITLE, within, scale)
    y = top - (band - title.height(LEADING)) / 2
    _lines(pages, node, title, left, y, WHITE)

    room = top - band - (box.y + inset + side)
    words = _words(badge, within, room, scale)
    y = top - band - max(4 * scale, (room - _height(words, scale)) * 0.45)
    for text, colour in words:
        y = _lines(pages, node, text, left, y, colour) - 3 * scale

    beside = within - side - 8 * scale
    said = [
        (_fitted(badge.country, BOLD, COUNTRY, beside, scale), NAVY),
        (_fitted(badge.as_what, SANS, AS_WHAT, beside, scale), MUTED),
    ]
    y = box.y + inset + sum(text.height(LEADING) for text, _colour in said)
    for text, colour in said:
        y = _lines(pages, node, text, left, y, colour)
    _code(pages, node, badge, box, side)


def _words(badge: Badge, within: float, room: float, scale: float) -> list[tuple[Fitted, str]]:
    """Return name and organisation as large as both have room together."""
    tried = [
        [
            (_fitted(badge.name, BOLD, NAME, within, scale * share), INK),
            (_fitted(badge.organisation, SANS, FROM, within, scale * share), MUTED),
        ]
        for share in SMALLER
    ]
    return next((words for words in tried if _height(words, scale) <= room), tried[-1])


def _height(words: Sequence[tuple[Fitted, str]], scale: float) -> float:
    return sum(text.height(LEADING) + 3 * scale for text, _colour in words)


def _code(pages: Pages, node: Node, badge: Badge, box: _Box, side: float) -> None:
    """Draw the code at the lower right, and below it what one types instead."""
    scale = box.large
    x, y = box.x + box.width - 8 * box.scale - side, box.y + 13 * scale
    with pages.content(node.add("Figure", alt=badge.says)):
        code(pages, x, y, side, text=badge.code)
    size = max(TYPED, TYPED * scale)
    wide = fonts.width(badge.short, MONO, size)
    with pages.content(node.add("P")):
        pages.text(badge.short, x + (side - wide) / 2, y - size, font=MONO, size=size, colour=INK)


def _fitted(
    text: str, font: str, steps: Sequence[tuple[float, int]], within: float, scale: float
) -> Fitted:
    return fitted(text, font, [(size * scale, most) for size, most in steps], within=within)


def _lines(pages: Pages, node: Node, text: Fitted, x: float, y: float, colour: str) -> float:
    """Draw lines below a height; return the height below them. Nothing is no element."""
    if not any(text.lines):
        return y
    with pages.content(node.add("P")):
        for line in text.lines:
            pages.text(line, x, y - text.size * 0.92, font=text.font, size=text.size, colour=colour)
            y -= text.size * LEADING
    return y
