"""What is drawn on a certificate and not written: the code, the emblem, the logo."""

import hashlib
import io

import pikepdf
import pytest
import segno
from django.contrib.staticfiles import finders
from PIL import Image

from certificates.drawing import drawn, pictures
from documents import storage
from paper.pdf import codes
from paper.pdf.canvas import Pages
from tests.certificates.facts import URL, elements, facts, failures, text
from tests.documents.files import png


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Read logo and emblem anew in each test."""
    pictures._logo.cache_clear()
    pictures.kept.cache_clear()


def rows_drawn(url):
    """The rows of the code, read back from the strokes on the page."""
    pages = Pages(lambda _pages: None)
    matrix = segno.make(url, error="m", mask=codes.MASK, micro=False, boost_error=False).matrix
    side = float(len(matrix))
    codes.code(pages, 0, 0, side, text=url)
    with pikepdf.open(io.BytesIO(pages.done())) as file:
        strokes = [
            [round(float(number)) for number in operands]
            for operands, operator in pikepdf.parse_content_stream(file.pages[0])
            if str(operator) == "re"
        ]
    found = [[0] * len(matrix) for _row in matrix]
    for x, y, wide, high in strokes:
        assert high == 1
        for column in range(x, x + wide):
            found[len(matrix) - 1 - y][column] = 1
    return found, [list(row) for row in matrix]


def test_the_code_is_drawn_dot_for_dot():
    found, meant = rows_drawn(URL)

    assert found == meant


def test_a_longer_address_gets_a_larger_code():
    assert len(rows_drawn(URL * 3)[0]) > len(rows_drawn(URL)[0])


def kept(content):
    """Keep bytes in the store, and return their hash."""
    found = hashlib.sha256(content).hexdigest()
    storage.keep(found, io.BytesIO(content))
    return found


def pictures_in(content):
    with pikepdf.open(io.BytesIO(content)) as file:
        return {
            (int(one.Width), int(one.Height))
            for one in file.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        }


def test_an_emblem_stands_beside_its_statement():
    emblem = kept(png(9, 6))

    content = drawn(facts(funding={"statement": "Funded.", "emblem": emblem}), url=URL)

    assert failures(content) == set()
    assert pictures_in(content) == {(9, 6)}
    assert ("Figure", "Emblem of the funding source") in elements(content)


@pytest.mark.parametrize(
    "bytes_kept", [b"", b"no picture", png(9)[:40]], ids=["gone", "no", "torn"]
)
def test_an_emblem_that_is_gone_or_torn_is_left_out(bytes_kept):
    emblem = kept(bytes_kept) if bytes_kept else "ab" * 32

    content = drawn(facts(funding={"statement": "Funded.", "emblem": emblem}), url=URL)

    assert failures(content) == set()
    assert pictures_in(content) == set()
    assert "Funded." in text(content)


def large():
    """A picture of more pixels than are seen."""
    file = io.BytesIO()
    Image.new("CMYK", (1000, 500), (0, 90, 90, 0)).save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def static(tmp_path, settings):
    """A folder of static files of this test's own."""
    settings.STATICFILES_DIRS = [tmp_path]
    finders.get_finder.cache_clear()
    yield tmp_path
    finders.get_finder.cache_clear()


def test_a_logo_among_the_static_files_takes_the_place_of_the_sign(static, settings):
    (static / "logo.png").write_bytes(large())
    settings.ORGANISATION_LOGO = "/static/logo.png"

    content = drawn(facts(), url=URL)

    assert failures(content) == set()
    assert pictures_in(content) == {(480, 240)}


@pytest.mark.parametrize(
    "address", ["/static/none.png", "https://example.eu/logo.png", "/static/x.svg"]
)
def test_without_such_a_logo_there_is_the_sign(static, settings, address):
    (static / "x.svg").write_text("<svg/>")
    settings.ORGANISATION_LOGO = address

    assert pictures_in(drawn(facts(), url=URL)) == set()
