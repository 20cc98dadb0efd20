"""The page of a certificate: both profiles hold, every letter is there, nothing runs out."""

import datetime as dt
import io
import json
import unicodedata

import pikepdf
import pytest
from pypdf import PdfReader
from reportlab.pdfbase import pdfmetrics

from certificates import texts
from certificates.drawing import UnprintableError, as_data, drawn, missing, pictures
from certificates.making import made
from certificates.sealing import examine
from events.enums import Kind
from paper.pdf.canvas import Pages
from tests.certificates.facts import (
    DEMONSTRATION,
    URL,
    elements,
    facts,
    failures,
    lines,
    misplaced,
    text,
)

NAMES = {
    "bg": "Иванка Ъгълова-Щерева", "cs": "Čeněk Řehoř Ďáblík", "da": "Søren Åse Kjær",
    "de": "Jürgen Großmann", "el": "Παπαδόπουλος Ιωάννης", "en": "Charlotte O’Brien",
    "es": "Begoña Núñez Güell", "et": "Kristjan Õunapuu", "fi": "Päivi Mäkelä-Åkerblom",
    "fr": "Françoise Lœuillet-Haÿ", "ga": "Siobhán Ó Súilleabháin", "hr": "Đurđica Šćepanović",
    "hu": "Őrség Űrhajó Tünde", "it": "Niccolò Pagèro", "lt": "Ąžuolas Ėglė Ųsaitė",
    "lv": "Ilze Kalniņa-Ģēģere", "mt": "Ċensu Ħal Għarb Żurrieq", "nl": "Zoë Vandenbroucke-Nguyễn",
    "pl": "Małgorzata Świętochłowska-Żółć", "pt": "João Conceição Simões", "ro": "Şerban Țărănoiu",
    "sk": "Ľudovít Ťažký Ŕehák", "sl": "Živa Črnčič", "sv": "Björn Ångström",
}  # fmt: skip
AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
SEALED = {"signer": "Secretariat of the Network", "qualified": False, "demonstration": False}
LONG = "Maximiliana Theodora Wilhelmina von Hohenzollern-Sigmaringen-Vandenbroucke-Ólafs"
TITLE = (
    "Seminar on the prevention of organised property crime, cross-border cooperation between"
    " local authorities and police, and on the evaluation of what has been tried in all Member"
    " States"
)


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Read logo and emblem anew in each test."""
    pictures._logo.cache_clear()
    pictures.kept.cache_clear()


def test_every_language_of_the_union_has_a_name_here():
    assert len(NAMES) == 24


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_of_the_union_are_printed_right(language, form):
    name = NAMES[language]

    content = made(facts(name=unicodedata.normalize(form, name)), url=URL, at=AT)

    assert failures(content) == set()
    assert examine(content).is_intact
    assert name in text(content)
    assert missing(name) == []


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Anna 漢字漢", ["漢", "字"]),
        ("Anna 🦊", ["🦊"]),
        ("محمد", ["م", "ح", "د"]),
        ("דוד", ["ד", "ו"]),
        ("Anna \ue000\u0378", ["\ue000", "\u0378"]),
        ("Anna \ud800", ["\ud800"]),
        ("Zoe\u0308 Nguye\u0302\u0303n", []),
        (
            "x\u030c \u1ecd\u0301 \u1ecc\u0301 l\u0303 \u0113\u0303 x\u0323",
            ["\u1ecc\u0301", "l\u0303", "\u0113\u0303", "x\u0323"],
        ),
        (
            "\u0301Anna o\u030c\u030c \u00e9\u0331",
            ["\u0301", "\u01d2\u030c", "\u00e9\u0331"],
        ),
        ("\N{REPLACEMENT CHARACTER}", []),
        ("", []),
    ],
    ids=[
        "Chinese",
        "a fox",
        "Arabic",
        "Hebrew",
        "private",
        "half",
        "to compose",
        "marks with room and without",
        "marks alone",
        "sign",
        "none",
    ],
)
def test_letters_that_cannot_be_printed_are_named(name, letters):
    assert missing(name) == letters


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "漢"}, {"issuer": "漢"}, {"event": {"title": "漢"}}, {"event": {"place": "漢"}},
        {"modules": ["One", "漢"]}, {"trainers": ["漢"]}, {"number": "漢"},
        {"funding": {"statement": "漢", "emblem": ""}},
    ],
    ids=["name", "issuer", "title", "place", "module", "trainer", "number", "statement"],
)  # fmt: skip
def test_a_gap_is_refused_wherever_it_would_be(fields):
    with pytest.raises(UnprintableError, match="漢") as refused:
        drawn(facts(**fields), url=URL)

    assert refused.value.letters == ["漢"]


SAMPLES = {
    "plain": facts(),
    "second version": facts(version=2),
    "long": facts(
        {"title": TITLE, "place": "Ottignies-Louvain-la-Neuve, " + "Salle des conférences " * 9},
        name=LONG,
        issuer="A network of very many organisations in all Member States of the Union " * 2,
        version=12,
    ),
    "one word": facts({"title": "T" * 200}, name="W" * 200, modules=["M" * 200] * 3),
    "much": facts(
        modules=[f"Module {number}, whose title is longer than a line" for number in range(30)],
        trainers=["Małgorzata Świętochłowska"] * 12,
        funding={"statement": "Funded by the European Union. " * 40, "emblem": ""},
    ),
    "one module": facts(modules=["Only one"]),
    "bare": facts(modules=[], trainers=[], funding=None, minutes={"attended": 0, "held": 0}),
    "no place": facts({"place": "", "languages": []}),
    "sealed": facts(seal=SEALED),
    "qualified": facts(seal={**SEALED, "qualified": True, "signer": "A long name " * 8}),
    "unsealed": facts(seal=None),
}


@pytest.mark.parametrize("said", SAMPLES.values(), ids=SAMPLES)
def test_both_profiles_hold_and_nothing_runs_out(said):
    content = made(said, url=URL, at=AT)

    assert failures(content) == set()
    assert examine(content).is_intact is (said["seal"] is not None)
    assert len(PdfReader(io.BytesIO(content)).pages) == 1
    assert misplaced(said) == []
    assert len(lines(said)) > 12


@pytest.mark.parametrize("language", sorted(texts.known()))
@pytest.mark.parametrize("kind", Kind.values)
def test_each_language_says_each_kind(language, kind):
    words = texts.text_in(language)

    said = facts({"kind": kind, "languages": [language]}, language=language)

    content = drawn(said, url=URL)

    found = text(content)
    assert [one for one in (words["title"], words.took_part[kind]) if one not in found] == []
    assert misplaced(said) == []
    with pikepdf.open(io.BytesIO(content)) as file:
        assert str(file.Root.Lang) == words.tag


@pytest.mark.parametrize("language", sorted(texts.known()))
def test_both_profiles_hold_in_each_language(language):
    content = made(facts(language=language), url=URL, at=AT)

    assert failures(content) == set()
    assert examine(content).is_intact


def test_a_certificate_says_what_was_frozen():
    content = drawn(facts(), url=URL)

    found = text(content)
    for said in (
        "European Crime Prevention Network", "Issued on 20 November 2026", "EUCPN-2026-000123",
        "Certificate of attendance", "This is to certify that", "Zoë Vandenbroucke-Nguyễn",
        "took part in the training", "Evaluating crime prevention initiatives",
        "Brussels, Residence Palace, 17–18 November 2026 · in English",
        "9.0 of 10.5 hours attended", "Knowing the problem",
        "Małgorzata Świętochłowska · Kristjan Õunapuu", "Funded by the European Union.",
        "Attendance was recorded; nothing was assessed.", "Check it at",
        "events.example.eu/verify/", "7Q4M0Z2K9XAFT31CPB8D6H5NWR9Eabcd",
    ):  # fmt: skip
        assert said in found
    assert "Version" not in found
    assert "EUCPN-2026-000123 · Version 2" in text(drawn(facts(version=2), url=URL))


def test_who_took_part_online_was_online_and_no_hours_are_said_where_none_were_held():
    found = text(drawn(facts({"online": True}, minutes={"attended": 0, "held": 0}), url=URL))

    assert "Online, 17–18 November 2026" in found
    assert "hours attended" not in found


def test_every_piece_is_what_it_is_for_those_who_hear_it():
    content = drawn(facts(), url=URL)

    assert elements(content) == [
        ("Document", ""),
        ("Figure", "Logo: European Crime Prevention Network"),
        *[("P", "")] * 4,
        ("H1", ""),
        *[("P", "")] * 3,
        ("H2", ""),
        *[("P", "")] * 2,
        ("H3", ""),
        ("L", ""),
        *[("LI", ""), ("Lbl", ""), ("LBody", "")] * 4,
        ("H3", ""),
        *[("P", "")] * 4,
        ("Figure", f"QR code that leads to the page on which this certificate is checked: {URL}"),
        *[("P", "")] * 2,
        ("Link", URL),
        ("Form", "Electronic seal"),
    ]


@pytest.mark.parametrize(
    ("seal", "said"),
    [
        (None, "This file carries no electronic seal."),
        (DEMONSTRATION, "Sealed with the demonstration’s own key: it proves nothing."),
        (SEALED, "Electronic seal of Secretariat of the Network, not qualified."),
        ({**SEALED, "qualified": True}, "Qualified electronic seal of Secretariat of the Network."),
    ],
    ids=["none", "demonstration", "sealed", "qualified"],
)
def test_what_the_seal_is_worth_is_said(seal, said):
    content = drawn(facts(seal=seal), url=URL)

    assert said in text(content)
    with pikepdf.open(io.BytesIO(content)) as file:
        assert ("/AcroForm" in file.Root) is (seal is not None)


def test_the_facts_are_inside_and_so_is_what_the_file_says_of_itself():
    said = facts()

    found = PdfReader(io.BytesIO(drawn(said, url=URL)))

    assert json.loads(found.attachments["certificate.json"][0]) == said
    assert found.attachments["certificate.json"][0] == as_data(said)
    assert (found.metadata.title, found.metadata.author) == (
        "Certificate of attendance – Zoë Vandenbroucke-Nguyễn",
        "European Crime Prevention Network",
    )
    assert found.metadata.creation_date.isoformat() == "2026-11-20T09:00:00+00:00"


def test_the_same_facts_give_the_same_bytes():
    first, other = drawn(facts(), url=URL), drawn(facts(name="Another"), url=URL)

    assert first == drawn(json.loads(as_data(facts())), url=URL)
    assert first != other
    assert first != drawn(facts(), url=URL.replace("7", "8"))


def test_of_too_many_modules_it_is_said_how_many_more_there_are():
    content = drawn(SAMPLES["much"], url=URL)

    shown = text(content).count("whose title is longer than a line")
    assert 0 < shown < 30
    assert f"and {30 - shown} more" in text(content)
    [data] = PdfReader(io.BytesIO(content)).attachments["certificate.json"]
    assert len(json.loads(data)["modules"]) == 30


def test_markup_in_a_name_is_letters():
    content = drawn(facts(name="<b>Anna</b> &amp; (Bob)\\"), url=URL)

    assert "<b>Anna</b> &amp; (Bob)\\" in text(content)
    assert failures(content) == set()


def test_a_name_that_only_the_font_without_serifs_has_is_printed_in_that():
    pages = Pages(lambda _pages: None)
    glyphs = [pdfmetrics.getFont(name).face.charToGlyph for name in ("DejaVuSans", "DejaVuSerif")]
    only = next(
        chr(code) for code in sorted(glyphs[0])
        if code not in glyphs[1] and unicodedata.category(chr(code)) == "Lu"
    )  # fmt: skip
    assert pages.page == 0

    content = drawn(facts(name=f"Anna {only}"), url=URL)

    assert f"Anna {only}" in text(content)
    assert failures(content) == set()
