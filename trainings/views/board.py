"""All requests that were sent, for the Secretariat: by state, as a list, as a sheet."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import secretariat_only
from accounts.days import network_day
from accounts.http import Request
from courses import languages
from interface import downloads
from interface.marks import Pill, Tab
from interface.tables import arranged
from paper import sheets
from trainings import board, words
from trainings.board import Row
from trainings.forms.board import ALL_ENDED, BoardFilter, ListFilter

A_COLUMN = 12
"""How many cards a column of the board shows; the list has all."""
ORDERS = {
    "age": lambda row: -row.days_old,
    "reference": lambda row: row.request.reference,
    "state": lambda row: list(words.STATES).index(row.request.state),
    "member_state": lambda row: row.request.member_state_id,
    "course": lambda row: row.request.sought.title,
    "people": lambda row: row.request.expected,
    "on": lambda row: row.on or date.max,
}


@dataclass(frozen=True)
class Card:
    """One request on the board, with what it is marked with."""

    row: Row
    pills: list[Pill]

    @property
    def language(self) -> str:
        """Return in which language it is to be, unless that is English."""
        code = self.row.request.language
        return "" if code == languages.ENGLISH else languages.name(code)


def tabs(here: str) -> list[Tab]:
    """Return the pages on all requests."""
    list_url = reverse("trainings:list")
    return [
        Tab(_("Board"), reverse("trainings:board"), here=here == "board"),
        Tab(_("List"), list_url, here=here == "list"),
        Tab(_("Closed and ended"), f"{list_url}?state={ALL_ENDED}", here=here == ALL_ENDED),
        Tab(_("Capacity"), reverse("trainings:capacity"), here=here == "capacity"),
        Tab(_("Trainers"), reverse("trainings:trainers"), here=here == "trainers"),
        Tab(_("Figures"), reverse("trainings:figures"), here=here == "figures"),
    ]


@require_safe
@secretariat_only
def show(request: Request) -> HttpResponse:
    """Show what is under way, a column a state, what waits longest first."""
    wanted = BoardFilter(request.GET or None, at=request.at)
    rows = board.rows(request.standing, at=request.at, only=wanted.chosen)
    context = {
        "filter": wanted,
        "tabs": tabs("board"),
        "columns": [
            (
                column,
                [Card(row, _pills(row)) for row in column.rows[:A_COLUMN]],
                max(0, len(column.rows) - A_COLUMN),
                _narrowed(request, "trainings:list", state=column.state),
            )
            for column in board.columns(rows)
        ],
        "flags": [
            (words.flag_pill(flag), number, _narrowed(request, "trainings:board", flag=flag))
            for flag, number in board.flag_counts(rows).items()
            if number
        ],
        "is_filtered": wanted.is_bound,
        "is_empty": not rows,
    }
    return render(request, "trainings/board.html", context)


def _pills(row: Row) -> list[Pill]:
    """Return the marks of a request, and that its host wants to cancel."""
    asked = [Pill(_("Asks to cancel"), "bad", "stop")] if row.request.cancel_asked_at else []
    return [*asked, *(words.flag_pill(flag) for flag in row.flags)]


def _narrowed(request: Request, page: str, **more: str) -> str:
    """Return the address of a page with the same filters and one more."""
    query = request.GET.copy()
    for name, value in more.items():
        query[name] = value
    return f"{reverse(page)}?{query.urlencode()}"


@require_safe
@secretariat_only
def listed(request: Request) -> HttpResponse:
    """Show requests in any state as a table."""
    wanted = ListFilter(request.GET or None, at=request.at)
    rows = board.rows(request.standing, at=request.at, only=wanted.chosen)
    page = arranged(rows, query=request.GET, orders=ORDERS, default="age")
    here = ALL_ENDED if request.GET.get("state") == ALL_ENDED else "list"
    context = {
        "filter": wanted,
        "tabs": tabs(here),
        "listing": page,
        "cards": [Card(row, [words.state_pill(row.request), *_pills(row)]) for row in page.rows],
        "is_filtered": wanted.is_bound,
    }
    return render(request, "trainings/list.html", context)


@require_safe
@secretariat_only
def exported(request: Request) -> HttpResponse:
    """Give the requests of the list as a sheet."""
    wanted = ListFilter(request.GET or None, at=request.at)
    rows = board.rows(request.standing, at=request.at, only=wanted.chosen)
    heads = [
        _("Reference"), _("State"), _("Member State"), _("Course"), _("Language"), _("Place"),
        _("Expected"), _("At least"), _("At most"), _("Sent on"), _("Days"), _("Marked"),
        _("First day"), _("Trainers confirmed"), _("Looked after by"),
    ]  # fmt: skip
    content = sheets.xlsx(_("Requests"), heads, map(_line, rows))
    return downloads.file(content, name="requests.xlsx")


def _line(row: Row) -> list[object]:
    one = row.request
    return [
        one.reference,
        one.get_state_display(),
        one.member_state.name,
        one.sought.title,
        languages.name(one.language),
        one.host_city(),
        one.expected,
        one.least,
        one.most,
        one.submitted_at and network_day(one.submitted_at),
        row.days_old,
        ", ".join(str(words.flag_pill(flag).label) for flag in row.flags),
        row.on,
        row.trainers,
        one.assignee.name if one.assignee else "",
    ]
