"""Papers: both profiles hold, each part says what it is, and the same sheet gives the same bytes."""

import io
import json
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from paper import pdf
from paper.pdf import Facts, Paragraph, Picture, Turn
from paper.pdf.canvas import Pages
from paper.pdf.drawing import draw
from paper.pdf.finishing import finish
from paper.pdf.fonts import SANS
from tests.documents.files import png
from tests.paper.printed import (
    MADE_AT,
    NAMES,
    PROFILES,
    elements,
    everything,
    failures,
    sheet,
    signed,
    text,
)


@pytest.mark.parametrize(
    "made",
    [
        sheet(),
        everything(),
        sheet(*(Paragraph(name) for name in NAMES)),
        sheet(Facts([(f"Fact {number}", "Said") for number in range(80)])),
        sheet(Picture(png(9, 6), "An emblem"), Turn(), signed()),
    ],
    ids=["bare", "everything", "names", "facts over pages", "rows to sign"],
)
def test_both_profiles_hold(made):
    assert failures(pdf.render(made)) == set()


def test_a_picture_keeps_its_sides_and_one_that_is_torn_is_left_out():
    content, torn = png(40, 20), b"torn"
    with_it, without = (
        pdf.render(sheet(Picture(one, "An emblem", high=34))) for one in (content, torn)
    )

    assert [one["alt"] for one in elements(with_it, "Figure")] == ["An emblem"]
    assert elements(without, "Figure") == []
    assert failures(without) == set()
    page_of = PdfReader(io.BytesIO(with_it)).pages[0]
    assert "68 0 0 34 56" in page_of.get_contents().get_data().decode("latin-1")


def test_what_follows_a_turn_is_on_another_page():
    found = PdfReader(io.BytesIO(pdf.render(sheet(Turn(), Paragraph("Later"))))).pages

    assert ["Later" in one.extract_text() for one in found] == [False, True]


def test_the_check_finds_a_plain_file_wanting():
    plain = io.BytesIO()
    canvas = Canvas(plain)
    canvas.drawString(100, 100, "Plain")
    canvas.save()

    assert {profile for profile, _rule, _words in failures(plain.getvalue())} == {
        str(profile) for profile in PROFILES
    }


def test_the_same_sheet_gives_the_same_bytes():
    assert pdf.render(everything()) == pdf.render(everything())
    assert pdf.render(sheet()) != pdf.render(sheet(Paragraph("More")))


def test_every_part_is_in_the_tree_as_what_it_is():
    content = pdf.render(everything())

    assert len(elements(content, "H1")) == 1
    assert len(elements(content, "H3")) == 1
    assert [one["alt"] for one in elements(content, "Figure")] == [
        "3 for, nobody against",
        "Nobody replied",
    ]
    scopes = [one["scope"] for one in elements(content, "TH")]
    assert scopes.count("/Column") == 2  # said once, however many pages the heads are on
    assert scopes.count("/Row") == 2 + 63
    assert len(elements(content, "LI")) == 2
    assert [one["alt"] for one in elements(content, "Link")] == [
        "https://example.eu/a",
        "https://example.eu/b",
    ]


def test_heads_and_page_numbers_stand_on_every_page():
    pages = PdfReader(io.BytesIO(pdf.render(everything()))).pages

    for number, one in enumerate(pages, start=1):
        said = one.extract_text()
        assert f"Page {number} of {len(pages)}" in said
        assert "Below" in said
    assert sum("Code" in one.extract_text() for one in pages) >= 3


def test_what_is_attached_is_found_inside_with_the_properties():
    content = pdf.render(everything())

    found = PdfReader(io.BytesIO(content))
    assert json.loads(found.attachments["a.json"][0]) == NAMES
    assert list(found.attachments) == ["a.json", "b.json"]
    assert (found.metadata.title, found.metadata.author) == (
        "Outcome <note> & more",
        "European Crime Prevention Network",
    )
    with pikepdf.open(io.BytesIO(content)) as file:
        assert str(file.Root.Lang) == "en-GB"
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
        assert {str(one.AFRelationship) for one in file.Root.AF} == {"/Data"}
        assert all(int(one.F) == 4 for one in file.pages[0].get("/Annots", []))


def test_a_long_foot_leaves_room_for_the_number():
    said = text(pdf.render(sheet(below="A very long title " * 20)))

    assert "Page 1 of 1" in said


def test_what_is_no_part_is_refused():
    with pytest.raises(TypeError, match="no part"):
        draw("text", None)


@pytest.mark.parametrize("linked", [False, True], ids=["alone", "after a link"])
def test_a_field_for_a_signature_is_in_the_tree_and_shows_nothing(linked):
    pages = Pages(lambda _pages: None, size=(400, 200))
    heading = pages.root.add("H1")
    with pages.content(heading):
        pages.text("To be signed", 20, 100, font=SANS, size=12, colour="#000000")
    if linked:
        node = pages.root.add("P").add("Link", alt="Where")
        with pages.content(node):
            pages.text("Where", 20, 60, font=SANS, size=12, colour="#000000")
        pages.link(node, "https://example.eu/", "Where", (20, 60, 80, 75))
    pages.field(pages.root.add("Form", alt="Signature"), "Signed", "Signature")
    about = pdf.Properties("To be signed", "Nobody", "en-GB", MADE_AT)

    content = finish(pages.done(), pages.root, about)

    assert failures(content) == set()
    assert [one["alt"] for one in elements(content, "Form")] == ["Signature"]
    with pikepdf.open(io.BytesIO(content)) as file:
        [field] = file.Root.AcroForm.Fields
        assert (str(field.FT), str(field.T), str(field.TU)) == ("/Sig", "Signed", "Signature")
        assert [int(side) for side in field.Rect] == [0, 0, 0, 0]
        assert file.pages[0].Annots[-1] == field
        assert [float(side) for side in file.pages[0].MediaBox] == [0, 0, 400, 200]


@pytest.fixture
def _in_turns_at_once():
    """Let threads take turns as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("_in_turns_at_once")
def test_papers_written_at_the_same_time_are_those_written_alone():
    papers = [sheet(*map(Paragraph, NAMES[number:])) for number in range(len(NAMES))] * 3
    alone = [pdf.render(one) for one in papers]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(pdf.render, papers))

    assert together == alone


def attached(content):
    data = pdf.Attachment("a.txt", content, "text/plain", "Words")
    return pdf.render(sheet(attachments=[data]))


def test_no_compressed_part_ends_in_a_carriage_return_which_reads_as_an_end_of_line():
    # The last byte of compressed data is that of its checksum.
    content = next(
        data
        for data in (f"number {number}".encode() for number in range(5000))
        if zlib.compress(data).endswith(b"\r")
    )

    made = attached(content)

    assert b"\r\nendstream" not in made
    assert failures(made) == set()
    with pikepdf.open(io.BytesIO(made)) as found:
        assert found.attachments["a.txt"].get_file().read_bytes() == content
