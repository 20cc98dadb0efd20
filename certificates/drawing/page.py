"""Where everything on a certificate stands, from its head to its foot."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from certificates.drawing import ornaments, pictures
from certificates.drawing.foot import foot
from certificates.drawing.ornaments import GOLD
from certificates.texts import Text
from paper.pdf import fonts
from paper.pdf.canvas import INK, MUTED, NAVY, Pages
from paper.pdf.fitting import Fitted, fitted
from paper.pdf.fonts import BOLD, SANS, SERIF

SIDE = 74.0
TOP, BELOW = 484.0, 214.0
LOGO = 31.0
LEADING = 1.24
type Steps = list[tuple[float, int]]
NAME: Steps = [(35, 1), (30, 1), (26, 1), (23, 2), (20, 2), (17, 2), (15, 3), (12, 4)]
TITLE: Steps = [(19, 1), (17, 1), (15, 2), (13, 2), (12, 3), (10, 4)]
WHERE: Steps = [(12, 1), (10.5, 1), (9.5, 2), (8, 3), (7, 4)]


@dataclass(frozen=True)
class Block:
    """A piece of the middle: its lines, and how much of the room that is left is above it."""

    kind: str
    text: Fitted
    colour: str
    above: float


def draw(
    pages: Pages, facts: dict[str, Any], text: Text, *, url: str, specimen: bool = False
) -> None:
    """Draw a certificate onto an empty page; one that is a specimen says so across it."""
    ornaments.frame(pages)
    if specimen:
        ornaments.across(pages, text["specimen"])
    _head(pages, facts, text)
    _middle(pages, _blocks(pages, facts, text))
    foot(pages, facts, text, url=url)


def _head(pages: Pages, facts: dict[str, Any], text: Text) -> None:
    y = pages.height - 101
    figure = pages.root.add("Figure", alt=text["logo"].format(name=facts["issuer"]))
    with pages.content(figure):
        if logo := pictures.logo():
            wide = logo.within(wide=4 * LOGO, high=LOGO)[0]
            logo.place(pages, SIDE, y, wide=4 * LOGO, high=LOGO)
        else:
            wide = LOGO
            ornaments.mark(pages, SIDE, y, wide)
    left = SIDE + wide + 12
    right = pages.width - SIDE
    number = facts["number"]
    if facts["version"] > 1:
        number += f" · {text['version'].format(version=facts['version'])}"
    room = right - left - fonts.width(number, BOLD, 12) - 24
    issuer = fitted(facts["issuer"], BOLD, [(13, 1), (11, 1), (9, 1), (8, 1)], within=room)
    _line(pages, "P", issuer.lines[0], left, y + 17, font=BOLD, size=issuer.size, colour=NAVY)
    issued = text["issued"].format(date=text.day(date.fromisoformat(facts["issued_on"])))
    _line(pages, "P", issued, left, y + 2, font=SANS, size=9.5, colour=MUTED)
    _line(pages, "P", text["number"], right, y + 17, font=SANS, size=9.5, colour=MUTED, end=True)
    _line(pages, "P", number, right, y + 2, font=BOLD, size=12, colour=INK, end=True)


def _line(
    pages: Pages,
    kind: str,
    text: str,
    x: float,
    y: float,
    *,
    font: str,
    size: float,
    colour: str,
    end: bool = False,
) -> None:
    text = fonts.written(text, font)
    with pages.content(pages.root.add(kind)):
        x -= fonts.width(text, font, size) if end else 0
        pages.text(text, x, y, font=font, size=size, colour=colour)


def _blocks(pages: Pages, facts: dict[str, Any], text: Text) -> list[Block]:
    within, event = pages.width - 2 * SIDE, facts["event"]
    name, title = facts["name"], text["title"]
    took_part = text.took_part[event["kind"]]
    said: list[tuple[str, str, str, Steps, str, float]] = [
        ("H1", title, _serif(title), [(39, 1), (32, 1)], NAVY, 0.6),
        ("P", text["certifies"], SANS, [(12, 1)], MUTED, 1.6),
        ("P", name, _serif(name), NAME, INK, 0.7),
        ("P", took_part, SANS, [(12, 1), (10, 2)], MUTED, 0.7),
        ("H2", _without_kind(event["title"], took_part), BOLD, TITLE, NAVY, 0.7),
        ("P", _when_and_where(facts, text), SANS, WHERE, INK, 0.6),
        ("P", _hours(facts, text), BOLD, [(13.5, 1)], INK, 0.9),
    ]
    return [
        Block(kind, fitted(words, font, steps, within=within, even=True), colour, above)
        for kind, words, font, steps, colour, above in said
        if words
    ]


def _without_kind(title: str, took_part: str) -> str:
    """Return a title without the kind before its colon, where the line above says it already.

    >>> _without_kind("Seminar: what works", "took part in the seminar")
    'What works'
    >>> _without_kind("Burglary: what works", "took part in the seminar")
    'Burglary: what works'
    """
    kind, _colon, rest = title.partition(":")
    rest = rest.strip()
    said = f" {took_part} ".casefold()
    if not rest or f" {kind.strip()} ".casefold() not in said:
        return title
    return rest[0].upper() + rest[1:]


def _hours(facts: dict[str, Any], text: Text) -> str:
    attended, held = facts["minutes"]["attended"], facts["minutes"]["held"]
    return text.spent(attended, held) if held else ""


def _serif(text: str) -> str:
    """Return the font with serifs where it has every letter, else the one without."""
    return SANS if fonts.missing(text, SERIF) else SERIF


def _when_and_where(facts: dict[str, Any], text: Text) -> str:
    event = facts["event"]
    first, last = (date.fromisoformat(event[key]) for key in ("first_date", "last_date"))
    place = text["online"] if event["online"] else event["place"]
    said = ", ".join(part for part in (place, text.days(first, last)) if part)
    if event["languages"]:
        named = text["languages"].format(languages=text.languages(event["languages"]))
        said = f"{said} · {named}"
    return said


def _middle(pages: Pages, blocks: list[Block]) -> None:
    """Set the blocks one below the other, with the room that is left between them."""
    high = sum(block.text.height(LEADING) for block in blocks)
    room = max(0.0, TOP - BELOW - high) / (sum(block.above for block in blocks) + 0.8)
    y = TOP
    for number, block in enumerate(blocks):
        if number == 1:
            x = pages.width / 2 - 58
            ornaments.stroke(pages, x, y - room * 0.5, 116, thick=1.7, colour=GOLD)
        y -= room * block.above
        size, font = block.text.size, block.text.font
        with pages.content(pages.root.add(block.kind)):
            for line in block.text.lines:
                x = (pages.width - fonts.width(line, font, size)) / 2
                pages.text(line, x, y - size, font=font, size=size, colour=block.colour)
                y -= size * LEADING
