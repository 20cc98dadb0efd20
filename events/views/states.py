"""Who comes from one Member State: to one event, and to all that lie ahead."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Value, When, prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import Standing, only_for
from accounts.http import Request
from accounts.models import MemberState
from events import countries, figures, groups, handover, untaken, words
from events.enums import Approver, RegistrationState, State
from events.figures import Cell, StatePlaces, Tally
from events.models import Event, Registration
from events.models.registration import RegistrationQuerySet
from events.services.lists import list_taken
from events.services.suggestions import takes_suggestions
from events.views.room import event_pill, registration_pill
from interface import downloads
from interface.marks import Pill, Tab
from interface.tables import listing
from paper import sheets

ORDERS = {
    "name": ("sort_name",),
    "organisation": ("organisation", "sort_name"),
    "registered": ("registered_at",),
    "state": ("rank", "sort_name"),
}
RANKS = (
    RegistrationState.PENDING,
    RegistrationState.CONFIRMED,
    RegistrationState.OFFERED,
    RegistrationState.NAMED,
    RegistrationState.WAITING,
    RegistrationState.DECLINED,
    RegistrationState.WITHDRAWN,
    RegistrationState.CANCELLED,
)

speakers_only = only_for(lambda standing: bool(standing.member_states))
state_or_secretariat = only_for(
    lambda standing: standing.is_secretariat or bool(standing.member_states)
)


@dataclass(frozen=True)
class Line:
    """One event and one state in the overview of a National Representative.

    ``gives`` says that it is over and people of the state may have certificates of it,
    ``suggests`` that the state can suggest institutions for it.
    """

    event: Event
    state: MemberState
    when: str
    tally: Tally
    places: list[str]
    pill: Pill | None
    gives: bool
    suggests: bool


@dataclass(frozen=True)
class Comer:
    """One registration before the state; ``instead_of`` names whose place it is to take over."""

    row: Registration
    pill: Pill
    category: str
    group: str
    attending: str
    instead_of: str
    handed_over: str
    country: str


@require_safe
@state_or_secretariat
def own_state(request: Request, slug: str, code: str) -> HttpResponse:
    """Show who comes to an event from one state: to who speaks for it, and the Secretariat.

    A state that approves as the host sees everybody who comes.
    """
    event, state = event_and_state(request.standing, slug, code)
    listed = _of(event, state).select_related("replaces", "replaced_by")
    rows = listing(listed, query=request.GET, orders=ORDERS, default="state")
    prefetch_related_objects([event], "groups")
    called = groups.names(event)
    counted = figures.of_states([event], [state.code])
    hosts = event.is_approved_by_host(state.code)
    decides = hosts or (event.states_approve and event.approver == Approver.STATE)
    context = {
        "event": event,
        "state": state,
        "when": words.when(event),
        "where": words.where(event),
        "pill": event_pill(event),
        "tally": Tally.of(counted),
        "places": _places(event, state, counted),
        "listing": rows,
        "rows": [
            Comer(
                row=row,
                pill=registration_pill(row),
                category=row.get_category_display(),
                group=called[row.group],
                attending=row.get_attending_display(),
                instead_of=_giver(row),
                handed_over=handover.state(row, within="" if hosts else state.code)
                if row.handed_over_to
                else "",
                country=countries.name(row.country),
            )
            for row in rows.rows
        ],
        "hosts": hosts,
        "decides": decides and event.ends_at > request.at,
        "is_over": event.ends_at <= request.at,
        "of_the_secretariat": request.standing.is_secretariat,
    }
    return render(request, "events/own_state.html", context)


@require_safe
@state_or_secretariat
def own_state_xlsx(request: Request, slug: str, code: str) -> HttpResponse:
    """Give who comes from one state as a workbook, and write down that it was taken out."""
    event, state = event_and_state(request.standing, slug, code)
    ranked: Any = _of(event, state).select_related("replaced_by")  # annotated
    rows: list[Registration] = list(ranked.order_by("rank", "sort_name", "pk"))
    if request.method == "GET":
        list_taken(
            event,
            form="xlsx",
            rows=len(rows),
            by=request.standing,
            at=request.at,
            what="state",
            state=state.code,
        )
    columns = [_("Name"), _("Country or body"), _("Organisation"), _("Category"),
               _("Takes part"), _("State"), _("Registered")]  # fmt: skip
    within = "" if event.is_approved_by_host(state.code) else state.code
    lines = [
        (
            row.name,
            countries.name(row.country),
            row.organisation,
            row.get_category_display(),
            row.get_attending_display(),
            handover.state(row, within=within),
            row.registered_at,
        )
        for row in rows
    ]
    content = sheets.xlsx(f"{state.code} {event.title}", columns, lines, zone=event.zone)
    return downloads.file(content, name=f"{slug}-{state.code.lower()}.xlsx")


@require_safe
@speakers_only
def my_state(request: Request) -> HttpResponse:
    """Show a National Representative, event by event, how many come from the own state."""
    standing, past = request.standing, request.GET.get("period") == "past"
    seen = Event.objects.visible_to(standing).filter(takes_registrations=True)
    seen = seen.past(request.at) if past else seen.upcoming(request.at)
    rows = listing(
        untaken.with_terms(seen).prefetch_related("quotas", "groups"),
        query=request.GET,
        orders={"date": ("starts_at",)},
        default="-date" if past else "date",
    )
    states = list(MemberState.objects.filter(pk__in=standing.member_states))
    counted = figures.of_states(rows.rows, [state.code for state in states])
    lines = [
        _line(request, event, state, [
            cell
            for cell in counted
            if cell.event_id == event.pk
            and (cell.country == state.code or event.is_approved_by_host(state.code))
        ])
        for event in rows.rows
        for state in states
    ]  # fmt: skip
    address = reverse("events:my_state")
    context = {
        "listing": rows,
        "lines": lines,
        "states": states,
        "past": past,
        "tabs": [
            Tab(_("Ahead"), address, here=not past),
            Tab(_("Past"), f"{address}?period=past", here=past),
        ],
    }
    return render(request, "events/my_state.html", context)


def event_and_state(standing: Standing, slug: str, code: str) -> tuple[Event, MemberState]:
    """Return event and state, or 404 where the person may not see the one or the other."""
    if not standing.is_secretariat and code not in standing.member_states:
        raise Http404
    state = get_object_or_404(MemberState, pk=code)
    return get_object_or_404(Event.objects.visible_to(standing), slug=slug), state


def _of(event: Event, state: MemberState) -> RegistrationQuerySet:
    """Return the registrations before a state with ``rank``: what waits for a decision first."""
    rank = Case(
        *(When(state=name, then=Value(place)) for place, name in enumerate(RANKS)),
        output_field=IntegerField(),
    )
    rows = RegistrationQuerySet(Registration).before_state(event, state.code)
    return rows.annotate(rank=rank)


def _giver(row: Registration) -> str:
    """Return who named a pending person to come instead; of another state nobody is named."""
    giver = row.replaces
    if row.state != RegistrationState.PENDING or giver is None:
        return ""
    if giver.state != RegistrationState.CONFIRMED or giver.country != row.country:
        return ""
    return giver.name


def _line(request: Request, event: Event, state: MemberState, counted: list[Cell]) -> Line:
    tally = Tally.of(counted)
    took_place = event.ends_at <= request.at and event.state != State.CANCELLED
    return Line(
        event=event,
        state=state,
        when=words.when(event),
        tally=tally,
        places=_places(event, state, counted),
        pill=event_pill(event)
        if event.state != State.PUBLISHED
        else words.open_pill(event, left=None, at=request.at),
        gives=took_place and tally.held > 0 and untaken.gives(event),
        suggests=takes_suggestions(event, at=request.at),
    )


def _places(event: Event, state: MemberState, counted: list[Cell]) -> list[str]:
    own = [cell for cell in counted if cell.country == state.code]
    return [_said(one, event) for one in figures.state_places(event.quotas.all(), state.code, own)]


def _said(own: StatePlaces, event: Event) -> str:
    """Return what a state has of places of its own: "4 of 10 places taken, 6 left"."""
    said = ngettext(
        "%(taken)d of %(places)d place taken, %(left)d left",
        "%(taken)d of %(places)d places taken, %(left)d left",
        own.places,
    ) % {"taken": own.taken, "places": own.places, "left": own.left}
    if not own.group:
        return said
    return _("%(group)s: %(said)s") % {"group": groups.names(event)[own.group], "said": said}
