"""The papers of an item: added, renewed, ordered, removed by who prepares the meeting.

Once a meeting is closed or cancelled nothing about it changes, its papers included. The files
are on the disk before the lock is taken.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

import documents.services
from accounts.access import Standing
from accounts.enums import Visibility
from accounts.steps import NotNowError
from agendas.models import AgendaItem
from agendas.models.item import LABEL, reads_restricted
from agendas.rules import no_wider
from agendas.services.agendas import NotYoursError, require
from agendas.services.items import locked_with
from agendas.services.within import keep_within
from documents.checking import Checked
from documents.models import Document


class WiderError(NotNowError):
    """A paper would be open to more people than its item."""


def add_papers(  # each is a part of what papers are
    item: AgendaItem,
    *,
    once: UUID,
    uploads: Sequence[Checked],
    title: str,
    visibility: str,
    by: Standing,
    at: datetime,
) -> list[Document]:
    """Add files to an item; a replay of the form has one effect.

    The title is that of a single file; several, and one without, are called by their names.
    Raises ``WiderError``, ``NotYoursError`` and ``NotNowError``.
    """
    for upload in uploads:
        documents.services.keep(upload)
    with transaction.atomic():
        found = _open(item, by=by)
        _require_no_wider(found, visibility)
        return documents.services.add_all(
            uploads,
            label=LABEL,
            key=str(found.key),
            title=title,
            visibility=visibility,
            by=by,
            at=at,
            once=once,
        )


def renew_paper(  # each is a part of what a version is
    item: AgendaItem,
    document: Document,
    *,
    upload: Checked,
    note: str,
    by: Standing,
    at: datetime,
) -> None:
    """Put a newer version of a paper on top."""
    documents.services.keep(upload)
    with transaction.atomic():
        _open(item, by=by)
        documents.services.add_version(document, upload=upload, note=note, by=by, at=at)


@transaction.atomic
def change_paper(  # each is a part of what a paper is
    item: AgendaItem,
    document: Document,
    *,
    version: int,
    title: str,
    visibility: str,
    by: Standing,
    at: datetime,
) -> None:
    """Give a paper another title or other readers; raises ``StaleError``, ``WiderError``."""
    _require_no_wider(_open(item, by=by), visibility)
    documents.services.change(
        document, version=version, title=title, visibility=visibility, by=by, at=at
    )


@transaction.atomic
def move_paper(
    item: AgendaItem, document: Document, *, up: bool, by: Standing, at: datetime
) -> None:
    """Move a paper one place up or down among those of its item that the person sees."""
    found = _open(item, by=by)
    rows = list(Document.objects.of(LABEL, str(found.key)))
    sees_all = reads_restricted(by, found.agenda.event)
    seen = [row for row in rows if sees_all or row.visibility != Visibility.RESTRICTED]
    if document not in seen:
        return
    place = seen.index(document)
    other = place - 1 if up else place + 1
    if 0 <= other < len(seen):
        here, there = rows.index(seen[place]), rows.index(seen[other])
        rows[here], rows[there] = rows[there], rows[here]
        documents.services.set_order(rows, label=LABEL, key=str(found.key), by=by, at=at)


@transaction.atomic
def remove_paper(item: AgendaItem, document: Document, *, by: Standing, at: datetime) -> None:
    """Take a paper away; for a week it can be brought back."""
    _open(item, by=by)
    documents.services.remove(document, by=by, at=at)


@transaction.atomic
def restore_paper(item: AgendaItem, document: Document, *, by: Standing, at: datetime) -> None:
    """Bring a paper back, to no more people than its item; raises ``GoneError``."""
    found = _open(item, by=by)
    documents.services.restore(document, by=by, at=at)
    keep_within(found, by=by, at=at)


def _open(item: AgendaItem, *, by: Standing) -> AgendaItem:
    """Return the item under the lock of its agenda, for who prepares it."""
    agenda, found = locked_with(item)
    require(by, agenda.event)
    if found.is_closed and not reads_restricted(by, agenda.event):
        raise NotYoursError
    return found


def _require_no_wider(item: AgendaItem, visibility: str) -> None:
    if no_wider(visibility, than=item.readers_class) != visibility:
        raise WiderError
