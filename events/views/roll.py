"""The roll of an event: who registered, looked through page by page, and taken out as a file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import Request
from events import countries, handover, pending
from events.access import organisers_only
from events.enums import Approver, RegistrationState
from events.forms.decision import RegistrationsFilter
from events.models import Event, Registration
from events.models.registration import RegistrationQuerySet, awaits_a_state
from events.services.lists import list_taken
from events.views.room import Room, registration_pill
from interface import downloads
from interface.tables import listing
from paper import sheets

ORDERS = {
    "name": ("sort_name",),
    "country": ("country", "sort_name"),
    "category": ("category", "sort_name"),
    "state": ("state", "arrival"),
    "registered": ("registered_at",),
}


@require_safe
@organisers_only
def registrations(request: Request, slug: str) -> HttpResponse:
    """Show who registered, as far as the filters leave them."""
    room = Room(request, slug)
    wanted = _filter(request, room.event)
    rows = listing(
        filtered(room.event, wanted), query=request.GET, orders=ORDERS, default="-registered"
    )
    awaiting = request.GET.get("state") == RegistrationState.PENDING
    approves = awaiting and room.decides
    context = room.context(
        "approvals" if approves else "registrations",
        with_states=room.with_states if approves else 0,
        of_states=pending.to_approve(room.event, by=room.event.approver),
        filter=wanted,
        listing=rows,
        rows=[(row, *_in_words(row)) for row in rows.rows],
    )
    return render(request, "events/registrations.html", context)


@require_safe
@organisers_only
def list_xlsx(request: Request, slug: str) -> HttpResponse:
    """Give the registrations that the filters leave as a workbook."""
    room = Room(request, slug)
    rows = _taken(request, room.event, "xlsx")
    content = sheets.xlsx(room.event.title, _columns(), rows, zone=room.event.zone)
    return downloads.file(content, name=f"{slug}-registrations.xlsx")


@require_safe
@organisers_only
def list_csv(request: Request, slug: str) -> HttpResponse:
    """Give the registrations that the filters leave as lines of text."""
    room = Room(request, slug)
    rows = _taken(request, room.event, "csv")
    content = sheets.csv(_columns(), rows, zone=room.event.zone)
    return downloads.file(content, name=f"{slug}-registrations.csv")


def _filter(request: Request, event: Event) -> RegistrationsFilter:
    return RegistrationsFilter(request.GET or None, event=event)


def filtered(event: Event, wanted: RegistrationsFilter) -> RegistrationQuerySet:
    """Return the registrations that the filters leave; one that makes no sense is left out."""
    rows = RegistrationQuerySet(Registration).filter(event=event).select_related("replaced_by")
    if not wanted.is_bound:
        return rows
    wanted.is_valid()
    chosen = dict(wanted.cleaned_data)
    text, missing = chosen.pop("text", ""), chosen.pop("missing", False)
    if missing:
        rows = rows.missing_answers()
    rows = _approved_by(chosen.pop("approver", ""), rows)
    rows = rows.filter(**{name: value for name, value in chosen.items() if value})
    return rows.matching(text) if text else rows


def _approved_by(whom: str, rows: RegistrationQuerySet) -> RegistrationQuerySet:
    """Return those that await the approval of the Secretariat or of a state, or all."""
    if whom == Approver.SECRETARIAT:
        return rows.filter(state=RegistrationState.PENDING).exclude(awaits_a_state())
    return rows.filter(awaits_a_state()) if whom else rows


def _in_words(row: Registration) -> tuple[object, str, str]:
    return registration_pill(row), countries.name(row.country), row.get_category_display()


def _columns() -> list[str]:
    return [
        _("Name"),
        _("E-mail address"),
        _("Organisation"),
        _("Country or body"),
        _("Code"),
        _("Category"),
        _("Takes part"),
        _("State"),
        _("Registered"),
        _("Decided"),
        _("Reason"),
    ]


def _taken(request: Request, event: Event, form: str) -> list[tuple[object, ...]]:
    """Write down that the list is taken out, and return its rows."""
    wanted = _filter(request, event)
    rows = list(filtered(event, wanted).order_by("sort_name", "pk"))
    if request.method == "GET":
        list_taken(event, form=form, rows=len(rows), by=request.standing, at=request.at)
    return [
        (
            row.name,
            row.email,
            row.organisation,
            countries.name(row.country),
            row.country,
            row.get_category_display(),
            row.get_attending_display(),
            handover.state(row),
            row.registered_at,
            row.decided_at,
            row.reason,
        )
        for row in rows
    ]
