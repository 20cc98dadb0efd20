"""Text that others typed, made fit to stand in a letter."""

import re
import unicodedata

NAME_LENGTH = 100
_UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"  # without them some scripts and emoji fall apart
_COLON = re.compile(r"(?<=\w):(?=\S)")
_SLASHES = re.compile(r"[/\\]{2,}")
_DOTTED = re.compile(r"(?<=\w)[.\u3002\uff0e\uff61](?=\w)")


def printable(text: str) -> str:
    """Return the text without control, direction and separator characters; lines stay.

    A line or paragraph separator becomes a line break, so that no words run together.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = lines.replace("\u2028", "\n").replace("\u2029", "\n").replace("\t", " ")
    return "".join(
        character
        for character in lines
        if character == "\n"
        or character in _JOINERS
        or unicodedata.category(character) not in _UNPRINTABLE
    )


def one_line(text: str) -> str:
    """Return the text on one line, with single spaces."""
    return " ".join(printable(text).split())


def harmless(text: str, *, length: int = NAME_LENGTH) -> str:
    """Return a name that no mail program turns into a link, and that is no longer than a name.

    Forms that anybody may fill in send letters to addresses that anybody may type: with a
    "name" such as "Your account: https://evil.example" they would carry bait in our name.

    >>> harmless("Your account: https://evil.example/now")
    'Your account: https: evil. example/now'
    >>> harmless("J. Müller-Lüdenscheidt, Ph.D.")
    'J. Müller-Lüdenscheidt, Ph. D.'
    """
    line = one_line(unicodedata.normalize("NFKC", text))
    line = _SLASHES.sub(" ", _COLON.sub(": ", line))
    line = _DOTTED.sub(". ", line).replace("@", " at ").replace("[[", "[ [")
    line = " ".join(line.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
