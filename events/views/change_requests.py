"""What registrants want changed after registration has closed, and the Secretariat's answer."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import secretariat_only
from accounts.http import Request
from events import countries, services, wanted, words
from events.forms.decision import ReasonForm
from events.models import ChangeRequest
from events.models.change_request import ChangeRequestQuerySet
from events.rules import NotNowError
from events.views.room import Room, posted
from interface.tables import listing

ORDERS = {"asked": ("asked_at",), "name": ("registration__sort_name",)}


@dataclass(frozen=True)
class Wanted:
    """One wish for a change, in words."""

    request: ChangeRequest
    country: str
    asks: list[tuple[str, str]]


@require_safe
@secretariat_only
def requests(request: Request, slug: str) -> HttpResponse:
    """Show the wishes that await a decision, the oldest first."""
    room = Room(request, slug)
    rows = ChangeRequestQuerySet(ChangeRequest).of(room.event).open()
    listed = listing(
        rows.select_related("registration"), query=request.GET, orders=ORDERS, default="asked"
    )
    sessions = wanted.titles(room.event, listed.rows)
    found = []
    for one in listed.rows:
        one.registration.event = room.event
        country = countries.name(one.registration.country)
        found.append(Wanted(one, country, wanted.asks(one, sessions=sessions)))
    context = room.context("requests", listing=listed, wishes=found)
    return render(request, "events/requests.html", context)


@require_POST
@secretariat_only
def grant(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Grant a wish, if what it asks for has a place."""
    _room, found = _found(request, slug, key)
    name = found.registration.name
    try:
        services.grant_change(found, by=request.standing, at=request.at)
    except services.NoPlaceError as taken:
        messages.warning(
            request,
            _("%(name)s: not granted. %(why)s Raise the number first, or refuse the wish.")
            % {"name": name, "why": words.no_place(taken.obstacle)},
        )
    except NotNowError:
        messages.warning(request, _too_late(name))
    else:
        messages.success(request, _("%(name)s: the change is made.") % {"name": name})
    return redirect("events:requests", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def refuse(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Refuse a wish, with a reason that the person is told."""
    room, found = _found(request, slug, key)
    name = found.registration.name
    form = ReasonForm(posted(request))
    if form.is_valid():
        try:
            services.refuse_change(
                found, reason=form.cleaned_data["reason"], by=request.standing, at=request.at
            )
        except NotNowError:
            messages.warning(request, _too_late(name))
        else:
            messages.success(request, _("%(name)s: the wish is refused.") % {"name": name})
        return redirect("events:requests", slug)
    sessions = wanted.titles(room.event, [found])
    context = room.context(
        "requests",
        form=form,
        registration=found.registration,
        asks=wanted.asks(found, sessions=sessions),
    )
    return render(
        request, "events/refuse_request.html", context, status=422 if form.errors else 200
    )


def _too_late(name: str) -> str:
    return _("%(name)s: that was decided meanwhile, or the registration no longer stands.") % {
        "name": name
    }


def _found(request: Request, slug: str, key: UUID) -> tuple[Room, ChangeRequest]:
    room = Room(request, slug)
    rows = ChangeRequestQuerySet(ChangeRequest).of(room.event).select_related("registration")
    found = rows.filter(key=key).first()
    if found is None:
        raise Http404
    found.registration.event = room.event
    return room, found
