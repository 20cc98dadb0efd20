"""Which letters can be printed right."""

import unicodedata

from paper.pdf import fonts

FROM_RIGHT = {"R", "AL", "AN"}
NAMES_NO_LETTER = {"Cn", "Co", "Cs"}
ABOVE = 230
LOW = frozenset("acegmnopqrsuvwxyzæœøıаеиоуыэюя")  # nothing of them is where a mark is drawn


def missing(name: str) -> list[str]:
    """Return the letters that cannot be printed, each once: no font has them, or not rightly.

    Letters that are written from the right are among them, for they would stand in the wrong
    order, and letters with a mark that Unicode has no sign for, unless it has room above them.
    """
    return [letter for letter in dict.fromkeys(_letters(name)) if not _is_printable(letter)]


def _letters(name: str) -> list[str]:
    """Split a text into letters, each with its marks."""
    found: list[str] = []
    for sign in unicodedata.normalize("NFC", name):
        if found and _is_mark(sign):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign).startswith("M")


def _is_printable(letter: str) -> bool:
    base, marks = letter[0], letter[1:]
    return not any(map(_is_foreign, letter)) and not _is_mark(base) and _has_room(base, marks)


def _is_foreign(sign: str) -> bool:
    return bool(
        fonts.missing(sign)
        or unicodedata.bidirectional(sign) in FROM_RIGHT
        or unicodedata.category(sign) in NAMES_NO_LETTER
    )


def _has_room(base: str, marks: str) -> bool:
    """Return whether the marks have room above a letter; fonts draw them all at one height."""
    if not marks:
        return True
    apart = unicodedata.normalize("NFD", base + marks)
    above = [unicodedata.combining(mark) for mark in apart].count(ABOVE)
    return apart[0] in LOW and len(marks) == above == 1 and unicodedata.combining(marks) == ABOVE
