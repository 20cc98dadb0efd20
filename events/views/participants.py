"""The participants of an event, as they see each other."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import token_page
from accounts.http import Request
from events import countries, participants
from events.access import may_edit
from events.models import Event, Registration
from events.views.registration import own_page
from interface.tables import listing
from mail import links

ORDERS = {
    "name": ("sort_name",),
    "organisation": ("organisation", "sort_name"),
    "country": ("country", "sort_name"),
}


@require_safe
def of_event(request: Request, slug: str) -> HttpResponse:
    """Show the list to a confirmed participant who is signed in, and to who runs the event."""
    event = get_object_or_404(Event.objects.visible_to(request.standing), slug=slug)
    if not participants.are_seen(event, at=request.at):
        raise Http404
    user = request.standing.user
    own = event.registrations.of(user).live().first() if user else None
    if own:
        own.event = event
    if not (own and participants.seen_by(own, at=request.at)) and not may_edit(
        request.standing, event
    ):
        raise Http404
    return _page(request, event, own=own, back=event.get_absolute_url())


@token_page
@require_safe
def of_own(request: Request, token: str) -> HttpResponse:
    """Show the list to a confirmed participant who comes by the mailed link."""
    rows = Registration.objects.select_related("event").filter(link_hash=links.digest(token))
    own = rows.first()
    if own is None or not participants.seen_by(own, at=request.at):
        raise Http404
    back = reverse("events:own_registration", args=[token])
    return _page(request, own.event, own=own, back=back)


def _page(request: Request, event: Event, *, own: Registration | None, back: str) -> HttpResponse:
    rows = listing(participants.of(event), query=request.GET, orders=ORDERS, default="name")
    context = {
        "event": event,
        "listing": rows,
        "rows": [(row.name, row.organisation, countries.name(row.country)) for row in rows.rows],
        "own": own,
        "own_url": own_page(own) if own else "",
        "until": participants.seen_until(event),
        "back": back,
    }
    return render(request, "events/participants.html", context)
