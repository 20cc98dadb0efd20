"""What is on a certificate besides its words: the frame, the mark, the ring."""

import math

from reportlab.lib.colors import HexColor

from paper.pdf import fonts
from paper.pdf.canvas import NAVY, Pages

GOLD, PALE = "#b8860b", "#f6d5d5"
OUTER, INNER, CORNER = 25.5, 31.2, 34.0
LETTERS = 6.6


def frame(pages: Pages) -> None:
    """Draw the two lines around the page, and its corners."""
    canvas, width, height = pages.canvas, pages.width, pages.height
    with pages.artifact():
        canvas.setStrokeColor(HexColor(NAVY))
        canvas.setLineWidth(1.7)
        canvas.rect(OUTER, OUTER, width - 2 * OUTER, height - 2 * OUTER)
        canvas.setStrokeColor(HexColor(GOLD))
        canvas.setLineWidth(0.7)
        canvas.rect(INNER, INNER, width - 2 * INNER, height - 2 * INNER)
        canvas.setLineWidth(1.4)
        for x, inwards in ((INNER, 1), (width - INNER, -1)):
            for y, upwards in ((INNER, 1), (height - INNER, -1)):
                canvas.line(x + inwards * CORNER, y, x, y + upwards * CORNER)


def across(pages: Pages, word: str) -> None:
    """Write a word from corner to corner, below all else."""
    canvas, size = pages.canvas, 96
    with pages.content(pages.root.add("P")):
        canvas.saveState()
        canvas.setFont(fonts.BOLD, size)
        canvas.setFillColor(HexColor(PALE))
        canvas.translate(pages.width / 2, pages.height / 2)
        canvas.rotate(math.degrees(math.atan2(pages.height, pages.width)))
        canvas.drawCentredString(0, -size * 0.35, word)
        canvas.restoreState()


def stroke(pages: Pages, x: float, y: float, wide: float, *, thick: float, colour: str) -> None:
    """Draw a line that parts what is above from what is below."""
    with pages.artifact():
        pages.area(x, y, wide, thick, colour)


def mark(pages: Pages, x: float, y: float, side: float) -> None:
    """Draw the sign that stands where the organisation has no logo of its own."""
    canvas = pages.canvas
    canvas.setFillColor(HexColor(NAVY))
    canvas.roundRect(x, y, side, side, side * 0.2, stroke=0, fill=1)
    canvas.setStrokeColor(HexColor("#f5b700"))
    canvas.setLineWidth(side * 0.075)
    canvas.setLineCap(1)
    for share, long in ((0.68, 0.5), (0.5, 0.32), (0.32, 0.5)):
        canvas.line(x + side * 0.25, y + side * share, x + side * (0.25 + long), y + side * share)
    canvas.setLineCap(0)


def ring(pages: Pages, x: float, y: float, radius: float, *, around: str) -> None:
    """Draw the ring of the seal, with the issuer's name around it."""
    canvas = pages.canvas
    canvas.setStrokeColor(HexColor(NAVY))
    for share, thick in ((1.0, 1.6), (0.62, 0.7)):
        canvas.setLineWidth(thick)
        canvas.circle(x, y, radius * share)
    canvas.setStrokeColor(HexColor(GOLD))
    canvas.setLineWidth(0.7)
    canvas.circle(x, y, radius * 0.93)
    canvas.setFillColor(HexColor(NAVY))
    _around(pages, x, y, radius * 0.735, fonts.written(around.upper(), fonts.BOLD))


def _around(pages: Pages, x: float, y: float, radius: float, name: str) -> None:
    """Set a name around a circle, as often as it goes, its letters as far apart as that gives."""
    room = 2 * math.pi * radius
    once = f"{name} · "
    times = max(1, int(room / fonts.width(once, fonts.BOLD, LETTERS)))
    text = once * times
    size = min(LETTERS, LETTERS * room / fonts.width(text, fonts.BOLD, LETTERS))
    apart = (room - fonts.width(text, fonts.BOLD, size)) / len(text)
    canvas, gone = pages.canvas, 0.0
    canvas.setFont(fonts.BOLD, size)
    for letter in text:
        wide = fonts.width(letter, fonts.BOLD, size)
        if letter != " ":
            canvas.saveState()
            canvas.translate(x, y)
            canvas.rotate(180 - math.degrees((gone + wide / 2) / radius))
            canvas.drawString(-wide / 2, radius, letter)
            canvas.restoreState()
        gone += wide + apart
