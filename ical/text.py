"""Plain text that every calendar program reads alike.

Programs stop at NUL, lose titles with U+2028 and show what right-to-left overrides tell
them to; the library passes all of these on.
"""

import re
import unicodedata

_BREAKS = re.compile("\r\n|[\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029]")
_AROUND_BREAKS = re.compile(r"\s*\n\s*")
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNWANTED = frozenset(f"{_BIDI}\ufeff\ufffe\uffff")
_UNWANTED_KINDS = frozenset({"Cc", "Cs"})


def one_line(value: str) -> str:
    r"""The text on one line: breaks become a space, what cannot be printed goes.

    >>> one_line(" Board meeting\r\nATTENDEE:mailto:x\x00 ")
    'Board meeting ATTENDEE:mailto:x'
    """
    return _AROUND_BREAKS.sub(" ", lines(value))


def lines(value: str) -> str:
    r"""The text with its lines, each ended by ``\n``; what cannot be printed goes."""
    value = _BREAKS.sub("\n", value).replace("\t", " ")
    if not value.isprintable():
        value = "".join(letter for letter in value if letter == "\n" or _is_wanted(letter))
    return value.strip()


def _is_wanted(letter: str) -> bool:
    return letter not in _UNWANTED and unicodedata.category(letter) not in _UNWANTED_KINDS
