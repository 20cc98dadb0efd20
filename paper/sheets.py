"""Tables to take away, as XLSX and CSV: whatever people typed stays text, no cell acts.

Both take heads and rows of plain values. Days stay days; moments are written on the clock
of a zone. Nothing here knows Django.
"""

import csv as lines
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

BRUSSELS = "Europe/Brussels"
ACTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
NOT_IN_A_SHEET = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")
LONGEST_TITLE = 31
LONGEST_CELL = 32_767
NARROWEST, WIDEST = 8, 60
FORMATS = {datetime: "yyyy-mm-dd hh:mm", date: "yyyy-mm-dd", time: "hh:mm"}

type Row = Sequence[object]
type Value = bool | int | float | str | date | datetime | time | None


def xlsx(
    title: str, columns: Sequence[object], rows: Iterable[Row], *, zone: str = BRUSSELS
) -> bytes:
    """Return a workbook of one sheet: the head frozen, columns as wide as what they hold.

    Text is stored as text and marked as such, so that neither opening nor editing a cell
    turns it into a formula.
    """
    return book([(title, columns, rows)], zone=zone)


def book(
    tables: Iterable[tuple[str, Sequence[object], Iterable[Row]]], *, zone: str = BRUSSELS
) -> bytes:
    """Return a workbook of several sheets: title, heads and rows of each, in their order."""
    made = Workbook(write_only=True)
    made.properties.creator = ""
    taken: set[str] = set()
    for title, columns, rows in tables:
        name = _sheet_title(title)
        while name.casefold() in taken:
            name = f"{name[: LONGEST_TITLE - 2]} {len(taken) + 1}"[:LONGEST_TITLE]
        taken.add(name.casefold())
        # The stubs know less than it can.
        _fill(made.create_sheet(name), columns, rows, zone=zone)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def _fill(sheet: Any, columns: Sequence[object], rows: Iterable[Row], *, zone: str) -> None:
    head: list[Value] = [plain(str(column)) for column in columns]
    body = [[_value(cell, zone=zone) for cell in row] for row in rows]
    sheet.freeze_panes = "A2"
    for index, _label in enumerate(head):
        sheet.column_dimensions[get_column_letter(index + 1)].width = _width(
            [row[index] for row in [head, *body]]
        )
    bold, top = Font(bold=True), Alignment(vertical="top", wrap_text=True)
    first = [_cell(sheet, label, top) for label in head]
    for cell in first:
        cell.font = bold
    sheet.append(first)
    for row in body:
        sheet.append([_cell(sheet, value, top) for value in row])
    if head:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{len(body) + 1}"


def csv(columns: Sequence[object], rows: Iterable[Row], *, zone: str = BRUSSELS) -> bytes:
    """Return comma-separated lines in UTF-8, with the mark by which Excel knows the encoding.

    Text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    written = io.StringIO()
    writer = lines.writer(written, lineterminator="\r\n")
    writer.writerow([_written(str(column)) for column in columns])
    writer.writerows([_written(_value(cell, zone=zone)) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def plain(text: str) -> str:
    r"""Return the text without control characters and marks of direction; line breaks stay.

    >>> plain("one\ttwo\x00\r\nthree")
    'one two\nthree'
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return NOT_IN_A_SHEET.sub("", unified)


def harmless(text: str) -> str:
    """Return the text, with an apostrophe before it where a spreadsheet would reckon with it.

    Blanks before the sign do not make it safer: some programs skip them.

    >>> harmless("=1+1"), harmless(" @SUM(A1)"), harmless("Anne-Marie")
    ("'=1+1", "' @SUM(A1)", 'Anne-Marie')
    """
    return f"'{text}" if text.lstrip().startswith(ACTS) else text


def _value(cell: object, *, zone: str) -> Value:
    """Return what a sheet can hold: numbers and days as such, moments on the zone's clock."""
    if isinstance(cell, datetime):
        return cell.astimezone(ZoneInfo(zone)).replace(tzinfo=None, second=0, microsecond=0)
    if cell is None or isinstance(cell, bool | int | float | date | time):
        return cell
    return plain(str(cell))


def _written(value: Value) -> str:
    """Return a value as a line of text holds it."""
    if isinstance(value, str):
        return harmless(plain(value))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return "" if value is None else str(value)


def _cell(sheet: Any, value: Any, alignment: Alignment) -> Cell:
    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=value)
        if type(value) in FORMATS:
            cell.number_format = FORMATS[type(value)]
    else:
        cell = WriteOnlyCell(sheet, value=value[:LONGEST_CELL])
        cell.data_type = "s"
        cell.quotePrefix = value.lstrip().startswith(ACTS)
    cell.alignment = alignment
    return cell


def _width(values: Sequence[Value]) -> int:
    longest = max(len(line) for value in values for line in (_written(value).split("\n")))
    return min(max(longest + 2, NARROWEST), WIDEST)


def _sheet_title(title: str) -> str:
    """Return the title as a sheet may bear it: 31 characters, without those of references."""
    return (
        NOT_IN_A_TITLE.sub(" ", plain(title)).replace("\n", " ").strip(" '")[:LONGEST_TITLE] or "1"
    )
