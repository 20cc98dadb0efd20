"""What is taken in and what is not, with real bytes."""

import hashlib
import io
import struct
import zipfile

import pytest

from documents import kinds, packages, pictures
from documents.checking import RefusedError, check
from documents.enums import Refusal
from tests.documents import files
from tests.documents.files import EICAR, GIF, JPEG, PDF, SOUND, WEBP, odf, ooxml, package, png

HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def spoilt(content: bytes) -> bytes:
    """The same package with one byte of a packed part turned round."""
    place = content.index(b"main.xml") + len(b"main.xml")
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


def verdict(name: str, content: bytes, **how) -> str:
    """What becomes of a file: "taken", or why not."""
    try:
        check(io.BytesIO(content), name=name, size=len(content), **how)
    except RefusedError as error:
        return error.why
    return "taken"


@pytest.mark.parametrize(("name", "content"), SOUND.items(), ids=SOUND.keys())
def test_what_people_make_is_taken_as_what_it_is(name, content):
    found = check(io.BytesIO(content), name=name, size=len(content))

    extension = name.rpartition(".")[2]
    assert (found.name, found.content_type, found.size, found.sha256) == (
        name,
        kinds.KINDS[extension].content_type,
        len(content),
        hashlib.sha256(content).hexdigest(),
    )
    assert found.file.read() == content


