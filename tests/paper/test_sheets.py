"""Tables to take away."""

import io
from datetime import UTC, date, datetime, time

import pytest
from openpyxl import load_workbook

from paper import sheets

FORMULAS = [
    "=1+1",
    "+32 2 557 33 30",
    "-2+3",
    "@SUM(A1)",
    " =1+1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    '=HYPERLINK("https://evil.example","click")',
]


def loaded(content: bytes):
    return load_workbook(io.BytesIO(content)).worksheets[0]


def test_csv_is_utf_8_with_its_mark_commas_and_crlf():
    content = sheets.csv(
        ["Name", "Day"], [["Παπαδόπουλος, Anne", date(2024, 5, 31)], ['say "no"', None]]
    )

    assert content == (
        b"\xef\xbb\xbfName,Day\r\n"
        + '"Παπαδόπουλος, Anne",2024-05-31\r\n"say ""no""",\r\n'.encode()
    )


def test_csv_writes_each_kind_of_value_in_its_form():
    at = datetime(2024, 5, 31, 22, 30, 12, tzinfo=UTC)

    content = sheets.csv(["a"] * 7, [[at, date(2024, 1, 2), time(9, 5), 3, -2.5, True, None]])

    assert (
        content.decode("utf-8-sig").splitlines()[1]
        == "2024-06-01 00:30,2024-01-02,09:05,3,-2.5,True,"
    )


def test_moments_are_written_on_the_clock_of_the_zone():
    at = datetime(2024, 5, 31, 22, 30, tzinfo=UTC)

    content = sheets.csv(["at"], [[at]], zone="Europe/Athens")

    assert content.decode("utf-8-sig").splitlines() == ["at", "2024-06-01 01:30"]


@pytest.mark.parametrize("typed", FORMULAS)
def test_csv_never_begins_a_cell_with_a_formula(typed):
    content = sheets.csv([typed], [[typed]])

    cells = content.decode("utf-8-sig").split("\r\n")[:2]
    assert all(cell.lstrip('"').startswith("'") for cell in cells)


@pytest.mark.parametrize("typed", FORMULAS)
def test_xlsx_holds_no_formula(typed):
    sheet = loaded(sheets.xlsx("People", [typed], [[typed]]))

    assert [(cell.data_type, cell.quotePrefix) for cell in sheet["A"]] == [("s", True), ("s", True)]
    assert sheet["A2"].value == sheets.plain(typed)


def test_a_number_stays_a_number():
    sheet = loaded(sheets.xlsx("Figures", ["n"], [[-5], [2.5], [True]]))

    assert [cell.value for cell in sheet["A"]] == ["n", -5, 2.5, True]
    assert sheets.csv(["n"], [[-5]]) == b"\xef\xbb\xbfn\r\n-5\r\n"


def test_a_word_that_looks_like_an_error_stays_text():
    sheet = loaded(sheets.xlsx("Words", ["w"], [["#N/A"]]))

    assert (sheet["A2"].value, sheet["A2"].data_type) == ("#N/A", "s")


def test_xlsx_stores_days_and_moments_as_such():
    at = datetime(2024, 5, 31, 7, 30, tzinfo=UTC)

    sheet = loaded(sheets.xlsx("Days", ["a", "b", "c"], [[at, date(2024, 5, 31), time(9, 30)]]))

    assert [cell.value for cell in sheet[2]] == [
        datetime.fromisoformat("2024-05-31T09:30"),
        datetime.fromisoformat("2024-05-31"),
        time(9, 30),
    ]
    assert [cell.number_format for cell in sheet[2]] == ["yyyy-mm-dd hh:mm", "yyyy-mm-dd", "hh:mm"]


def test_xlsx_freezes_the_head_filters_and_fits_the_columns():
    sheet = loaded(
        sheets.xlsx("List", ["Name", "N", "Long"], [["Anne", 1, "x" * 300], ["Bo\nBeatrix", 2, ""]])
    )

    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C3"
    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == [9, 8, 60]
    assert [cell.font.bold for cell in sheet[1]] == [True] * 3


def test_control_characters_and_marks_of_direction_are_left_out():
    typed = "a\x00b\x1bc\u202ed\ud800e\uffff"

    assert loaded(sheets.xlsx("X", ["x"], [[typed]]))["A2"].value == "abcde"
    assert sheets.csv(["x"], [[typed]]) == b"\xef\xbb\xbfx\r\nabcde\r\n"


def test_a_cell_longer_than_a_sheet_takes_is_cut():
    assert len(loaded(sheets.xlsx("X", ["x"], [["y" * 40_000]]))["A2"].value) == 32_767


@pytest.mark.parametrize(
    ("title", "name"),
    [("People", "People"), ("a/b:c*d?[e]\\f", "a b c d  e  f"), ("", "1"), ("x" * 40, "x" * 31)],
)
def test_the_sheet_bears_the_title_as_far_as_it_may(title, name):
    assert loaded(sheets.xlsx(title, ["x"], [])).title == name


def test_a_table_without_columns_is_empty():
    assert loaded(sheets.xlsx("Nothing", [], [])).max_row == 1


def test_a_book_holds_several_sheets_each_by_a_name_of_its_own():
    content = sheets.book(
        [("Diet", ["What"], [["=1+1"]]), ("diet", ["What"], [["Vegan"]]), ("Days", [], [])]
    )

    read = load_workbook(io.BytesIO(content))

    assert read.sheetnames == ["Diet", "diet 2", "Days"]
    assert [(cell.value, cell.data_type) for cell in read["Diet"]["A"]] == [
        ("What", "s"),
        ("=1+1", "s"),
    ]
