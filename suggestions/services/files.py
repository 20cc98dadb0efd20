"""Files that go with a suggestion, added by who may still change it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

import documents.services
from accounts.access import Standing
from accounts.enums import Visibility
from documents.checking import Checked
from documents.models import Document
from suggestions.models import Suggestion
from suggestions.models.suggestion import LABEL
from suggestions.services.answers import may_still_change


def attach(
    suggestion: Suggestion,
    *,
    once: UUID,
    uploads: Sequence[Checked],
    title: str,
    by: Standing,
    at: datetime,
) -> list[Document]:
    """Add files to a suggestion; a replay of the form has one effect."""
    for upload in uploads:
        documents.services.keep(upload)
    with transaction.atomic():
        may_still_change(suggestion, by=by, at=at)
        return documents.services.add_all(
            uploads,
            label=LABEL,
            key=str(suggestion.key),
            title=title,
            visibility=Visibility.BODY,
            by=by,
            at=at,
            once=once,
        )


@transaction.atomic
def detach(suggestion: Suggestion, document: Document, *, by: Standing, at: datetime) -> None:
    """Take a file off a suggestion; twice is once."""
    may_still_change(suggestion, by=by, at=at)
    documents.services.remove(document, by=by, at=at)
