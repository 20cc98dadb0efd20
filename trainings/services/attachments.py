"""Files that go with a request: both sides add them, and read each other's."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

import documents.services
from accounts.access import Standing
from accounts.enums import Visibility
from accounts.steps import By, NotNowError
from documents.checking import Checked
from documents.models import Document
from trainings.models import TrainingRequest
from trainings.models.request import ENDED, LABEL
from trainings.services.locks import locked, require


def _open(request: TrainingRequest, *, by: Standing) -> TrainingRequest:
    request = locked(request)
    require(by, request, By.SECRETARIAT, By.STATE)
    if request.state in ENDED:
        raise NotNowError
    return request


def attach(
    request: TrainingRequest,
    *,
    once: UUID,
    uploads: Sequence[Checked],
    title: str,
    by: Standing,
    at: datetime,
) -> list[Document]:
    """Add files to a request that has not ended; a replay of the form has one effect.

    The title is that of a single file; several, and one without, are called by their names.
    """
    for upload in uploads:
        documents.services.keep(upload)
    with transaction.atomic():
        request = _open(request, by=by)
        return documents.services.add_all(
            uploads,
            label=LABEL,
            key=str(request.key),
            title=title,
            visibility=Visibility.ATTENDEES,
            by=by,
            at=at,
            once=once,
        )


@transaction.atomic
def detach(request: TrainingRequest, document: Document, *, by: Standing, at: datetime) -> None:
    """Take a file off a request that has not ended; twice is once."""
    _open(request, by=by)
    documents.services.remove(document, by=by, at=at)
