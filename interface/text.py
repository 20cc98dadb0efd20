"""Text as people mean it: what cannot be seen is left out, letters are composed; pure."""

import re
import unicodedata

JOINERS = {"\u200c", "\u200d"}  # they shape Persian words and families of emoji
SPACES = re.compile(r"[^\S\n]+")
BLANK_LINES = re.compile(r"\n{3,}")


PLACEHOLDER = "[[link:"
"""How a secret link begins that letters fill in at sending: nobody types one."""


def line(value: str) -> str:
    r"""Return one line: composed letters, single spaces, nothing invisible.

    >>> line("  Anne\u202e\x00 \n Søndergaard ")
    'Anne Søndergaard'
    """
    return " ".join(_seen(value).split())


def paragraphs(value: str) -> str:
    """Return several lines: as ``line``, but the breaks stay, two in a row at most."""
    lines = [SPACES.sub(" ", part).strip() for part in _seen(value).split("\n")]
    return BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def _seen(value: str) -> str:
    """Leave out controls, marks of direction, lone surrogates and unassigned code points."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    value = re.sub("[\u2028\u2029\x0b\x0c\x85]", "\n", value).replace("\t", " ")
    kept = "".join(
        sign
        for sign in value
        if sign == "\n"
        or sign in JOINERS
        or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Cn"}
    )
    return unicodedata.normalize("NFC", kept).replace(PLACEHOLDER, "[ [link:")
