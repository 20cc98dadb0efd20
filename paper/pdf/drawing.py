"""How each part of a paper is drawn."""

import io
from collections.abc import Sequence
from functools import singledispatch

from PIL import Image, UnidentifiedImageError
from reportlab.lib.utils import ImageReader

from paper.pdf import fonts
from paper.pdf.canvas import INK, INNER, LEFT, LINE, MUTED, NAVY, TINT, Pages
from paper.pdf.fonts import BOLD, MONO, SANS
from paper.pdf.parts import (
    Bar,
    Box,
    Facts,
    Heading,
    Items,
    Paragraph,
    Part,
    Picture,
    Table,
    Tone,
    Turn,
)
from paper.pdf.tags import Node

SIZE = 9.5
LEADING = 1.45
HEADINGS = {1: 21.0, 2: 12.5, 3: 10.5}
ABOVE_HEADINGS = {1: 0.0, 2: 16.0, 3: 10.0}
GAP = 7.0
PAD = 5.0
SHOWN = ("PNG", "JPEG", "WEBP")
MOST_PIXELS = 480  # of the longer side; printed, that is fine enough
KEPT_TOGETHER = 70.0
COLOURS = {
    Tone.PLAIN: NAVY,
    Tone.MUTED: MUTED,
    Tone.GOOD: "#14683c",
    Tone.BAD: "#a3242b",
    Tone.WARNING: "#8a5a00",
}
TINTS = {
    Tone.PLAIN: TINT,
    Tone.MUTED: TINT,
    Tone.GOOD: "#e8f4ec",
    Tone.BAD: "#fbeaea",
    Tone.WARNING: "#fdf3dd",
}
BAR, SWATCH = 16.0, 7.0


@singledispatch
def draw(part: Part, _pages: Pages) -> None:
    """Draw a part where the pen is, and move the pen below it."""
    raise TypeError(f"a paper has no part like {part!r}")


