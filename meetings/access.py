"""Who reads a meeting of a body, and who prepares it."""

from django.http import Http404

from accounts.http import Request
from events.access import event_run_by
from events.enums import Kind
from events.models import Event


def meeting_of(request: Request, slug: str) -> Event:
    """Return the meeting of a page, or 404 for whoever may not know of it."""
    rows = Event.objects.visible_to(request.standing).select_related("host", "body")
    found = rows.filter(slug=slug, kind=Kind.MEETING).first()
    if found is None:
        raise Http404
    return found


def meeting_run_by(request: Request, slug: str) -> Event:
    """Return the meeting of a page, or 404 for whoever does not prepare it."""
    found = event_run_by(request, slug)
    if found.kind != Kind.MEETING:
        raise Http404
    return found
