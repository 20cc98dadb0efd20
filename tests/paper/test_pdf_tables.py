"""Tables on paper: rows are as high as they must be, and parted where no page could hold them."""

import pytest

from paper.pdf import Table
from paper.pdf.canvas import Pages
from paper.pdf.drawing import draw
from paper.pdf.fonts import BOLD, SANS
from tests.paper.printed import signed


def test_rows_are_as_high_as_a_signature_needs_or_as_their_words():
    at = []

    class Watched(Pages):
        def text(self, text, x, y, **style):
            at.append((self.page, text, y))
            super().text(text, x, y, **style)

    pages = Watched(lambda _pages: None)
    draw(signed(), pages)

    found = {said: (number, y) for number, said, y in at if said.startswith("Person")}
    assert found["Person 0"][1] - found["Person 1"][1] == pytest.approx(30)
    assert found["Person 39"][0] == 1
    assert min(y for _page, _said, y in at) > 64
    assert pages.y < [y for _page, said, y in at if said.startswith("word")][-1] - 30


def drawn(*parts):
    """What is written where: page, words, font."""
    at = []

    class Watched(Pages):
        def text(self, text, x, y, **style):
            at.append((self.page, text, style["font"]))
            super().text(text, x, y, **style)

    pages = Watched(lambda _pages: None)
    for part in parts:
        draw(part, pages)
    return at


def test_of_the_cell_that_names_a_row_the_first_line_alone_is_bold():
    rows = [["1", "Budget\nOf next year", "Decided\nToday"]]

    at = drawn(Table(["No.", "Item", "Done"], rows, (1, 3, 1), header=1))

    assert {said: font for _page, said, font in at[3:]} == {
        "1": SANS, "Budget": BOLD, "Of next year": SANS, "Decided": SANS, "Today": SANS,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("whole", "lines", "pages"),
    [(True, 20, {1}), (False, 20, {0, 1}), (True, 80, {0, 1, 2})],
    ids=["a row that stays whole", "any row", "a row higher than a page"],
)
def test_a_row_that_stays_whole_is_parted_only_where_no_page_could_hold_it(whole, lines, pages):
    rows = [*([f"Row {number}"] for number in range(30)), ["Long\n" * lines]]

    at = drawn(Table(["Item"], rows, (1,), whole=whole))

    assert {page for page, said, _font in at if said == "Long"} == pages
