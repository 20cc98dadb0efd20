"""The lists that an event's organisers take out: people, figures, what the venue must know."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import Request
from events import rolls, venue
from events.access import organisers_only
from events.forms.lists import ListForm
from events.services.lists import list_taken, sensitive_read
from events.views.room import Room
from interface import downloads
from paper import sheets

SECURITY = "events.take_security_lists"


@require_safe
@organisers_only
def lists(request: Request, slug: str) -> HttpResponse:
    """Show which lists there are, and let the columns of the people be chosen."""
    room = Room(request, slug)
    among = rolls.offered(room.event, standing=request.standing)
    return _page(request, room, _form(request, among))


@require_safe
@organisers_only
def participants(request: Request, slug: str, form: str) -> HttpResponse:
    """Give the people of an event, with the columns that were ticked."""
    room = Room(request, slug)
    among = rolls.offered(room.event, standing=request.standing)
    asked = _form(request, among)
    if not asked.is_valid():
        return _page(request, room, asked)
    read = asked.chosen("sensitive")
    chosen = [*asked.chosen("columns"), *asked.chosen("answers"), *read]
    heads, rows = rolls.participants(
        room.event, who=asked.cleaned_data["who"], columns=chosen, among=among
    )
    _note(request, room, form=form, rows=len(rows), what="participants", columns=chosen)
    if read and request.method == "GET":
        sensitive_read(room.event, rows=len(rows), columns=read, by=request.standing, at=request.at)
    content = (
        sheets.csv(heads, rows, zone=room.event.zone)
        if form == "csv"
        else sheets.xlsx(room.event.title, heads, rows, zone=room.event.zone)
    )
    return downloads.file(content, name=f"{slug}-participants.{form}")


@require_safe
@organisers_only
def by_state(request: Request, slug: str) -> HttpResponse:
    """Give the figures of an event by Member State, in protocol order."""
    room = Room(request, slug)
    heads, rows = rolls.by_state(room.event)
    _note(request, room, form="xlsx", rows=len(rows), what="by_state")
    content = sheets.xlsx(room.event.title, heads, rows, zone=room.event.zone)
    return downloads.file(content, name=f"{slug}-by-state.xlsx")


@require_safe
@organisers_only
def venue_pack(request: Request, slug: str) -> HttpResponse:
    """Show what the venue must know as a page to print: numbers, no names."""
    room = Room(request, slug)
    tables = [
        (
            sheet.title,
            sheet.columns,
            [list(zip(sheet.columns, map(venue.said, row), strict=True)) for row in sheet.rows],
        )
        for sheet in venue.pack(room.event)
    ]
    return render(request, "events/venue.html", room.context("lists", sheets=tables))


@require_safe
@organisers_only
def venue_xlsx(request: Request, slug: str) -> HttpResponse:
    """Give what the venue must know as a workbook, a sheet for each matter."""
    room = Room(request, slug)
    pack = venue.pack(room.event)
    _note(request, room, form="xlsx", rows=sum(len(one.rows) for one in pack), what="venue")
    content = sheets.book(
        [(one.title, one.columns, one.rows) for one in pack], zone=room.event.zone
    )
    return downloads.file(content, name=f"{slug}-venue.xlsx")


@require_safe
@organisers_only
def security_xlsx(request: Request, slug: str) -> HttpResponse:
    """Give the venue's security whom to let in; for who holds the right to take it out."""
    room = Room(request, slug)
    if not request.standing.may(SECURITY) or not rolls.asks_identity(room.event):
        raise Http404
    heads, rows = rolls.security(room.event)
    _note(request, room, form="xlsx", rows=len(rows), what="security")
    if request.method == "GET":
        sensitive_read(
            room.event, rows=len(rows), what="security", by=request.standing, at=request.at
        )
    content = sheets.xlsx(room.event.title, heads, rows, zone=room.event.zone)
    return downloads.file(content, name=f"{slug}-security.xlsx")


def _form(request: Request, among: rolls.Offered) -> ListForm:
    asked = request.GET.keys() & {"who", "columns"}
    return ListForm(
        request.GET if asked else None,
        columns=among.columns,
        answers=among.answers,
        sensitive=among.sensitive,
    )


def _page(request: Request, room: Room, form: ListForm) -> HttpResponse:
    asks = rolls.asks_identity(room.event)
    context = room.context(
        "lists",
        form=form,
        asks_identity=asks,
        may_take_security=asks and request.standing.may(SECURITY),
    )
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "events/lists.html", context, status=status)


def _note(request: Request, room: Room, *, form: str, rows: int, **facts: object) -> None:
    """Write down that a list was taken out; asking for its head only takes nothing."""
    if request.method == "GET":
        list_taken(room.event, form=form, rows=rows, by=request.standing, at=request.at, **facts)
