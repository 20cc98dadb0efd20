import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ical import text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Board meeting", "Board meeting"),
        ("  Board\tmeeting ", "Board meeting"),
        ("Board\r\nATTENDEE:mailto:x@y.eu", "Board ATTENDEE:mailto:x@y.eu"),
        ("Board \u2028\u2029 meeting", "Board meeting"),
        ("Bo\x00ar\x0b\x85d\x1b", "Boar d"),
        ("\ud800Board", "Board"),
        ("\u202egniteem draoB\u2069", "gniteem draoB"),
        ('a, b; c \\ " < &', 'a, b; c \\ " < &'),
        ("Réunion\xa0: 10\xa0h", "Réunion\xa0: 10\xa0h"),
        ("👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
        ("\x00\r\n", ""),
    ],
    ids=[
        "plain",
        "blanks",
        "a line injected",
        "separators",
        "control characters",
        "half a letter",
        "right-to-left override",
        "marks of the format",
        "no-break spaces stay",
        "joined emoji stay",
        "nothing left",
    ],
)
def test_one_line(typed, said):
    assert text.one_line(typed) == said


def test_lines_are_kept_and_ended_alike():
    assert text.lines(" One\r\ntwo\u2028three\x00\r\rfive\n") == "One\ntwo\nthree\n\nfive"


@given(st.text(st.characters(codec=None)))
def test_whatever_is_typed_comes_out_as_one_printable_line(typed):
    said = text.one_line(typed)

    assert {unicodedata.category(letter) for letter in said}.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
    assert text.one_line(said) == said
