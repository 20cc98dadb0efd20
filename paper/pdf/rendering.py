"""From a sheet to the bytes of a file."""

from paper.pdf.canvas import Pages, framed
from paper.pdf.drawing import draw
from paper.pdf.finishing import finish
from paper.pdf.parts import Sheet


def render(sheet: Sheet) -> bytes:
    """Return the sheet as a tagged PDF/A-3a and PDF/UA-1; the same sheet, the same bytes.

    It is laid out twice: how many pages there are is known after the first time.
    """
    total = _laid_out(sheet, total=1).page + 1
    pages = _laid_out(sheet, total=total)
    return finish(pages.done(), pages.root, sheet.properties)


def _laid_out(sheet: Sheet, *, total: int) -> Pages:
    pages = Pages(framed(sheet, total=total))
    for part in sheet.parts:
        draw(part, pages)
    return pages
