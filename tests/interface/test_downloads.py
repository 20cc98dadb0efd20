"""Files to keep."""

import pytest

from interface import downloads


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("people.csv", "text/csv; charset=utf-8"),
        ("2026.x.ics", "text/calendar; charset=utf-8"),
        ("people.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_a_file_says_its_name_and_kind(name, kind):
    response = downloads.file(b"x", name=name)

    assert (response.content, dict(response.headers)) == (
        b"x",
        {"Content-Type": kind, "Content-Disposition": f'attachment; filename="{name}"'},
    )
