"""How many may come."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts import versions
from accounts.access import secretariat_only
from accounts.http import Request
from events import services
from events.enums import RegistrationState
from events.forms.places import PlacesForm
from events.forms.seen import is_stale
from events.models import Registration
from events.views.room import Room

NAMED = 20


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def places(request: Request, slug: str) -> HttpResponse:
    """Set the places in all, for each Member State and for some otherwise; say who got one."""
    room = Room(request, slug)
    if request.method == "POST":
        with services.holding(room.event) as event:
            return _take(request, room, PlacesForm(request.POST, places=services.places_of(event)))
    return _show(request, room, PlacesForm(places=services.places_of(room.event)))


def _take(request: Request, room: Room, form: PlacesForm) -> HttpResponse:
    """Judge and store under the event's lock, so that of two at once one is told."""
    if form.is_valid():
        if is_stale(form):
            return versions.conflict(
                request,
                form,
                theirs=form.theirs(),
                address=request.path,
                label="events.event",
                key=str(room.event.uid),
            )
        promoted = services.set_places(
            room.event,
            total=form.cleaned_data["total"],
            each_state=form.cleaned_data["each_state"],
            by_state=form.by_state(),
            by=request.standing,
            at=request.at,
        )
        messages.success(request, _("The places are set.") + " " + _who(promoted))
        return redirect("events:places", room.event.slug)
    return _show(request, room, form)


def _show(request: Request, room: Room, form: PlacesForm) -> HttpResponse:
    context = room.context(
        "places",
        form=form,
        taken=room.counts[RegistrationState.CONFIRMED] + room.counts[RegistrationState.OFFERED],
        waiting=room.counts[RegistrationState.WAITING],
    )
    return render(request, "events/places.html", context, status=422 if form.errors else 200)


def _who(promoted: list[Registration]) -> str:
    if not promoted:
        return _("Nobody was promoted.")
    names = ", ".join(registration.name for registration in promoted[:NAMED])
    if len(promoted) > NAMED:
        names = f"{names} …"
    return ngettext(
        "%(count)d person got a place: %(names)s.",
        "%(count)d people got a place: %(names)s.",
        len(promoted),
    ) % {"count": len(promoted), "names": names}
