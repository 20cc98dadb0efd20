"""A QR code on a page."""

import segno
from reportlab.lib.colors import HexColor

from paper.pdf.canvas import INK, Pages

MASK = 4  # any is good to read; to search for the best takes longer than all else


def code(pages: Pages, x: float, y: float, side: float, *, text: str) -> None:
    """Draw a text as a QR code, its rows as strokes; ``x`` and ``y`` are its lower left."""
    rows = segno.make(text, error="m", mask=MASK, micro=False, boost_error=False).matrix
    dot = side / len(rows)
    path = pages.canvas.beginPath()
    for number, row in enumerate(rows):
        top, begins = y + side - (number + 1) * dot, None
        for column, dark in enumerate([*row, 0]):
            if dark and begins is None:
                begins = column
            elif not dark and begins is not None:
                path.rect(x + begins * dot, top, (column - begins) * dot, dot)
                begins = None
    pages.canvas.setFillColor(HexColor(INK))
    pages.canvas.drawPath(path, stroke=0, fill=1)
