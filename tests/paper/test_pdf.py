"""Papers: both profiles hold, every letter is there, and each part says what it is."""

import datetime as dt
import io
import json
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor

import page
import pikepdf
import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from paper import pdf
from paper.pdf import (
    Bar,
    Box,
    Facts,
    Heading,
    Items,
    Paragraph,
    Picture,
    Stroke,
    Table,
    Tone,
    Turn,
)
from paper.pdf.canvas import Pages
from paper.pdf.drawing import draw
from paper.pdf.finishing import finish
from paper.pdf.fonts import BOLD, MONO, SANS, SERIF, lines, width, written
from tests.documents.files import png

PROFILES = [page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1]
MADE_AT = dt.datetime(2024, 5, 7, 22, 0, 5, tzinfo=dt.UTC)
NAMES = [
    "Żółć Łukasz Gęśla", "Ņikita Ģēģeris Šķēle", "Ąžuolas Ėglė Ųsas", "Őrség Űrhajó",
    "Țărănoiu Ștefan", "Čeněk Řehoř Ďáblík", "Ľudovít Ťažký Ŕ", "Ђ Љиљана", "Мария Ъгълова",
    "Παπαδόπουλος Ϊάσων Ὀδυσσεύς", "Siobhán Ó Súilleabháin", "Ċensu Ħal Għarb Żurrieq",
    "Þórður Æsir Øre Åse", "Großmann ẞ", "Œuvre ÿ", "ĿL Ñandú", "Jóhann Ðór", "İı Ğ Ş",
]  # fmt: skip


def sheet(*parts, **fields):
    return pdf.Sheet(
        **{
            "title": "Outcome <note> & more",
            "author": "European Crime Prevention Network",
            "language": "en-GB",
            "made_at": MADE_AT,
            "parts": [Heading("A paper", level=1), *parts],
            "above": "Above",
            "below": "Below",
            "numbers": "Page {number} of {total}",
            **fields,
        }
    )


def everything():
    """A sheet with every part, each long enough to go on, on a later page."""
    return sheet(
        Paragraph("A lead", lead=True),
        Box("Adopted", ["By all", "At once"], Tone.GOOD),
        Bar([Stroke("For", 3, Tone.GOOD), Stroke("Against", 0, Tone.BAD)], "3 for, nobody against"),
        Bar([Stroke("For", 0, Tone.GOOD)], "Nobody replied"),
        Heading("Facts"),
        Facts([("Launched", "Monday"), ("Closed", "Tuesday")]),
        Heading("Below", level=3),
        Items(["One", "Two " * 200]),
        Paragraph("ab" * 32, mono=True),
        Paragraph("Small", small=True),
        Paragraph("Strong", strong=True),
        Paragraph("https://example.eu/a", url="https://example.eu/a"),
        Paragraph("https://example.eu/b", url="https://example.eu/b"),
        Paragraph("Word " * 2000),
        Table(
            heads=["Code", "Text"],
            rows=[[f"Row {number}", ("Yes", Tone.GOOD)] for number in range(60)]
            + [["Long", "word " * 2000], ["Middling", "word " * 100], ["Hash", "f" * 64]],
            shares=(1, 3),
            mono=frozenset({1}),
        ),
        attachments=[
            pdf.Attachment("b.json", b"{}", "application/json", "Another"),
            pdf.Attachment("a.json", json.dumps(NAMES).encode(), "application/json", "The names"),
        ],
    )


def signed():
    """A table with rows to be written in, some of them empty."""
    rows = [[f"Person {number}", ""] for number in range(40)]
    return Table(["Name", "Signature"], [*rows, ["word " * 40, ""], ["", ""]], (1, 2), high=30)


def failures(content):
    return {
        (str(profile), failure.rule_id, failure.message)
        for profile in PROFILES
        for failure in page.validate_pdf_bytes(content, profile=profile).failures
    }


def text(content):
    return "\n".join(found.extract_text() for found in PdfReader(io.BytesIO(content)).pages)


def elements(content, kind):
    """The elements of that kind in the tree, in its order."""
    with pikepdf.open(io.BytesIO(content)) as file:
        return list(_walk(file.Root.StructTreeRoot.K, kind))


def _walk(kids, kind):
    for kid in kids:
        if "/S" not in kid:
            continue
        if str(kid.S) == f"/{kind}":
            yield {
                "alt": str(kid.get("/Alt", "")),
                "scope": str(kid.A.Scope) if "/A" in kid else "",
                "kids": len(kid.K),
            }
        yield from _walk(kid.K, kind)


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
