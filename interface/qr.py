"""QR codes as pictures in a page: dark on light in either theme, no style of their own."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

from interface.marks import Words

MASK, QUIET = 2, 4


def svg(text: str, *, label: Words) -> SafeString:
    """Return the code of a text as a picture; the label says what a reader would miss.

    The same text gives the same picture: the mask is fixed, and so not searched for.
    """
    rows = segno.make_qr(text, error="m", mask=MASK).matrix
    size = len(rows) + 2 * QUIET
    dots = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path d="{2}" fill="#000"/></svg>',
        size,
        label,
        dots,
    )
