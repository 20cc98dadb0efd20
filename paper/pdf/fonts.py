"""The letters: DejaVu, shipped and embedded, with all alphabets of the Union."""

import unicodedata
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).resolve().parent.parent / "fonts"
SANS, BOLD, MONO = "DejaVuSans", "DejaVuSans-Bold", "DejaVuSansMono"
SERIF = "DejaVuSerif"
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
SHOWS_NOTHING = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
ONE_AT_A_TIME = Lock()
"""Held while fonts are read: all files of a process share them, and where they are read."""


def lay_out() -> None:
    """Make the fonts known, once a process."""
    with ONE_AT_A_TIME:
        _lay_out()


@cache
def _lay_out() -> None:
    for name in (SANS, BOLD, MONO, SERIF):
        font = TTFont(name, FOLDER / f"{name}.ttf")
        _mend(font.face)
        pdfmetrics.registerFont(font)


def _mend(face: Any) -> None:
    """Give the last glyphs of a font their own widths.

    Glyphs that share the width of the one before them are read in thousandths of an em where
    all others are in the font's units; embedded so, their widths would not be those drawn.
    """
    face.hmetrics = [
        (wide if isinstance(wide, int) else round(wide * face.unitsPerEm / 1000), bearing)
        for wide, bearing in face.hmetrics
    ]


def written(text: str, font: str) -> str:
    """Return the text as the font can show it: composed, and no letter lost in silence.

    A letter that the font lacks becomes a sign that says so; marks that show nothing go,
    line breaks stay.
    """
    lay_out()
    glyphs = pdfmetrics.getFont(font).face.charToGlyph
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    return "".join(
        letter if letter == "\n" or ord(letter) in glyphs else UNKNOWN
        for letter in composed
        if letter == "\n" or unicodedata.category(letter) not in SHOWS_NOTHING
    )


def missing(text: str, font: str = SANS) -> str:
    """Return the letters of a text that the font lacks, each once, in their order."""
    return "".join(
        dict.fromkeys(
            letter
            for letter in unicodedata.normalize("NFC", text)
            if written(letter, font) == UNKNOWN != letter
        )
    )


def width(text: str, font: str, size: float) -> float:
    """Return how wide a text is."""
    return float(pdfmetrics.stringWidth(text, font, size))


def lines(text: str, font: str, size: float, *, within: float) -> list[str]:
    """Return a text as lines no wider than that; a word that is too long is cut."""
    found = []
    for paragraph in written(text, font).split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}" if line else word
            if width(longer, font, size) <= within:
                line = longer
                continue
            if line:
                found.append(line)
            *full, line = _pieces(word, font, size, within=within)
            found += full
        found.append(line)
    return found


def _pieces(word: str, font: str, size: float, *, within: float) -> list[str]:
    """Cut a word that is too long: behind a hyphen where there is one, else where it must be."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, font, size) > within:
            head, hyphen, rest = pieces[-1].rpartition("-")
            pieces[-1:] = [head + hyphen, rest] if hyphen else [rest, ""]
        pieces[-1] += letter
    return pieces
