"""The documents of an event: added, renewed, ordered, removed, under the event's lock.

Once an event is closed nothing about it changes, its documents included. The files are on the
disk before the lock is taken.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

import documents.services
from accounts.access import Standing
from documents.checking import Checked
from documents.models import Document
from events.documents import OF_EVENT, OF_SESSION
from events.enums import State
from events.models import Event, Session
from events.rules import NotNowError
from events.services.moves import locked


def _open(event: Event) -> Event:
    event = locked(event)
    if event.state == State.CLOSED:
        raise NotNowError
    return event


def owner(event: Event, session: Session | None) -> tuple[str, str]:
    """Return the label and key under which documents of an event, or of a session, stand."""
    return (OF_SESSION, str(session.uid)) if session else (OF_EVENT, str(event.uid))


def add_documents(
    event: Event,
    *,
    once: UUID,
    uploads: Sequence[Checked],
    title: str,
    visibility: str,
    session: Session | None,
    by: Standing,
    at: datetime,
) -> list[Document]:
    """Add files to an event or to one of its sessions; a replay of the form has one effect.

    The title is that of a single file; several, and one without, are called by their names.
    Raises ``NotNowError`` for an event that is closed.
    """
    for upload in uploads:
        documents.services.keep(upload)
    with transaction.atomic():
        label, key = owner(_open(event), session)
        return documents.services.add_all(
            uploads,
            label=label,
            key=key,
            title=title,
            visibility=visibility,
            by=by,
            at=at,
            once=once,
        )


def renew_document(
    event: Event, document: Document, *, upload: Checked, note: str, by: Standing, at: datetime
) -> None:
    """Put a newer version of a document on top."""
    documents.services.keep(upload)
    with transaction.atomic():
        _open(event)
        documents.services.add_version(document, upload=upload, note=note, by=by, at=at)


@transaction.atomic
def change_document(
    event: Event,
    document: Document,
    *,
    version: int,
    title: str,
    visibility: str,
    by: Standing,
    at: datetime,
) -> None:
    """Give a document another title or other readers; raises ``StaleError`` where it changed."""
    _open(event)
    documents.services.change(
        document, version=version, title=title, visibility=visibility, by=by, at=at
    )


@transaction.atomic
def move_document(
    event: Event,
    document: Document,
    *,
    up: bool,
    levels: Collection[str],
    by: Standing,
    at: datetime,
) -> None:
    """Move a document one place up or down among those of the same event or session.

    ``levels`` are the circles of readers that the person belongs to: what the person does not
    see is passed over, so that the move shows.
    """
    _open(event)
    rows = list(Document.objects.of(document.label, document.owner_key))
    seen = [number for number, row in enumerate(rows) if row.visibility in levels]
    own = next((place for place, number in enumerate(seen) if rows[number] == document), None)
    if own is None:
        return
    other = own - 1 if up else own + 1
    if 0 <= other < len(seen):
        here, there = seen[own], seen[other]
        rows[here], rows[there] = rows[there], rows[here]
        documents.services.set_order(
            rows, label=document.label, key=document.owner_key, by=by, at=at
        )


@transaction.atomic
def remove_document(event: Event, document: Document, *, by: Standing, at: datetime) -> None:
    """Take a document away; for a week it can be brought back."""
    _open(event)
    documents.services.remove(document, by=by, at=at)


@transaction.atomic
def restore_document(event: Event, document: Document, *, by: Standing, at: datetime) -> None:
    """Bring a document back; raises ``GoneError`` once its bytes may be gone."""
    _open(event)
    documents.services.restore(document, by=by, at=at)


def take_off(session: Session, *, by: Standing, at: datetime) -> None:
    """Remove the documents of a session that is taken off the programme."""
    for document in Document.objects.of(OF_SESSION, str(session.uid)):
        documents.services.remove(document, by=by, at=at)
