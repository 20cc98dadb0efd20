"""Choosing whom to invite: those of a body, institutions, anybody by address; with a preview."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

import accounts.services
from accounts.access import secretariat_only
from accounts.http import Request
from accounts.models import Body, Organisation
from events import emails, guests, services
from events.enums import InvitationState, State
from events.forms.invitations import AddressesForm, InstitutionsForm, SeatsForm
from events.invitations import Guest, once_each
from events.models import Event, Invitation
from events.rules import NotNowError
from events.views.invitations import not_now, said_sent
from events.views.room import Room
from interface.marks import Tab
from mail.letters import masked

SEATS, INSTITUTIONS, ADDRESSES = "seats", "institutions", "addresses"
WAYS = (SEATS, INSTITUTIONS, ADDRESSES)
MOST_INSTITUTIONS = 60

type Inviting = SeatsForm | InstitutionsForm | AddressesForm


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def invite(request: Request, slug: str) -> HttpResponse:
    """Ask whom to invite, show who gets what letter, and send it."""
    room = Room(request, slug)
    if request.method != "POST" and not services.takes_invitations(room.event, at=request.at):
        return not_now(request, room.event)
    query = request.GET
    way = query.get("to", "") if query.get("to") in WAYS else _first(room.event)
    body = _body(room.event, query) if way == SEATS else None
    form = _form(request, room.event, way, body)
    if form.is_valid():
        people = once_each(form.guests())
        if "send" in request.POST:
            return _send(request, room.event, form, people)
        if "preview" in request.POST:
            return _preview(request, room, form, people, way=way)
    context = room.context(
        "invitations",
        form=form,
        way=way,
        ways=_tabs(room.event, way),
        body=body,
        bodies=Body.objects.all() if way == SEATS else (),
        more_institutions=way == INSTITUTIONS and Organisation.objects.count() > MOST_INSTITUTIONS,
        text=query.get("text", ""),
        drafted=room.event.state == State.DRAFT,
    )
    status = 422 if form.errors else 200
    return render(request, "events/invite.html", context, status=status)


def _first(event: Event) -> str:
    return SEATS if event.body_id else ADDRESSES


def _tabs(event: Event, way: str) -> list[Tab]:
    address = reverse("events:invite", args=[event.slug])
    words = {
        SEATS: _("Members of a body"),
        INSTITUTIONS: _("Institutions"),
        ADDRESSES: _("Addresses"),
    }
    return [Tab(words[one], f"{address}?to={one}", here=one == way) for one in WAYS]


def _body(event: Event, query: QueryDict) -> Body | None:
    """Return the body that was chosen, else the event's own, else the first there is."""
    chosen = Body.objects.filter(pk=query.get("body", "")).first()
    return chosen or event.body or Body.objects.first()


def _form(request: Request, event: Event, way: str, body: Body | None) -> Inviting:
    posted = request.POST if request.method == "POST" else None
    if way == SEATS:
        found = guests.benches(body, at=request.at) if body else []
        return SeatsForm(posted, event=event, benches=found, chosen=request.GET.getlist("person"))
    if way == INSTITUTIONS:
        return InstitutionsForm(posted, event=event, organisations=_institutions(request.GET))
    return AddressesForm(posted, event=event)


def _institutions(query: QueryDict) -> Sequence[Organisation]:
    rows = Organisation.objects.all()
    for word in query.get("text", "").replace("\0", "").split():
        rows = rows.filter(name__icontains=word)
    return list(rows[:MOST_INSTITUTIONS])


def _preview(
    request: Request, room: Room, form: Inviting, people: list[Guest], *, way: str
) -> HttpResponse:
    """Show who gets a letter, who does not and why, and one letter; nothing is stored."""
    known = guests.known(room.event, people)
    kept = [guest for guest in people if known.leaves(guest)]
    left_out = [
        (
            guest,
            _("invited already") if known.is_invited(guest) else _("registered already"),
        )
        for guest in people
        if not known.leaves(guest)
    ]
    context = room.context(
        "invitations",
        form=form,
        hidden=[box.as_hidden() for box in form],
        people=kept,
        left_out=left_out,
        text=masked(emails.invitation_letter(_sample(room.event, kept[0], form))) if kept else None,
        drafted=room.event.state == State.DRAFT,
        address=f"{request.path}?{request.GET.urlencode()}",
        way=way,
    )
    return render(request, "events/invite_preview.html", context)


def _sample(event: Event, guest: Guest, form: Inviting) -> Invitation:
    """Return an invitation as the first guest would get it; it is not stored."""
    return Invitation(
        key=uuid4(),
        event=event,
        state=InvitationState.PREPARED,
        kind=guest.kind,
        seat_id=guest.seat,
        organisation_id=guest.organisation,
        name=guest.name,
        email=guest.email,
        group=form.cleaned_data["group"],
        note=form.cleaned_data["note"],
    )


def _send(request: Request, event: Event, form: Inviting, people: list[Guest]) -> HttpResponse:
    data: dict[str, Any] = form.cleaned_data
    try:
        made = services.invite(
            event,
            once=data["once"],
            people=people,
            group=data["group"],
            note_to_them=data["note"],
            by=request.standing,
            at=request.at,
        )
    except NotNowError:
        return not_now(request, event)
    if isinstance(form, InstitutionsForm):
        for organisation, email in form.new_addresses():
            accounts.services.remember_address(
                organisation, email=email, by=request.standing, at=request.at
            )
    if event.state == State.DRAFT:
        said = ngettext(
            "%(count)d invitation is prepared; send it once the event is published.",
            "%(count)d invitations are prepared; send them once the event is published.",
            len(made),
        ) % {"count": len(made)}
    else:
        said = said_sent(len(made))
    messages.success(request, said)
    return redirect("events:invitations", event.slug)
