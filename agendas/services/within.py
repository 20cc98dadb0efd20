"""Papers follow their item: when it is open to fewer people, so are they."""

from datetime import datetime

from django.db import transaction

import documents.services
from accounts.access import Standing
from agendas.models import AgendaItem
from agendas.models.item import LABEL
from agendas.papers import class_of, no_wider
from documents.models import Document


@transaction.atomic
def keep_within(item: AgendaItem, *, by: Standing, at: datetime) -> None:
    """Let the papers of an item, and of its parts, be open to nobody to whom it is not."""
    for one in [item, *item.parts.select_related("parent")]:
        for document in Document.objects.of(LABEL, str(one.key)):
            narrowed = no_wider(document.visibility, than=class_of(one))
            if narrowed != document.visibility:
                documents.services.change(
                    document,
                    version=document.version,
                    title=document.title,
                    visibility=narrowed,
                    by=by,
                    at=at,
                )
