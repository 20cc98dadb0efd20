"""A sheet with every part of a paper, and what is read back of its PDF."""

import datetime as dt
import io
import json

import page
import pikepdf
from pypdf import PdfReader

from paper import pdf
from paper.pdf import Bar, Box, Facts, Heading, Items, Paragraph, Stroke, Table, Tone

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
