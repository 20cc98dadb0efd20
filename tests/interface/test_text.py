"""What stays of a text that somebody typed or pasted."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interface import text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Anne-Grethe \t Søndergaard ", "Anne-Grethe Søndergaard"),
        ("Anne\u202eevil\u2066x\u200f", "Anneevilx"),
        ("Anne\x00\x07\x1b", "Anne"),
        ("two\r\nlines\u2028three", "two lines three"),
        ("e\u0301", "é"),
        ("soft\u00adhyphen\ufeff", "softhyphen"),
        ("\ud800lone", "lone"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Λευτέρης Папа 👨\u200d👩\u200d👧", "Λευτέρης Папа 👨\u200d👩\u200d👧"),
        ("see [[link:a:b]]", "see [ [link:a:b]]"),
        ("[[[[link:li[\u202e[link:", "[[[ [link:li[ [link:"),
        ("\u202e\x00", ""),
    ],
    ids=[
        "spaces",
        "direction",
        "controls",
        "lines",
        "composed",
        "invisible",
        "surrogate",
        "joiner",
        "scripts",
        "placeholder",
        "placeholder made of others",
        "nothing left",
    ],
)
def test_line_keeps_what_can_be_seen(typed, kept):
    assert text.line(typed) == kept


def test_paragraphs_keep_their_breaks_two_at_most():
    assert (
        text.paragraphs(" one \r\n two\x00\r\r\r\n\nthree\u2029four \n")
        == "one\ntwo\n\nthree\nfour"
    )


@given(st.text())
def test_cleaning_twice_is_cleaning_once(typed):
    once = text.line(typed)

    assert text.line(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\n" not in once
