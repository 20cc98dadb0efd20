"""The code of a session on a screen in the room, and where people type it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import secretariat_only, token_page
from accounts.http import Request
from events import attendance, attended, services
from events.access import organisers_only
from events.enums import RegistrationState
from events.forms.attendance import CodeForm
from events.models import Registration
from events.rules.attendance import changes_at, code_at, on_now
from events.views.own import address, found, page
from events.views.own_attendance import checked_in
from events.views.registration import own_page
from events.views.room import Room
from interface import moments, qr


@require_safe
@organisers_only
def kiosk(request: Request, slug: str) -> HttpResponse:
    """Show the code of what is on now, large enough for the last row; it renews itself.

    For the screen in the room it stands alone. Where no code is taken, none is shown.
    """
    room = Room(request, slug)
    event, terms = room.event, attendance.terms_of(room.event)
    context: dict[str, Any] = {"event": event, "terms": terms, "room": room}
    context["alone"] = "screen" in request.GET
    if terms.self_check_in:
        context |= _codes(room)
    page = "events/kiosk.html#codes" if request.htmx else "events/kiosk.html"
    return render(request, page, context)


def _codes(room: Room) -> dict[str, Any]:
    """Return the codes of now and until when they are good, or when there are some next."""
    event = room.event
    try:
        half_day = services.door(event, at=room.at)
    except services.NotOpenError as closed:
        opens = closed.opens_at
        return {"opens": moments.moment(opens, event.zone) if opens else ""}
    here = settings.SITE_URL + reverse("events:here", args=[event.slug])
    return {
        "codes": [
            (session, attended.hours(session, event.zone), code, _picture(here, code))
            for session in on_now(half_day, room.at)
            for code in [code_at(attendance.secret_of(session), room.at)]
        ],
        "until": attended.clock(changes_at(room.at), event.zone),
    }


@require_POST
@secretariat_only
def allow(request: Request, slug: str) -> HttpResponse:
    """Let people check themselves in with the code from now on."""
    room = Room(request, slug)
    services.allow_self_check_in(room.event, by=room.standing, at=room.at)
    messages.success(request, _("People can check themselves in now."))
    return redirect("events:kiosk", slug)


def _picture(here: str, code: str) -> str:
    return qr.svg(f"{here}?{urlencode({'code': code})}", label=_("Link to check in by phone"))


@require_http_methods(["GET", "HEAD", "POST"])
def here(request: Request, slug: str) -> HttpResponse:
    """Let who is signed in say "I am here" with the code of the session; GET only asks."""
    user = request.standing.user
    rows = Registration.objects.select_related("event").filter(
        event__slug=slug, state=RegistrationState.CONFIRMED
    )
    person = rows.of(user).first() if user else None
    if person is None:
        raise Http404
    if request.method == "POST":
        form = CodeForm(request.POST)
        if came := checked_in(request, person, form):
            messages.success(request, came)
            return redirect(own_page(person))
    else:
        form = CodeForm(initial={"code": request.GET.get("code", "")[:40]})
    context = {
        "event": person.event,
        "form": form,
        "own": own_page(person),
        "may": services.lets_oneself_in(person, at=request.at),
    }
    return render(request, "events/here.html", context, status=422 if form.errors else 200)


@token_page
@require_POST
def own_check_in(request: Request, token: str) -> HttpResponse:
    """Check in alone, by the code of the session, from one's own page."""
    person, form = found(token), CodeForm(request.POST)
    if came := checked_in(request, person, form):
        messages.success(request, came)
        return redirect(address("own_registration", token))
    return page(request, person, token=token, code_form=form)
