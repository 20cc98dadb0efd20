"""The cells of a file: which encoding, which sign parts them, whatever program wrote it."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812  # the library writes it small

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from events.enums import ListFault

MOST_LINES, MOST_COLUMNS, LONGEST = 20_000, 100, 500
MOST_UNPACKED = 64 << 20
SEPARATORS = ("\t", ";", ",", "|")
BROKEN = (
    InvalidFileException, BadZipFile, ZlibError, SyntaxError, KeyError, ValueError, TypeError,
    AttributeError, IndexError, EOFError, OSError, RuntimeError,
)  # fmt: skip
"""What a workbook with something wrong in it makes of its reader."""

type Cell = str | datetime | time | timedelta
type Line = list[Cell]


class UnreadableError(Exception):
    """A file is no attendance list that can be read; ``why`` is one of ``ListFault``."""

    def __init__(self, why: ListFault) -> None:
        """Keep the reason."""
        super().__init__(why.value)
        self.why = why


def workbook(content: bytes) -> list[Line]:
    """Return the lines of all sheets of a workbook; a formula is what it last came to."""
    found: list[Line] = []
    try:
        with ZipFile(io.BytesIO(content)) as package:
            if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
                raise UnreadableError(ListFault.TOO_LONG)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what it says of itself may be wrong
            for row in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
                _count(found)
                found.append([_plain(value) for value in row])
            found.append([])
    except BROKEN as error:
        raise UnreadableError(ListFault.UNREADABLE) from error
    return found


def tables(content: bytes) -> Iterator[list[Line]]:
    """Return the lines of a text, once for each sign that may part its cells."""
    text = decoded(content)
    for separator in SEPARATORS:
        if separator in text:
            yield _lines(text, separator)


def decoded(content: bytes) -> str:
    """Return the text of a file: UTF-16 and UTF-8 as they say or are, else as Windows writes."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _lines(text: str, separator: str) -> list[Line]:
    found: list[Line] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            _count(found)
            found.append([_plain(value) for value in row[:MOST_COLUMNS]])
    except csv.Error as error:
        raise UnreadableError(ListFault.UNREADABLE) from error
    return found


def _count(found: Sequence[Line]) -> None:
    if len(found) >= MOST_LINES:
        raise UnreadableError(ListFault.TOO_LONG)


def _plain(value: object) -> Cell:
    """Return what a cell says; a text that was written as a formula says its text.

    >>> _plain('="2026-03-02 10:00"'), _plain(None), _plain(62)
    ('2026-03-02 10:00', '', '62')
    """
    if isinstance(value, datetime | time | timedelta):
        return value
    if value is None:
        return ""
    text = " ".join(str(value).split())
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1]
    return text[:LONGEST]
