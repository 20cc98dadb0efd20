"""The pages while they are drawn: every piece is content with its meaning, or an artifact."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from paper.pdf import fonts
from paper.pdf.parts import Sheet
from paper.pdf.tags import Field, Linked, Marked, Node

WIDTH, HEIGHT = A4
LEFT = RIGHT = 56.0
TOP, BOTTOM = 70.0, 64.0
INNER = WIDTH - LEFT - RIGHT
INK, NAVY, MUTED, LINE, TINT = "#1a2238", "#152c69", "#4a5268", "#cfd5e1", "#f3f5fa"
SMALL = 7.5


class Pages:
    """A canvas with a pen that moves down, from page to page, and a tree beside.

    ``frame`` draws what every page has.
    """

    def __init__(
        self, frame: Callable[["Pages"], None], *, size: tuple[float, float] = (WIDTH, HEIGHT)
    ) -> None:
        """Begin the first page."""
        fonts.lay_out()
        self.frame, self.width, self.height = frame, *size
        self.bytes = io.BytesIO()
        self.canvas = Canvas(
            self.bytes, pagesize=size, invariant=1, initialFontName=fonts.SANS, pageCompression=1
        )
        self.root = Node("Document")
        self.page = self.marks = self.annotations = 0
        self.y = self.height - TOP
        self.frame(self)

    @property
    def room(self) -> float:
        """Return how much height is left on the page."""
        return float(self.y - BOTTOM)

    @property
    def full(self) -> float:
        """Return how much height a page has in all."""
        return float(self.height - TOP - BOTTOM)

    def need(self, height: float) -> None:
        """Turn the page where that much does not fit any more."""
        if height > self.room and self.y < self.height - TOP:
            self.turn()

    def turn(self) -> None:
        """End this page and begin the next."""
        self.canvas.showPage()
        self.page += 1
        self.marks = self.annotations = 0
        self.y = self.height - TOP
        self.frame(self)

    def done(self) -> bytes:
        """End the last page; return the file, still without its tree."""
        self.canvas.showPage()
        with fonts.ONE_AT_A_TIME:
            self.canvas.save()
        return self.bytes.getvalue()

    @contextmanager
    def content(self, node: Node) -> Iterator[None]:
        """Draw what belongs to an element of the tree."""
        node.kids.append(Marked(self.page, self.marks))
        self._code(f"/{node.kind} <</MCID {self.marks}>> BDC")
        self.marks += 1
        yield
        self._code("EMC")

    @contextmanager
    def artifact(self, *, foot: bool = False) -> Iterator[None]:
        """Draw what says nothing by itself: lines, tints, what repeats on each page."""
        self._code("/Artifact <</Type /Pagination>> BDC" if foot else "/Artifact BMC")
        yield
        self._code("EMC")

    def text(self, text: str, x: float, y: float, *, font: str, size: float, colour: str) -> None:
        """Draw one line of text."""
        self.canvas.setFont(font, size)
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.drawString(x, y, text)

    def area(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Draw a plain area."""
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.rect(x, y, width, height, stroke=0, fill=1)

    def rule(self, y: float, colour: str = LINE, *, thick: float = 0.6) -> None:
        """Draw a thin line across the text, as an artifact."""
        with self.artifact():
            self.area(LEFT, y, INNER, thick, colour)

    def link(self, node: Node, url: str, says: str, box: tuple[float, float, float, float]) -> None:
        """Make a box of the page a link."""
        self.canvas.linkURL(url, box, relative=0, thickness=0)
        node.kids.append(Linked(self.page, self.annotations, says))
        self.annotations += 1

    def field(self, node: Node, name: str, says: str) -> None:
        """Leave room for a signature: a field that shows nothing, after the page's last link."""
        node.kids.append(Field(self.page, name, says))

    def _code(self, operator: str) -> None:
        self.canvas._code.append(operator)  # noqa: SLF001  # reportlab has no public tagging


def framed(sheet: Sheet, *, total: int) -> Callable[[Pages], None]:
    """Return what draws head and foot of a sheet's pages; ``total`` is what the foot says."""

    def frame(pages: Pages) -> None:
        numbers = sheet.numbers.format(number=pages.page + 1, total=total)
        with pages.artifact(foot=True):
            pages.area(0, HEIGHT - 10, WIDTH, 10, NAVY)
            _pair(pages, sheet.author, sheet.above, HEIGHT - 40)
            pages.area(LEFT, BOTTOM - 18, INNER, 0.6, LINE)
            _pair(pages, sheet.below, numbers, BOTTOM - 32)

    return frame


def _pair(pages: Pages, left: str, right: str, y: float) -> None:
    style = {"font": fonts.SANS, "size": SMALL, "colour": MUTED}
    right = fonts.written(right, fonts.SANS)
    wide = fonts.width(right, fonts.SANS, SMALL)
    [left, *_more] = fonts.lines(left, fonts.SANS, SMALL, within=INNER - wide - 20)
    pages.text(left, LEFT, y, **style)  # type: ignore[arg-type]
    pages.text(right, LEFT + INNER - wide, y, **style)  # type: ignore[arg-type]
