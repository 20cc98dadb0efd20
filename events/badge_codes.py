"""The code of a registration, as it stands on a badge and on the own page.

A scanner reads ``EUCPN:`` and the registration's key in base 32; a person types the first
eight letters of it. It lets nobody in by itself: who scans it is signed in, and the own page
has another secret.
"""

import base64
import re
from dataclasses import dataclass
from uuid import UUID

PREFIX = "EUCPN:"
LENGTH, SHORT = 26, 8
BITS, OF_A_KEY = 5, 128
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
MISREAD = str.maketrans("018", "OIB")
BETWEEN = re.compile(r"[\s\-–]+")


@dataclass(frozen=True)
class Keys:
    """Between which keys the registration's lies; both are the same for a whole code."""

    first: UUID
    last: UUID


def text(key: UUID) -> str:
    """Return what the QR code of a registration says.

    >>> text(UUID(int=0))
    'EUCPN:AAAAAAAAAAAAAAAAAAAAAAAAAA'
    """
    return PREFIX + _letters(key)


def short(key: UUID) -> str:
    """Return what somebody types for it.

    >>> short(UUID(int=0))
    'AAAA-AAAA'
    """
    letters = _letters(key)
    return f"{letters[:4]}-{letters[4:SHORT]}"


def read(typed: str) -> Keys | None:
    """Return which keys a scanned or typed code can mean; nothing for what is no code.

    Digits that no code has are taken for the letters they look like. Fewer than eight
    letters are no code.

    >>> read("aaaa aaaa") == read("EUCPN:AAAAAAAA")
    True
    >>> read("AAAA"), read("Mārīte Kalniņa")
    (None, None)
    """
    letters = BETWEEN.sub("", typed).upper().removeprefix(PREFIX).translate(MISREAD)
    if not SHORT <= len(letters) <= LENGTH or set(letters) - set(LETTERS):
        return None
    known = 0
    for letter in letters:
        known = known << BITS | LETTERS.index(letter)
    missing = OF_A_KEY - BITS * len(letters)
    if missing < 0:  # the last letter of a whole code holds two bits that no key has
        known, missing = known >> -missing, 0
    return Keys(UUID(int=known << missing), UUID(int=(known + 1 << missing) - 1))


def _letters(key: UUID) -> str:
    return base64.b32encode(key.bytes).decode().rstrip("=")
