"""Letters that go to many with a deed, as long as they can be stopped, and after that."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request
from events import services
from events.access import organisers_only
from events.models import Announcement
from events.views.room import Room, waiting_news
from jobs.rules import NoSuchStepError
from mail.letters import from_json, masked
from mail.models import Letter


@require_safe
@organisers_only
def news(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Show what many are written, and let it be stopped."""
    room, found = _found(request, slug, key)
    letters = Letter.objects.filter(batch=found.key).order_by("pk")
    # The last one written says what changed; one before it may only take an old entry back.
    letter = letters.last()
    context = room.context(
        "control",
        news=[],  # this page says it all
        announcement=found,
        can_be_stopped=found in waiting_news(room.event, request.standing),
        letter=letter,
        text=masked(from_json(letter.subject, body=letter.body)) if letter else None,
    )
    return render(request, "events/news.html", context)


@require_POST
@organisers_only
def stop_news(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Keep these letters from leaving; the deed stands."""
    _room, found = _found(request, slug, key)
    try:
        services.stop_announcement(found, by=request.standing, at=request.at)
    except NoSuchStepError:
        messages.warning(request, _("These letters have left, or were stopped already."))
    else:
        messages.success(
            request,
            _("Stopped: nobody is written to about this change. The change itself stands.")
            if found.is_of_change
            else _("Stopped: none of these letters leaves."),
        )
    return redirect("events:news", slug, key)


def _found(request: Request, slug: str, key: UUID) -> tuple[Room, Announcement]:
    room = Room(request, slug)
    known = Announcement.objects.open_to(request.standing)
    found = known.select_related("made_by", "stopped_by").filter(event=room.event, key=key).first()
    if found is None:
        raise Http404
    return room, found