def _lines(
    pages: Pages,
    node: Node,
    lines: Sequence[str],
    *,
    font: str,
    size: float,
    colour: str = INK,
    x: float = LEFT,
) -> None:
    """Draw lines of one element, over as many pages as they take."""
    step = size * LEADING
    rest = list(lines)
    while rest:
        pages.need(step)
        fit = max(1, int(pages.room // step))
        with pages.content(node):
            for line in rest[:fit]:
                pages.text(line, x, pages.y - size, font=font, size=size, colour=colour)
                pages.y -= step
        rest = rest[fit:]


@draw.register
def _(part: Heading, pages: Pages) -> None:
    size = HEADINGS[part.level]
    lines = fonts.lines(part.text, BOLD, size, within=INNER)
    pages.y -= ABOVE_HEADINGS[part.level]
    pages.need(len(lines) * size * LEADING + KEPT_TOGETHER)
    node = pages.root.add(f"H{part.level}")
    with pages.content(node):
        for line in lines:
            pages.text(line, LEFT, pages.y - size, font=BOLD, size=size, colour=NAVY)
            pages.y -= size * 1.25
    pages.y -= GAP - 2


@draw.register
def _(part: Paragraph, pages: Pages) -> None:
    size = 11.5 if part.lead else SIZE - 1.5 if part.small or part.mono else SIZE
    font = MONO if part.mono else BOLD if part.strong else SANS
    colour = NAVY if part.url else MUTED if part.lead or part.small else INK
    lines = fonts.lines(part.text, font, size, within=INNER)
    node = pages.root.add("P")
    if part.url:
        node = node.add("Link", alt=part.text)
        pages.need(len(lines) * size * LEADING)
        top = pages.y
        _lines(pages, node, lines, font=font, size=size, colour=colour)
        wide = max(fonts.width(line, font, size) for line in lines)
        pages.link(node, part.url, part.text, (LEFT, pages.y, LEFT + wide, top))
    else:
        _lines(pages, node, lines, font=font, size=size, colour=colour)
    pages.y -= 2 if part.strong else GAP


@draw.register
def _(part: Items, pages: Pages) -> None:
    indent = 12.0
    listed = pages.root.add("L")
    for text in part.texts:
        lines = fonts.lines(text, SANS, SIZE, within=INNER - indent)
        pages.need(SIZE * LEADING)
        item = listed.add("LI")
        with pages.content(item.add("Lbl")):
            pages.text("•", LEFT + 2, pages.y - SIZE, font=SANS, size=SIZE, colour=NAVY)
        _lines(pages, item.add("LBody"), lines, font=SANS, size=SIZE, x=LEFT + indent)
        pages.y -= 2
    pages.y -= GAP - 2


@draw.register
def _(part: Box, pages: Pages) -> None:
    size, inset = 14.0, 16.0
    title = fonts.lines(part.title, BOLD, size, within=INNER - 2 * inset)
    said = [fonts.lines(one, SANS, SIZE, within=INNER - 2 * inset) for one in part.lines]
    count = sum(len(lines) for lines in said)
    height = len(title) * size * 1.3 + count * SIZE * LEADING + 2 * inset - 6
    pages.need(height)
    with pages.artifact():
        pages.area(LEFT, pages.y - height, INNER, height, TINTS[part.tone])
        pages.area(LEFT, pages.y - height, 4, height, COLOURS[part.tone])
    below = pages.y - height
    pages.y -= inset - 2
    with pages.content(pages.root.add("H2")):
        for line in title:
            pages.text(
                line, LEFT + inset, pages.y - size, font=BOLD, size=size, colour=COLOURS[part.tone]
            )
            pages.y -= size * 1.3
    pages.y -= 2
    for lines in said:
        _lines(pages, pages.root.add("P"), lines, font=SANS, size=SIZE, x=LEFT + inset)
    pages.y = below - GAP - 3


@draw.register
def _(part: Bar, pages: Pages) -> None:
    total = sum(stroke.number for stroke in part.strokes)
    pages.need(BAR + 30)
    figure = pages.root.add("Figure", alt=part.alt)
    fills = {**COLOURS, Tone.PLAIN: LINE, Tone.MUTED: "#8089a0"}
    with pages.content(figure):
        x = LEFT
        for stroke in part.strokes:
            wide = INNER * stroke.number / total if total else 0
            pages.area(x, pages.y - BAR, wide, BAR, fills[stroke.tone])
            x += wide
        x, y = LEFT, pages.y - BAR - 17
        for stroke in part.strokes:
            label = fonts.written(f"{stroke.number}  {stroke.label}", SANS)
            pages.area(x, y, SWATCH, SWATCH, fills[stroke.tone])
            pages.text(label, x + SWATCH + 5, y, font=SANS, size=SIZE - 1, colour=INK)
            x += SWATCH + 23 + fonts.width(label, SANS, SIZE - 1)
    pages.y -= BAR + 17 + GAP + 6


@draw.register
def _(part: Facts, pages: Pages) -> None:
    _table(pages, Table(heads=(), rows=[list(row) for row in part.rows], shares=(1, 3)))


@draw.register
def _(part: Table, pages: Pages) -> None:
    _table(pages, part)


@draw.register
def _(part: Picture, pages: Pages) -> None:
    try:
        picture = Image.open(io.BytesIO(part.content), formats=SHOWN).convert("RGBA")
    except (UnidentifiedImageError, OSError):
        return
    picture.thumbnail((MOST_PIXELS, MOST_PIXELS))
    share = min(part.high / picture.height, INNER / picture.width)
    wide, high = picture.width * share, picture.height * share
    pages.need(high)
    with pages.content(pages.root.add("Figure", alt=part.alt)):
        pages.canvas.drawImage(ImageReader(picture), LEFT, pages.y - high, wide, high, mask="auto")
    pages.y -= high + GAP


@draw.register
def _(_part: Turn, pages: Pages) -> None:
    pages.turn()


def _table(pages: Pages, part: Table) -> None:
    widths = [INNER * share / sum(part.shares) for share in part.shares]
    table = pages.root.add("Table")
    if part.heads:
        _heads(pages, part.heads, widths, table)
    else:
        pages.rule(pages.y)
    for row in part.rows:
        _row(pages, row, widths, table.add("TR"), part)
    pages.y -= GAP + 2


def _heads(pages: Pages, heads: Sequence[str], widths: Sequence[float], table: Node | None) -> None:
    """Draw the heads; those repeated on a later page are artifacts, said once already."""
    size = SIZE - 1.5
    cells = [
        fonts.lines(head, BOLD, size, within=wide - 2 * PAD)
        for head, wide in zip(heads, widths, strict=True)
    ]
    height = max(len(lines) for lines in cells) * size * LEADING + 2 * PAD - 2
    pages.need(height + KEPT_TOGETHER / 2)
    with pages.artifact():
        pages.area(LEFT, pages.y - height, INNER, height, TINT)
        pages.area(LEFT, pages.y - height, INNER, 1, NAVY)
    row = table.add("TR") if table else None
    x = LEFT
    for lines, wide in zip(cells, widths, strict=True):
        with pages.content(row.add("TH", scope="Column")) if row else pages.artifact():
            for number, line in enumerate(lines):
                y = pages.y - PAD - size - number * size * LEADING + 1
                pages.text(line, x + PAD, y, font=BOLD, size=size, colour=NAVY)
        x += wide
    pages.y -= height


def _row(
    pages: Pages,
    row: Sequence[str | tuple[str, Tone]],
    widths: Sequence[float],
    node: Node,
    part: Table,
) -> None:
    """Draw a row; one that is higher than what is left goes on, on the next page.

    One that stays whole does so only where no page is high enough for it.
    """
    size = SIZE - 0.5
    step = size * LEADING
    cells = []
    for index, (cell, wide) in enumerate(zip(row, widths, strict=True)):
        text, tone = (cell, None) if isinstance(cell, str) else cell
        bold = index == part.header or (tone not in {None, Tone.MUTED})
        font = MONO if index in part.mono else BOLD if bold else SANS
        own = size - 1.5 if index in part.mono else size
        named, *rest = text.split("\n") if index == part.header else [text]
        lines = [(line, font) for line in fonts.lines(named, font, own, within=wide - 2 * PAD)]
        for said in rest:
            lines += [(line, SANS) for line in fonts.lines(said, SANS, own, within=wide - 2 * PAD)]
        colour = COLOURS[tone] if tone else INK
        kind, scope = ("TH", "Row") if index == part.header else ("TD", "")
        cells.append((lines, own, colour, node.add(kind, scope=scope)))
    most = max(len(lines) for lines, *_style in cells)
    longest = pages.full - KEPT_TOGETHER if part.whole else KEPT_TOGETHER * 2
    done = 0
    while done < most:
        wanted = (most - done if most * step < longest else 1) * step + 2 * PAD
        if max(wanted, part.high) > pages.room:
            pages.turn()
            if part.heads:
                _heads(pages, part.heads, widths, None)
        fit = max(1, int((pages.room - 2 * PAD) // step))
        x, top = LEFT, pages.y
        for (lines, own, colour, kid), wide in zip(cells, widths, strict=True):
            if shown := lines[done : done + fit]:
                with pages.content(kid):
                    for number, (line, font) in enumerate(shown):
                        y = pages.y - PAD - size - number * step
                        pages.text(line, x + PAD, y, font=font, size=own, colour=colour)
            x += wide
        pages.y -= max(part.high, min(fit, most - done) * step + 2 * PAD - 2)
        done += fit
        if part.high:
            _part_columns(pages, widths, top)
    pages.rule(pages.y)


def _part_columns(pages: Pages, widths: Sequence[float], top: float) -> None:
    """Draw a line at both sides of each column, from a height down to the pen."""
    with pages.artifact():
        x = LEFT
        for wide in (*widths, 0.0):
            pages.area(x - 0.3, pages.y, 0.6, top - pages.y, LINE)
            x += wide
