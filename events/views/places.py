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
from events.enums import QuotaScope, RegistrationState
from events.forms.places import PlacesForm
from events.forms.seen import is_stale
from events.models import Registration
from events.views.room import Room

NAMED = 20


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def places(request: Request, slug: str) -> HttpResponse:
    """Set the places by all that is counted, and the groups; say who got a place by it."""
    room = Room(request, slug)
    if request.method == "POST":
        with services.holding(room.event) as event:
            form = PlacesForm(request.POST, event=event, places=services.places_of(event))
            return _take(request, room, form)
    return _show(request, room, PlacesForm(event=room.event, places=services.places_of(room.event)))


def _take(request: Request, room: Room, form: PlacesForm) -> HttpResponse:
    """Judge and store under the event's lock, so that of two at once one is told."""
    if not form.is_valid():
        return _show(request, room, form)
    if is_stale(form):
        return versions.conflict(
            request,
            form,
            theirs=form.theirs(),
            address=request.path,
            label="events.event",
            key=str(room.event.uid),
        )
    try:
        promoted = services.set_places(
            room.event, by=request.standing, at=request.at, **form.numbers()
        )
    except services.BelowHeldError as too_low:
        form.refuse(too_low.obstacles)
        return _show(request, room, form)
    messages.success(request, _("The places are set.") + " " + _who(promoted, room))
    return redirect("events:places", room.event.slug)


def _show(request: Request, room: Room, form: PlacesForm) -> HttpResponse:
    context = room.context(
        "places",
        form=form,
        taken=room.counts[RegistrationState.CONFIRMED] + room.counts[RegistrationState.OFFERED],
        waiting=room.counts[RegistrationState.WAITING],
        options=[
            (form.places.name(claim), number)
            for claim, number in form.places.numbers.items()
            if claim.scope == QuotaScope.CHOICE
        ],
    )
    return render(request, "events/places.html", context, status=422 if form.errors else 200)


def _who(promoted: list[Registration], room: Room) -> str:
    if not promoted:
        return _("Nobody was promoted.")
    names = ", ".join(registration.name for registration in promoted[:NAMED])
    if len(promoted) > NAMED:
        names = f"{names} …"
    if room.event.offer_hours:
        sentence = ngettext(
            "%(count)d person was offered a place: %(names)s.",
            "%(count)d people were offered a place: %(names)s.",
            len(promoted),
        )
    else:
        sentence = ngettext(
            "%(count)d person got a place: %(names)s.",
            "%(count)d people got a place: %(names)s.",
            len(promoted),
        )
    return sentence % {"count": len(promoted), "names": names}
