"""Plain text, tables and Markdown: what is no text, or is a page in disguise, is refused; pure."""

import codecs
import re
from typing import IO

from documents.enums import Refusal
from documents.kinds import Kind

MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|script|svg|iframe)\b", re.IGNORECASE)
BEGINS = re.compile(rb"\s*<(?:!doctype|html|head|body|script|svg|iframe|\?)", re.IGNORECASE)
CONTROLS = bytes(sorted({*range(32), 127} - {*b"\t\n\r\f"}))
CHUNK = 1 << 16


def is_markup(head: bytes) -> bool:
    """Return whether a page or a script stands somewhere in these bytes."""
    return MARKUP.search(head) is not None


def fault(file: IO[bytes], _kind: Kind) -> Refusal | None:
    """Return why this is no text, or nothing.

    UTF-8 and the single-byte encodings of old spreadsheets pass, and UTF-16 that says so; a
    control character never stands in a text.
    """
    head = file.read(CHUNK)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _utf16(head + file.read())
    if BEGINS.match(head.removeprefix(codecs.BOM_UTF8)):
        return Refusal.MARKUP
    while head:
        if head.translate(None, CONTROLS) != head:
            return Refusal.DISGUISED
        head = file.read(CHUNK)
    return None


def _utf16(content: bytes) -> Refusal | None:
    try:
        plain = content.decode("utf-16").encode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return Refusal.DISGUISED
    if plain.translate(None, CONTROLS) != plain:
        return Refusal.DISGUISED
    return Refusal.MARKUP if BEGINS.match(plain) else None