@pytest.mark.parametrize(
    "name",
    [
        "page.html", "page.htm", "drawing.svg", "feed.xml", "page.xhtml", "script.js", "a.exe",
        "a.com", "a.zip", "a.7z", "letter.doc", "book.xls", "macro.docm", "macro.xlsm", "show.ppsm",
        "a.rtf", "a.gif", "a.pdf.exe", "pdf", "", ".pdf", "a.ρdf", "agenda\u202efdp.exe",
    ],
)  # fmt: skip
def test_what_is_not_on_the_list_is_refused_by_its_name(name):
    assert verdict(name, PDF) == Refusal.KIND


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("page.pdf", HTML, Refusal.DISGUISED),
        ("drawing.png", SVG, Refusal.DISGUISED),
        ("a.jpg", png(), Refusal.DISGUISED),
        ("a.png", GIF, Refusal.DISGUISED),
        ("a.webp", b"RIFF\x10\0\0\0AVI LIST" + b"\0" * 20, Refusal.BROKEN),
        ("a.pdf", b"MZ" + b"\0" * 200, Refusal.DISGUISED),
        ("a.pdf", b"\x7fELF" + b"\0" * 200, Refusal.DISGUISED),
        ("a.pdf", b"no signature of anything", Refusal.DISGUISED),
        ("a.docx", PDF, Refusal.DISGUISED),
        ("a.docx", ooxml("xlsx"), Refusal.DISGUISED),
        ("a.docx", odf("odt"), Refusal.DISGUISED),
        ("a.odt", ooxml("docx"), Refusal.DISGUISED),
        ("a.odt", odf("ods"), Refusal.DISGUISED),
        ("a.docx", package({"evil.exe": b"MZ"}), Refusal.DISGUISED),
        ("a.txt", b"MZ\x90\0\x03", Refusal.DISGUISED),
        ("a.csv", b"a,b\n" * 20_000 + b"\x1b[31m", Refusal.DISGUISED),
        ("a.txt", "\ufeffword\x07".encode("utf-16"), Refusal.DISGUISED),
        ("a.txt", b"\xff\xfea\x00b", Refusal.DISGUISED),
        ("a.txt", HTML, Refusal.MARKUP),
        ("a.md", b" \n" + SVG, Refusal.MARKUP),
        ("a.csv", b"\xef\xbb\xbf<script>alert(1)</script>", Refusal.MARKUP),
        ("a.txt", b"<?php system($_GET[0]);", Refusal.MARKUP),
        ("a.txt", HTML.decode().encode("utf-16"), Refusal.MARKUP),
    ],
)
def test_what_is_something_else_inside_is_refused(name, content, why):
    assert verdict(name, content) == why


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("page and pdf.pdf", b"%PDF-1.7\n" + HTML + PDF, Refusal.MIXED),
        ("pdf and zip.pdf", PDF + package({"evil.js": "alert(1)"}), Refusal.MIXED),
        ("page before pdf.pdf", b"<html>" + PDF, Refusal.DISGUISED),
        ("cut.pdf", PDF[:60], Refusal.BROKEN),
        ("picture and page.png", png() + HTML, Refusal.MIXED),
        ("picture and zip.jpg", JPEG + package({"a": "b"}), Refusal.MIXED),
        ("picture and script.webp", WEBP + b"*/=1;alert(1)", Refusal.MIXED),
        ("script before zip.docx", b"PK\x03\x04/*" + ooxml("docx"), Refusal.MIXED),
        ("zip and more.docx", ooxml("docx") + b"<script>", Refusal.MIXED),
    ],
)
def test_what_is_two_things_at_once_is_refused(name, content, why):
    assert verdict(name, content) == why


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut.png", png()[:-12]),
        ("long.png", png()[:-12] + struct.pack(">I", 999) + b"IEND"),
        ("no head.png", b"\x89PNG\r\n\x1a\n" + files.part(b"IDAT", b"") + files.part(b"IEND", b"")),
        ("cut.jpg", JPEG[:-2]),
        ("cut earlier.jpg", JPEG[:40]),
        ("no frame.jpg", JPEG[:20] + b"\xff\xd9"),
        ("odd.jpg", JPEG[:20] + b"xx" + JPEG[20:]),
        ("part without a length.jpg", JPEG[:2] + b"\xff\xe0\0\0" + JPEG[2:]),
        ("part of one byte.jpg", JPEG[:2] + b"\xff\xe0\0\1" + JPEG[2:]),
        ("marks without end.jpg", JPEG[:2] + b"\xff\x01" * pictures.PARTS + JPEG[2:]),
        ("parts without end.jpg", JPEG[:2] + b"\xff\xfe\0\2" * pictures.PARTS + JPEG[2:]),
        ("parts without end.png", png()[:-12] + files.part(b"tEXt", b"") * pictures.PARTS),
        ("cut.webp", WEBP[:-8]),
        ("short.webp", b"RIFF\x0c\0\0\0WEBPVP8 \0\0\0\0" + b"\0" * 20),
        ("odd.webp", b"RIFF\x1c\0\0\0WEBPICCP" + b"\0" * 20),
        ("cut.docx", ooxml("docx")[:-30]),
        ("cut short.docx", b"PK\x03\x04"),
        ("spoilt.docx", spoilt(ooxml("docx"))),
        ("empty.docx", package({})),
    ],
)
def test_what_is_torn_is_refused(name, content):
    assert verdict(name, content) in {Refusal.BROKEN, Refusal.DISGUISED, Refusal.MIXED}


def test_an_empty_file_is_refused():
    assert verdict("a.pdf", b"") == Refusal.EMPTY


def test_a_file_over_the_limit_is_refused_unread(settings):
    settings.UPLOAD_LIMIT = 100

    assert verdict("a.pdf", PDF) == Refusal.TOO_LARGE


