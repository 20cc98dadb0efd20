"""The code of a session on a screen in the room, and where people type it."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import token_page
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
    """Show the code of what is on now, large enough for the last row; it renews itself."""
    room = Room(request, slug)
    event = room.event
    context = {"event": event, "terms": attendance.terms_of(event), "room": room}
    try:
        half_day = services.door(event, at=room.at)
    except services.NotOpenError as closed:
        opens = closed.opens_at
        context["opens"] = moments.moment(opens, event.zone) if opens else ""
    else:
        here = settings.SITE_URL + reverse("events:here", args=[slug])
        context["codes"] = [
            (session, attended.hours(session, event.zone), code, _picture(here, code))
            for session in on_now(half_day, room.at)
            for code in [code_at(attendance.secret_of(session), room.at)]
        ]
        context["until"] = attended.clock(changes_at(room.at), event.zone)
    page = "events/kiosk.html#codes" if request.htmx else "events/kiosk.html"
    return render(request, page, context)


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
