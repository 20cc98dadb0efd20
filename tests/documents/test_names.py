"""Names of files."""

import doctest

import pytest

from documents import names
from documents.names import LONGEST, apart, cleaned, extension, folder, without_extension


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Agenda.pdf", "Agenda.pdf"),
        ("Πρόγραμμα 2027.pdf", "Πρόγραμμα 2027.pdf"),
        ("Дневен ред.docx", "Дневен ред.docx"),
        ("../../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\notes.txt", "notes.txt"),
        ("a\x00b\x1b.pdf", "ab.pdf"),
        ("agenda\u202efdp.exe", "agendafdp.exe"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie- x=1.pdf"),
        ('a"b<c>|?*.pdf', "a-b-c----.pdf"),
        ("CON.txt", "_CON.txt"),
        ("lpt1.x.pdf", "_lpt1.x.pdf"),
        ("...hidden.pdf...", "hidden.pdf"),
        (".pdf", "pdf"),
        (" .pdf", "pdf"),
        ("a. .pdf", "a.pdf"),
        ("", "file"),
        ("/", "file"),
        ("e\u0301.pdf", "é.pdf"),
    ],
)
def test_a_name_is_made_safe(typed, kept):
    assert cleaned(typed) == kept
    assert cleaned(kept) == kept


def test_a_long_name_keeps_its_end():
    found = cleaned("x" * 500 + ".pdf")

    assert (len(found), found[-5:]) == (LONGEST, "x.pdf")
    assert len(cleaned("a." + "x" * 500)) == LONGEST


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("5 Report 2024/25", "5 Report 2024-25"),
        ("1.R1 In/Out: what next?", "1.R1 In-Out- what next-"),
        ("1 ../../etc", "1 ..-..-etc"),
        ("../..", "-"),
        ("...", ""),
        ("", ""),
        ("con", "_con"),
        ("Aux. room", "_Aux. room"),
        ("Plenary\u202e\n 2.", "Plenary 2"),
        ("1.1 " + "Prevention " * 18, "1.1 " + " ".join(["Prevention"] * 10)),
        ("5 " + "x" * 200, "5 " + "x" * (LONGEST - 2)),
        ("x" * LONGEST, "x" * LONGEST),
        ("x" * (LONGEST - 2) + " y z", "x" * (LONGEST - 2) + " y"),
        ("x" * (LONGEST - 3) + ". yyyyyyyyy", "x" * (LONGEST - 3)),
    ],
)
def test_a_title_names_a_folder_whole_and_safely(title, kept):
    assert folder(title) == kept
    assert folder(kept) == kept


@pytest.mark.parametrize(
    ("name", "found"),
    [("a.PDF", "pdf"), ("a", ""), ("a.tar.gz", "gz"), ("a.ρdf", ""), ("a.with space", "")],
)
def test_the_end_of_a_name(name, found):
    assert extension(name) == found


def test_a_title_from_a_name():
    assert [without_extension(name) for name in ("Draft agenda.pdf", "README")] == [
        "Draft agenda",
        "README",
    ]


def test_names_that_are_alike_are_numbered():
    assert apart(["a.pdf", "A.pdf", "a.pdf", "notes", "Notes"]) == [
        "a.pdf",
        "A (2).pdf",
        "a (3).pdf",
        "notes",
        "Notes (2)",
    ]


def test_the_examples():
    assert doctest.testmod(names).failed == 0
