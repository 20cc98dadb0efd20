"""What a search finds among events."""

from itertools import batched

from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.folding import folded
from accounts.search import Found
from documents.models import Document
from events import words
from events.documents import OF_EVENT, OF_SESSION, seen_by
from events.enums import State
from events.models import Event

AT_ONCE = 200


def find(text: str, standing: Standing, limit: int) -> list[Found]:
    """Return the events and documents that the person may know of and that hold each word.

    The latest first, at most ``limit`` of each.
    """
    if not folded(text):
        return []
    return [*_events(text, standing, limit), *_documents(text, standing, limit)]


def _events(text: str, standing: Standing, limit: int) -> list[Found]:
    events = Event.objects.visible_to(standing).matching(text).order_by("-starts_at", "-pk")
    return [
        Found(
            kind=_("Event"),
            title=event.title,
            note=" · ".join(part for part in _notes(event) if part),
            url=event.get_absolute_url(),
            icon="calendar",
        )
        for event in events[:limit]
    ]


def _documents(text: str, standing: Standing, limit: int) -> list[Found]:
    """Return the documents of events; who may see each is asked of its event."""
    rows = (
        Document.objects.standing()
        .matching(text)
        .filter(label__in=[OF_EVENT, OF_SESSION])
        .order_by("-renewed_at", "-pk")
    )
    seen: list[Found] = []
    for some in batched(rows.iterator(chunk_size=AT_ONCE), AT_ONCE, strict=False):
        seen += [_document(row, event) for row, event in seen_by(standing, some)]
        if len(seen) >= limit:
            break
    return seen[:limit]


def _document(row: Document, event: Event) -> Found:
    place = "documents" if row.label == OF_EVENT else "programme"
    return Found(
        kind=_("Document"),
        title=row.title,
        note=event.title,
        url=f"{event.get_absolute_url()}#{place}",
        icon="doc",
    )


def _notes(event: Event) -> list[str]:
    cancelled = _("Cancelled") if event.state == State.CANCELLED else ""
    return [str(event.get_kind_display()), words.when(event), words.where(event), cancelled]
