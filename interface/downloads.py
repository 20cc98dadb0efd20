"""Answers that a browser keeps as a file."""

from django.http import HttpResponse

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file(content: bytes, *, name: str) -> HttpResponse:
    """Answer with a file; what kind it is, the end of its name says."""
    return HttpResponse(
        content,
        content_type=KINDS[name.rpartition(".")[2]],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
