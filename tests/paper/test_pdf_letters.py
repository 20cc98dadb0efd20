"""Letters on paper: none of Europe's is lacking, and no line is wider than it may be."""

import pytest

from paper import pdf
from paper.pdf import Paragraph
from paper.pdf.fonts import BOLD, MONO, SANS, SERIF, lines, width, written
from tests.paper.printed import NAMES, sheet, text


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Hohenzollern-Sigmaringen", ["Hohenzollern-", "Sigmaringen"]),
        ("a" * 20, ["a" * 13, "a" * 7]),
        ("Sigmaringen-", ["Sigmaringen-"]),
    ],
    ids=["behind its hyphen", "where it must", "at its end"],
)
def test_a_word_that_is_too_long_is_cut(word, expected):
    assert lines(word, SANS, 10, within=82) == expected


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("font", [SANS, BOLD, SERIF])
def test_names_of_europe_lack_no_letter(name, font):
    assert pdf.missing(name, font) == ""


def test_names_of_europe_are_read_back_as_they_were_written():
    said = text(pdf.render(sheet(*(Paragraph(name) for name in NAMES))))

    assert [name for name in NAMES if name not in said] == []


def test_a_letter_that_the_font_lacks_is_seen_to_be_lacking():
    assert pdf.missing("Anna 漢 字 漢", SANS) == "漢字"
    assert "Anna �" in text(pdf.render(sheet(Paragraph("Anna 漢"))))
    assert pdf.missing("�") == ""


def test_marks_that_show_nothing_go_and_letters_are_composed():
    assert written("e\u0301\u202e\x00\ud800x\ty\r\nz", SANS) == "éx y\nz"


def test_lines_are_no_wider_than_they_may_be_and_lose_nothing():
    said = "A few words and " + "f" * 64 + " and more\n\nafter a break"

    found = lines(said, MONO, 8, within=120)

    assert max(width(line, MONO, 8) for line in found) <= 120
    assert "".join(found).replace(" ", "") == said.replace(" ", "").replace("\n", "")
    assert "" in found
    assert lines("f" * 40, MONO, 8, within=120)[0] != ""
