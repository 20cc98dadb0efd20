"""Who reads a meeting of a body, and who prepares it."""

from collections.abc import Iterable

from django.http import Http404

from accounts.access import Standing
from accounts.http import Request
from decisions.sources import Opened
from events.access import event_run_by
from events.enums import Kind
from events.models import Event
from meetings.models import ItemRecord, Minutes, Section


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


def open_records(standing: Standing, keys: Iterable[str]) -> Opened:
    """Return what was decided, by those keys, and stands in minutes that the person may read."""
    sections = Section.objects.visible_to(standing)
    return Opened(ItemRecord.objects.filter(key__in=list(keys), item__minutes_section__in=sections))


def open_minutes(standing: Standing, keys: Iterable[str]) -> Opened:
    """Return the minutes of those keys that the person may read."""
    return Opened(Minutes.objects.visible_to(standing).filter(key__in=list(keys)))
