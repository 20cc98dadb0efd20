"""The invitations of an event: who was asked, what they answered, and asking again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import secretariat_only
from accounts.http import Request
from events import groups, replied, services
from events.access import organisers_only
from events.emails import invitation_letter
from events.enums import State
from events.forms.invitations import GONE, InvitationsFilter
from events.models import Event, Invitation
from events.models.invitation import InvitationQuerySet
from events.rules import NotNowError
from events.services.invitations import rows as prepared_rows
from events.services.lists import list_taken
from events.views.room import Room
from interface import downloads, moments
from interface.marks import Pill
from interface.tables import listing
from mail.letters import Text, masked
from paper import sheets

ORDERS = {
    "name": ("sort_name",),
    "for": ("seat__member_state__order", "organisation__name", "sort_name"),
    "state": ("state", "sort_name"),
    "sent": ("sent_at", "sort_name"),
    "answered": ("answered_at", "sort_name"),
}
NAMED = 200


@require_safe
@organisers_only
def invitations(request: Request, slug: str) -> HttpResponse:
    """Show who was invited and what came of it."""
    room = Room(request, slug)
    event = room.event
    wanted = InvitationsFilter(request.GET or None)
    rows = listing(_filtered(event, wanted), query=request.GET, orders=ORDERS, default="name")
    called = groups.names(event)
    context = room.context(
        "invitations",
        filter=wanted,
        listing=rows,
        rows=[_line(row, event, called) for row in rows.rows],
        figures=replied.figures(event),
        may_invite=room.decides and services.takes_invitations(event, at=request.at),
        may_send=room.decides and event.state == State.PUBLISHED and event.starts_at > request.at,
        takes_suggestions=services.takes_suggestions(event, at=request.at),
        suggested=event.suggestions.to_decide().count(),
    )
    return render(request, "events/invitations.html", context)


@dataclass(frozen=True)
class Line:
    """One invitation as the list shows it, in words."""

    row: Invitation
    whom: str
    sent: str
    answered: str
    recorded: str
    pill: Pill


def _line(row: Invitation, event: Event, called: Mapping[str, str]) -> Line:
    return Line(
        row=row,
        whom=row.invited_for or called[row.group],
        sent=_day(row.sent_at, event),
        answered=_day(row.answered_at, event),
        recorded=replied.who_answered(row),
        pill=replied.pill(row),
    )


def _day(at: datetime | None, event: Event) -> str:
    return moments.short_day(moments.local(at, event.zone)) if at else ""


def _filtered(event: Event, wanted: InvitationsFilter) -> InvitationQuerySet:
    """Return the invitations that the filters leave; one that makes no sense is left out."""
    found = (
        InvitationQuerySet(Invitation)
        .filter(event=event)
        .select_related(
            "seat__member_state",
            "seat__organisation",
            "organisation",
            "registration",
            "stands_in_for",
            "answered_by",
        )
    )
    if not wanted.is_bound:
        return found
    wanted.is_valid()
    chosen = wanted.cleaned_data
    if chosen.get("state") == GONE:
        found = found.gone()
    elif chosen.get("state"):
        found = found.filter(state=chosen["state"])
    if chosen.get("kind"):
        found = found.filter(kind=chosen["kind"])
    return found.matching(chosen["text"]) if chosen.get("text") else found


@require_safe
@organisers_only
def invitations_xlsx(request: Request, slug: str) -> HttpResponse:
    """Give the invitations that the filters leave as a workbook."""
    room = Room(request, slug)
    rows = _taken(request, room.event, "xlsx")
    content = sheets.xlsx(room.event.title, _columns(), rows, zone=room.event.zone)
    return downloads.file(content, name=f"{slug}-invitations.xlsx")


@require_safe
@organisers_only
def invitations_csv(request: Request, slug: str) -> HttpResponse:
    """Give the invitations that the filters leave as lines of text."""
    room = Room(request, slug)
    rows = _taken(request, room.event, "csv")
    content = sheets.csv(_columns(), rows, zone=room.event.zone)
    return downloads.file(content, name=f"{slug}-invitations.csv")


def _columns() -> list[str]:
    return [
        _("Name"),
        _("E-mail address"),
        _("For"),
        _("Invited as"),
        _("Answer"),
        _("Answered"),
        _("Recorded by"),
        _("Comes in place of"),
        _("Invited"),
        _("Asked again"),
    ]


def _taken(request: Request, event: Event, form: str) -> list[tuple[object, ...]]:
    """Write down that the list is taken out, and return its rows.

    What people said in words stays behind: needs may be among it, and a list goes on to others.
    """
    wanted = InvitationsFilter(request.GET or None)
    rows, called = (
        list(_filtered(event, wanted).order_by(F("sort_name"), "pk")),
        groups.names(event),
    )
    if request.method == "GET":
        list_taken(
            event, form=f"invitations {form}", rows=len(rows), by=request.standing, at=request.at
        )
    return [
        (
            row.name,
            row.email,
            row.invited_for,
            called[row.group],
            replied.pill(row).label,
            row.answered_at,
            replied.who_answered(row),
            str(row.stands_in_for or ""),
            row.sent_at,
            row.reminded_at,
        )
        for row in rows
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def send(request: Request, slug: str) -> HttpResponse:
    """Say who waits for an invitation and what it says, and send all of them."""
    room = Room(request, slug)
    if request.method == "POST":
        try:
            sent = services.send_prepared(room.event, by=request.standing, at=request.at)
        except NotNowError:
            return not_now(request, room.event)
        messages.success(request, said_sent(len(sent)))
        return redirect("events:invitations", slug)
    return _ask(request, room, prepared_rows(room.event), again=False)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def ask_again(request: Request, slug: str) -> HttpResponse:
    """Say who has not answered, and ask them once more."""
    room = Room(request, slug)
    if request.method == "POST":
        try:
            asked = services.ask_again(room.event, by=request.standing, at=request.at)
        except NotNowError:
            return not_now(request, room.event)
        messages.success(request, said_sent(len(asked)))
        return redirect("events:invitations", slug)
    return _ask(request, room, services.due_again(room.event, at=request.at), again=True)


def _ask(request: Request, room: Room, people: list[Invitation], *, again: bool) -> HttpResponse:
    text: Text | None = masked(invitation_letter(people[0])) if people and not again else None
    context = room.context(
        "invitations",
        people=people[:NAMED],
        number=len(people),
        not_named=max(0, len(people) - NAMED),
        again=again,
        text=text,
        silent=room.event.invitations.silent().count() if again else 0,
    )
    return render(request, "events/invitations_send.html", context)


def said_sent(number: int) -> str:
    """Return how many letters go out, in a sentence."""
    if not number:
        return _("There was nobody to write to.")
    return ngettext("%(count)d letter goes out.", "%(count)d letters go out.", number) % {
        "count": number
    }


def not_now(request: Request, event: Event) -> HttpResponse:
    """Lead back to the list, since the event takes no invitations any more, or not yet."""
    messages.warning(
        request,
        _("That cannot be done now: the event is not published, or has begun."),
    )
    return redirect("events:invitations", event.slug)