def test_a_picture_field_takes_pictures_alone():
    assert verdict("a.png", png(), allowed=kinds.PICTURES) == "taken"
    assert verdict("a.pdf", PDF, allowed=kinds.PICTURES) == Refusal.KIND


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("large.png", png(9_000, 9_000), Refusal.PIXELS),
        ("long.png", png(20_000, 1), Refusal.PIXELS),
        ("large.webp", files.extended_webp(16_000, 16_000), Refusal.PIXELS),
        ("fair.webp", files.extended_webp(4_000, 3_000), "taken"),
        ("filled.jpg", JPEG + b"\0" * 16, "taken"),
        ("written ff.jpg", JPEG[:-2] + b"\xff\x00\xff\xd0" + JPEG[-2:], "taken"),
        ("marks.jpg", JPEG[:2] + b"\xff\xff\x01" + JPEG[2:], "taken"),
        ("much before a mark.jpg", JPEG[:2] + b"\xff" * 1_000_000 + JPEG[2:], "taken"),
        ("much written ff.jpg", JPEG[:-2] + b"\xff\0" * 1_000_000 + JPEG[-2:], "taken"),
    ],
)
def test_a_picture_has_no_more_pixels_than_a_browser_bears(name, content, why):
    assert verdict(name, content) == why


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (ooxml("docx", **{"word/vbaProject.bin": b"x"}), Refusal.MACROS),
        (ooxml("docx", **{"word/activeX/activeX1.bin": b"x"}), Refusal.MACROS),
        (
            package(
                {
                    "[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml",
                    "word/document.xml": "<w/>",
                }
            ),
            Refusal.MACROS,
        ),
        (ooxml("docx", **{"../../etc/passwd": "x"}), Refusal.BROKEN),
        (ooxml("docx", **{"/etc/passwd": "x"}), Refusal.BROKEN),
        (package({"[Content_Types].xml": "x", "a": "b"}, zipfile.ZIP_BZIP2), Refusal.BROKEN),
    ],
    ids=["vba", "activex", "macro type", "outside", "absolute", "method"],
)
def test_what_a_package_may_not_hold(content, why):
    assert verdict("a.docx", content) == why


def test_macros_of_libreoffice_are_refused():
    assert verdict("a.ods", odf("ods", **{"Basic/Standard/Module1.xml": "Sub"})) == Refusal.MACROS


def test_a_part_that_stands_twice_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "one")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("[Content_Types].xml", "two")

    assert verdict("a.docx", made.getvalue()) == Refusal.BROKEN


@pytest.mark.parametrize("name", ["a.docx", "b.docx"], ids=["protected by Office", "encrypted zip"])
def test_what_is_locked_is_refused_with_that_reason(name):
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    if name == "b.docx":
        locked = bytearray(ooxml("docx"))
        place = locked.rfind(b"PK\x01\x02")
        locked[place + 8] |= 1
        locked = bytes(locked)

    assert verdict(name, locked) == Refusal.LOCKED


def bomb(size: int) -> bytes:
    """A package whose one further part is so many zeros."""
    return ooxml("xlsx", **{"xl/worksheets/sheet1.xml": b"\0" * size})


def test_a_zip_bomb_is_refused_by_its_table_of_contents():
    content = bomb(40 << 20)

    assert len(content) < 60_000
    assert verdict("a.xlsx", content) == Refusal.BOMB


def test_a_well_packed_workbook_is_taken():
    assert verdict("a.xlsx", bomb(3 << 20)) == "taken"


def test_a_bomb_of_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(packages, "PARTS", 10)

    assert verdict("a.docx", ooxml("docx", **{f"p{n}.xml": "x" for n in range(20)})) == Refusal.BOMB


def test_a_bomb_that_lies_about_its_size_is_found_when_it_is_read():
    content = bytearray(bomb(3 << 20))
    place = content.rfind(b"PK\x01\x02")
    struct.pack_into("<I", content, place + 24, 1000)

    assert verdict("a.xlsx", bytes(content)) == Refusal.BROKEN


def test_parts_that_overlap_are_found():
    content = bytearray(ooxml("docx"))
    places = [at for at in range(len(content)) if content[at : at + 4] == b"PK\x01\x02"]
    struct.pack_into("<I", content, places[1] + 42, 0)

    assert verdict("a.docx", bytes(content)) == Refusal.BROKEN


def test_without_a_scanner_the_test_virus_is_a_text(settings):
    settings.CLAMD_URL = ""

    assert verdict("eicar.txt", EICAR) == "taken"
