"""Who reads a meeting of a body, and who prepares it."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404

from accounts.access import Standing
from accounts.http import Request
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


def open_records(standing: Standing, keys: Iterable[str]) -> set[str]:
    """Return those of the keys whose decisions stand in minutes that the person may read."""
    sections = Section.objects.visible_to(standing)
    rows = ItemRecord.objects.filter(
        key__in=[UUID(key) for key in keys], item__minutes_section__in=sections
    )
    return {str(key) for key in rows.values_list("key", flat=True)}


def open_minutes(standing: Standing, keys: Iterable[str]) -> set[str]:
    """Return those of the keys whose minutes the person may read."""
    rows = Minutes.objects.visible_to(standing).filter(key__in=[UUID(key) for key in keys])
    return {str(key) for key in rows.values_list("key", flat=True)}
