"""QR codes as pictures in a page: dark on light in either theme, no style of their own."""

import re

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

from interface.marks import Words

MASK, QUIET = 2, 4
DARK = re.compile(b"\x01+")


def svg(text: str, *, label: Words) -> SafeString:
    """Return the code of a text as a picture; the label says what a reader would miss.

    The same text gives the same picture: the mask is fixed, and so not searched for.
    """
    rows = segno.make_qr(text, error="m", mask=MASK).matrix
    size = len(rows) + 2 * QUIET
    bars = "".join(_bars(bytes(row), y + QUIET) for y, row in enumerate(rows))
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path d="{2}" fill="#000"/></svg>',
        size,
        label,
        bars,
    )


def _bars(row: bytes, y: int) -> str:
    """Return the dark dots of a row, those side by side as one."""
    runs = [(found.start() + QUIET, found.end() - found.start()) for found in DARK.finditer(row)]
    return "".join(f"M{x} {y}h{length}v1h-{length}z" for x, length in runs)
