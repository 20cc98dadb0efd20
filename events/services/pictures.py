"""The one public picture of a thing: a speaker's photograph, a funder's emblem."""

from datetime import datetime
from uuid import UUID

import documents.services
from accounts.access import Standing
from accounts.enums import Visibility
from documents.checking import Checked
from documents.models import Document


def exchange(
    picture: Checked | None, *, label: str, key: UUID, title: str, by: Standing, at: datetime
) -> datetime | None:
    """Put a picture in place of the one there is, or none; return since when it is there."""
    for old in Document.objects.of(label, str(key)):
        documents.services.erase(old, by=by, at=at)
    if picture is None:
        return None
    documents.services.add(
        label=label,
        key=str(key),
        title=title,
        upload=picture,
        visibility=Visibility.PUBLIC,
        by=by,
        at=at,
    )
    return at
