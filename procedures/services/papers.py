"""The papers of a draft: once launched, they are frozen."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

import documents.services
from accounts.access import Standing
from documents.checking import Checked
from documents.models import Document
from procedures.enums import State
from procedures.life import NotNowError
from procedures.models import Procedure
from procedures.models.procedure import LABEL
from procedures.services.locks import locked


def add_papers(
    procedure: Procedure,
    *,
    once: UUID,
    uploads: Sequence[Checked],
    title: str,
    by: Standing,
    at: datetime,
) -> list[Document]:
    """Add files to a draft; a replay of the form has one effect. Raises ``NotNowError``."""
    for upload in uploads:
        documents.services.keep(upload)
    with transaction.atomic():
        draft = _draft(procedure, at=at)
        return documents.services.add_all(
            uploads,
            label=LABEL,
            key=str(draft.key),
            title=title,
            visibility=draft.visibility,
            by=by,
            at=at,
            once=once,
        )


@transaction.atomic
def remove_paper(procedure: Procedure, document: Document, *, by: Standing, at: datetime) -> None:
    """Take a paper off a draft. Raises ``NotNowError`` once it was launched."""
    _draft(procedure, at=at)
    documents.services.remove(document, by=by, at=at)


def _draft(procedure: Procedure, *, at: datetime) -> Procedure:
    """Return the draft under its lock, changed by what follows: who launches it looks again."""
    found = locked(procedure)
    if found.state != State.DRAFT:
        raise NotNowError
    found.changed_at = at
    found.version += 1
    found.save(update_fields=["changed_at", "version"])
    return found
