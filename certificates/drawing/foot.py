"""The foot of a certificate: what was taught and by whom, who paid, the seal, the code."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from certificates.drawing import ornaments, pictures
from certificates.texts import Text
from paper.pdf import fonts
from paper.pdf.canvas import INK, LINE, MUTED, NAVY, Pages
from paper.pdf.codes import code
from paper.pdf.fitting import Fitted, fitted
from paper.pdf.fonts import MONO, SANS, SERIF
from paper.pdf.tags import Node

SIDE = 74.0
EDGE, GROUND = 205.0, 44.0
TAUGHT = 366.0
MIDDLE, RADIUS = 518.0, 49.0
CODE = 88.0
SIZES = [8.8, 8.0, 7.2, 6.4, 5.6]
LEADING, GAP, GUTTER, DOT = 1.34, 5.0, 14.0, 8.0
EMBLEM = (62.0, 30.0)
SEALED, ON = [(13.5, 1), (11.0, 1), (9.0, 1), (7.5, 1)], [(7.2, 1), (6.0, 1)]


def foot(pages: Pages, facts: dict[str, Any], text: Text, *, url: str) -> None:
    """Draw everything below the line."""
    ornaments.stroke(pages, SIDE, EDGE, pages.width - 2 * SIDE, thick=0.6, colour=LINE)
    _taught(pages, facts, text)
    _seal(pages, facts, text)
    _check(pages, text, url=url)


@dataclass(frozen=True)
class Said:
    """What stands at the left in one size: its pieces, already broken into lines."""

    size: float
    modules: list[list[str]]
    trainers: list[str]
    statement: list[str]
    note: list[str]
    columns: int

    @property
    def step(self) -> float:
        """Return how far one line is from the next."""
        return self.size * LEADING

    @property
    def rows(self) -> int:
        """Return how many lines the longest column of modules has."""
        return max((sum(map(len, column)) for column in self.split()), default=0)

    @property
    def beside(self) -> float:
        """Return how much room the statement takes, or the emblem beside it."""
        return len(self.statement) * self.step

    def split(self) -> list[list[list[str]]]:
        """Return the modules by column, as even as whole modules allow."""
        half = sum(map(len, self.modules)) / self.columns
        first, lines = 0, 0
        while first < len(self.modules) and lines < half:
            lines += len(self.modules[first])
            first += 1
        return [part for part in (self.modules[:first], self.modules[first:]) if part]

    def height(self, *, emblem: float) -> float:
        """Return how high all of it is."""
        high = len(self.note) * self.step
        if self.modules:
            high += (self.rows + 1) * self.step + GAP
        if self.trainers:
            high += (len(self.trainers) + 1) * self.step + GAP
        if self.statement:
            high += max(self.beside, emblem) + GAP
        return high


def _taught(pages: Pages, facts: dict[str, Any], text: Text) -> None:
    funding = facts["funding"] or {"statement": "", "emblem": ""}
    emblem = pictures.kept(funding["emblem"])
    wide, high = emblem.within(wide=EMBLEM[0], high=EMBLEM[1]) if emblem else (0.0, 0.0)
    said = _said(facts, text, funding["statement"], beside=wide + 8 if emblem else 0.0, high=high)
    y = EDGE - 8
    if said.modules:
        y = _modules(pages, said, text["modules"], y)
    if said.trainers:
        y = _label(pages, text["trainers"], said, y)
        y = _lines(pages, pages.root.add("P"), said.trainers, SIDE, y, said) - GAP
    if said.statement:
        x = SIDE
        if emblem:
            with pages.content(pages.root.add("Figure", alt=text["emblem"])):
                emblem.place(pages, SIDE, y - high, wide=EMBLEM[0], high=EMBLEM[1])
            x += wide + 8
        below = y - max(said.beside, high) - GAP
        y -= max(0.0, (high - said.beside) / 2)
        _lines(pages, pages.root.add("P"), said.statement, x, y, said)
        y = below
    _lines(pages, pages.root.add("P"), said.note, SIDE, y, said, colour=MUTED)


def _said(facts: dict[str, Any], text: Text, statement: str, *, beside: float, high: float) -> Said:
    """Return what stands at the left in the largest size in which all of it has room.

    Where even the smallest has no room for all modules, the last say how many more there are;
    the data in the file, and the page that checks it, hold them all.
    """
    room = EDGE - 8 - GROUND
    for size in SIZES:
        said = _in_size(facts, text, statement, size, beside=beside)
        if said.height(emblem=high) <= room:
            return said
    number = len(facts["modules"])
    while number and said.height(emblem=high) > room:
        number -= 1
        said = _in_size(facts, text, statement, SIZES[-1], beside=beside, number=number)
    return said


def _in_size(
    facts: dict[str, Any],
    text: Text,
    statement: str,
    size: float,
    *,
    beside: float,
    number: int | None = None,
) -> Said:
    shown = facts["modules"][:number]
    if left := len(facts["modules"]) - len(shown):
        shown = [*shown, text["more"].format(number=left)]
    columns = 2 if len(shown) > 3 else 1
    within = (TAUGHT - (columns - 1) * GUTTER) / columns - DOT
    trainers = " · ".join(facts["trainers"])
    return Said(
        size=size,
        modules=[_wrapped(module, size, within, most=3) for module in shown],
        trainers=_wrapped(trainers, size, TAUGHT, most=3) if trainers else [],
        statement=_wrapped(statement, size, TAUGHT - beside, most=6) if statement else [],
        note=_wrapped(text["note"], size, TAUGHT, most=2),
        columns=columns,
    )


def _wrapped(text: str, size: float, within: float, *, most: int) -> list[str]:
    return fitted(text, SANS, [(size, most)], within=within).lines


def _modules(pages: Pages, said: Said, label: str, y: float) -> float:
    y = _label(pages, label, said, y)
    listed = pages.root.add("L")
    wide = (TAUGHT + GUTTER) / said.columns
    for number, column in enumerate(said.split()):
        x, below = SIDE + number * wide, y
        for lines in column:
            item = listed.add("LI")
            _lines(pages, item.add("Lbl"), ["•"], x, below, said, colour=NAVY)
            below = _lines(pages, item.add("LBody"), lines, x + DOT, below, said)
    return y - said.rows * said.step - GAP


def _label(pages: Pages, label: str, said: Said, y: float) -> float:
    return _lines(pages, pages.root.add("H3"), [label], SIDE, y, said, colour=MUTED)


def _lines(
    pages: Pages,
    node: Node,
    lines: list[str],
    x: float,
    y: float,
    said: Said,
    *,
    colour: str = INK,
) -> float:
    with pages.content(node):
        for line in lines:
            pages.text(line, x, y - said.size, font=SANS, size=said.size, colour=colour)
            y -= said.step
    return y


def _seal(pages: Pages, facts: dict[str, Any], text: Text) -> None:
    """Draw the ring where there is a seal, and below it in words what the seal is worth."""
    seal, y = facts["seal"], EDGE - 14 - RADIUS
    if seal:
        with pages.artifact():
            ornaments.ring(pages, MIDDLE, y, RADIUS, around=facts["issuer"])
            day = text.short(date.fromisoformat(facts["issued_on"]))
            room = RADIUS * 1.1
            for said, font, sizes, below, colour in (
                (text["sealed"], SERIF, SEALED, 0.0, NAVY),
                (day, SANS, ON, 11.0, MUTED),
            ):
                _centred(pages, fitted(said, font, sizes, within=room), y - below, colour)
    words = fitted(_worth(seal, text), SANS, [(6.8, 2), (6.2, 3), (5.6, 4)], within=132)
    with pages.content(pages.root.add("P")):
        _centred(pages, words, (y - RADIUS if seal else EDGE - 8) - 5 - words.size, MUTED)


def _worth(seal: dict[str, Any] | None, text: Text) -> str:
    if seal is None:
        return text["unsealed"]
    if seal["demonstration"]:
        return text["demonstration"]
    return text["qualified" if seal["qualified"] else "seal"].format(signer=seal["signer"])


def _centred(pages: Pages, words: Fitted, y: float, colour: str) -> None:
    for line in words.lines:
        x = MIDDLE - fonts.width(line, words.font, words.size) / 2
        pages.text(line, x, y, font=words.font, size=words.size, colour=colour)
        y -= words.size * LEADING


def _check(pages: Pages, text: Text, *, url: str) -> None:
    """Draw the code, and below it the address as a link."""
    right, y = pages.width - SIDE, EDGE - 12 - CODE
    with pages.content(pages.root.add("Figure", alt=f"{text['code']}: {url}")):
        code(pages, right - CODE, y, CODE, text=url)
    y -= 15
    wide = fonts.width(text["check"], SANS, 8)
    with pages.content(pages.root.add("P")):
        pages.text(text["check"], right - wide, y, font=SANS, size=8, colour=MUTED)
    link = pages.root.add("P").add("Link", alt=url)
    top, left = y - 3, right
    page, slash, token = url.partition("://")[2].rstrip("/").rpartition("/")
    with pages.content(link):
        for line in (page + slash, token):
            shown = fitted(line, MONO, [(7.2, 1), (6.2, 1), (5.4, 2)], within=right - MIDDLE - 72)
            for piece in shown.lines:
                wide = fonts.width(piece, MONO, shown.size)
                left, y = min(left, right - wide), y - shown.size * LEADING - 1
                pages.text(piece, right - wide, y, font=MONO, size=shown.size, colour=NAVY)
    pages.link(link, url, url, (left, y - 2, right, top))
