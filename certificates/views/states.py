"""The certificates of people from one Member State: of an event, and of all events of a year."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import Standing
from accounts.days import network_day
from accounts.http import Request
from accounts.models import MemberState
from certificates import files, services
from certificates.enums import State
from certificates.forms.states import StatesFilter
from certificates.marks import state_pill
from certificates.models import Certificate
from certificates.models import CertificateQuerySet as Rows
from documents.serving import ZIP, announced, given
from events import words
from events.models import Event
from events.views.states import event_and_state, state_or_secretariat
from interface.marks import Tab
from interface.tables import listing

OF_EVENT = {
    "name": ("registration__sort_name",),
    "number": ("number",),
    "issued": ("issued_at",),
}
OF_YEAR = {
    **OF_EVENT,
    # The newest event comes first, and the people of each in the order of their names.
    "event": ("-registration__event__starts_at", "registration__sort_name"),
}


@require_safe
@state_or_secretariat
def of_state(request: Request, slug: str, code: str) -> HttpResponse:
    """Show the certificates of an event of people from one state."""
    event, state = event_and_state(request.standing, slug, code)
    rows = _of_event(event, state).select_related("registration")
    found = listing(rows, query=request.GET, orders=OF_EVENT, default="name")
    context = {
        "event": event,
        "state": state,
        "when": words.when(event),
        "listing": found,
        "rows": [(one, state_pill(one.state), one.state == State.VALID) for one in found.rows],
        "has_files": rows.live().exists(),
    }
    return render(request, "certificates/of_state.html", context)


@require_safe
@state_or_secretariat
def of_state_zip(request: Request, slug: str, code: str) -> HttpResponseBase:
    """Give those certificates as one file, and write down that it was taken out."""
    event, state = event_and_state(request.standing, slug, code)
    found = list(_of_event(event, state).live().order_by("number"))
    if not found:
        return redirect("certificates:of_state", slug, code)
    return _zip(request, found, name=f"{slug}-{state.code.lower()}-certificates.zip")


@require_safe
@state_or_secretariat
def download(request: Request, slug: str, code: str, key: UUID) -> HttpResponseBase:
    """Give the certificate of one person from the state, and write down that it was taken out."""
    event, state = event_and_state(request.standing, slug, code)
    found = get_object_or_404(_of_event(event, state).live(), key=key)
    opened = files.opened(found)
    if opened is None:
        raise Http404
    if request.method == "GET":
        services.take_file(found, by=request.standing, at=request.at)
    return given(opened, name=files.name_of(found), content_type=files.PDF)


@require_safe
@state_or_secretariat
def year(request: Request, code: str) -> HttpResponse:
    """Show the certificates of people from one state, of all events of a year."""
    state = _state(request.standing, code)
    seen = _seen(request.standing, state)
    years = [day.year for day in seen.dates("registration__event__first_date", "year", "DESC")]
    asked = request.GET.get("year", "")
    latest = years[0] if years else network_day(request.at).year
    chosen = next((one for one in years if str(one) == asked), latest)
    rows = _in_year(seen, chosen).select_related("registration__event")
    wanted = StatesFilter(request.GET)
    shown = wanted.filtered(rows)
    found = listing(shown, query=request.GET, orders=OF_YEAR, default="event")
    address = reverse("certificates:of_states_year", args=[state.code])
    context = {
        "state": state,
        "year": chosen,
        "filter": wanted if rows.exists() else None,
        "tabs": [Tab(str(one), f"{address}?year={one}", here=one == chosen) for one in years],
        "listing": found,
        "rows": [(one, state_pill(one.state), one.state == State.VALID) for one in found.rows],
        "has_files": rows.live().exists(),
    }
    return render(request, "certificates/of_states_year.html", context)


@require_safe
@state_or_secretariat
def year_zip(request: Request, code: str, year: int) -> HttpResponseBase:
    """Give the certificates of a year as one file, and write it down at each event."""
    state = _state(request.standing, code)
    rows = _in_year(_seen(request.standing, state), year).live().order_by("number")
    found = list(rows.select_related("registration__event"))
    if not found:
        return redirect("certificates:of_states_year", code)
    return _zip(request, found, name=f"certificates-{state.code.lower()}-{year}.zip")


def _zip(request: Request, found: Sequence[Certificate], *, name: str) -> HttpResponseBase:
    if request.method == "HEAD":
        return announced(name)
    by_event: dict[Event, list[Certificate]] = {}
    for one in found:
        by_event.setdefault(one.registration.event, []).append(one)
    with transaction.atomic():
        for event, some in by_event.items():
            services.take_out(event, some, as_="zip", by=request.standing, at=request.at)
    return given(files.zipped(found), name=name, content_type=ZIP)


def _state(standing: Standing, code: str) -> MemberState:
    """Return the state, or 404 to whoever does not speak for it."""
    if not standing.is_secretariat and code not in standing.member_states:
        raise Http404
    return get_object_or_404(MemberState, pk=code)


def _of_event(event: Event, state: MemberState) -> Rows:
    rows = Certificate.objects.from_state(state.code).filter(registration__event=event)
    return rows.select_related("registration__event")


def _seen(standing: Standing, state: MemberState) -> Rows:
    """Return the certificates from a state at events that the person may know of."""
    events = Event.objects.visible_to(standing).values("pk")
    return Certificate.objects.from_state(state.code).filter(registration__event__in=events)


def _in_year(rows: Rows, number: int) -> Rows:
    if not date.min.year <= number <= date.max.year:
        raise Http404
    return rows.filter(registration__event__first_date__year=number)
