"""Secrets that are printed and typed off paper: Crockford's base 32, in groups of four letters.

The alphabet leaves out what is mistaken for another letter. Who types small letters, other
groups, O for 0, I or L for 1 is understood.
"""

from textwrap import wrap

LETTERS, GROUP, BITS = 28, 4, 5
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_MEANT = str.maketrans("OIL", "011", _DASHES)


def spelt(secret: bytes) -> str:
    """Return the first 140 bits of a secret as a code.

    >>> spelt(bytes(range(32)))
    '000G-40R4-0M30-E209-185G-R38E-1W81'
    """
    number = int.from_bytes(secret) >> (len(secret) * 8 - LETTERS * BITS)
    letters = (_ALPHABET[number >> shift & 31] for shift in range((LETTERS - 1) * BITS, -1, -BITS))
    return _grouped("".join(letters))


def read(typed: str) -> str:
    """Return a code that somebody typed in the one form that it has.

    >>> read(" oilz o1234567 ")
    '011Z-0123-4567'
    """
    return _grouped("".join(typed.upper().split()).translate(_MEANT))


def _grouped(letters: str) -> str:
    return "-".join(wrap(letters, GROUP))
