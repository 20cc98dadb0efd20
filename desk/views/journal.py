"""The journal for the Secretariat, and each person's own entries."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import paper.sheets
from accounts.access import secretariat_only
from accounts.http import Request
from desk import reading, services
from desk.forms import JournalFilter
from interface import downloads
from interface.tables import listing

ORDERS = {"when": ("at",), "deed": ("deed", "at")}
MOST_ROWS = 20_000
ROWS = 25
"""On a page: the choice of every deed of every app weighs more than all of them."""


@secretariat_only
@require_safe
def page(request: Request) -> HttpResponse:
    """Show what was done, the newest first."""
    form = JournalFilter(request.GET)
    form.is_valid()
    rows = listing(
        reading.chosen(form.cleaned_data, request.standing),
        query=request.GET,
        orders=ORDERS,
        default="-when",
        per_page=ROWS,
    )
    return render(
        request,
        "desk/journal.html",
        {"filter": form, "listing": rows, "lines": reading.lines(rows.rows)},
    )


@secretariat_only
@require_safe
def xlsx(request: Request) -> HttpResponse:
    """Give what the filters leave as a workbook."""
    rows = _taken(request, "xlsx")
    content = paper.sheets.xlsx(_("Journal"), reading.columns(), rows)
    return downloads.file(content, name="journal.xlsx")


@secretariat_only
@require_safe
def csv(request: Request) -> HttpResponse:
    """Give what the filters leave as lines of text."""
    rows = _taken(request, "csv")
    return downloads.file(paper.sheets.csv(reading.columns(), rows), name="journal.csv")


@require_safe
def own(request: Request) -> HttpResponse:
    """Show a person what the journal holds of them."""
    rows = listing(reading.own(request.standing), query=request.GET, orders=ORDERS, default="-when")
    return render(
        request, "desk/my_entries.html", {"listing": rows, "lines": reading.lines(rows.rows)}
    )


def _taken(request: Request, form: str) -> list[list[object]]:
    """Return the newest entries that the filters leave, and note that they were taken out."""
    choice = JournalFilter(request.GET)
    choice.is_valid()
    rows = reading.chosen(choice.cleaned_data, request.standing)
    entries = list(rows.order_by("-at", "-pk")[:MOST_ROWS])
    if request.method == "GET":
        services.note_journal_taken(
            form=form, rows=len(entries), by=request.standing, at=request.at
        )
    return [reading.cells(line) for line in reading.lines(entries)]
