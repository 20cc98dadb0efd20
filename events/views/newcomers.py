"""Those who are new in the Network, to be invited to an introduction meeting."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import secretariat_only
from accounts.http import Request
from events import kinds
from events.kinds import BOARD, Part
from events.newcomers import newcomers, to_invite
from events.views.room import Room


@require_safe
@secretariat_only
def new_people(request: Request, slug: str) -> HttpResponse:
    """List who is new and was not introduced; ticking leads to the page of invitations."""
    room = Room(request, slug)
    if not kinds.has(room.event.kind, Part.NEWCOMERS):
        raise Http404
    people = to_invite(room.event, newcomers(request.at))
    context = room.context("newcomers", people=people, board=BOARD)
    return render(request, "events/newcomers.html", context)
