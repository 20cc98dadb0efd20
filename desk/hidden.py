"""What of the journal is of things of which not everybody in the Secretariat may know."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from accounts.access import RESTRICTED_PAPERS, Standing
from accounts.enums import Visibility
from agendas.models import AgendaItem
from agendas.models.item import LABEL as ITEM
from documents.models import Document
from documents.services import LABEL as DOCUMENT
from journal.models import EntryQuerySet
from meetings.models import ActionPoint, ItemRecord
from meetings.models.action import LABEL as ACTION
from meetings.models.record import LABEL as RECORD


def without(rows: EntryQuerySet, standing: Standing) -> EntryQuerySet:
    """Leave out what was done to items that the person may not know of, and to what came of them.

    So nothing of them is counted; four queries, none for who holds the right.
    """
    if standing.may(RESTRICTED_PAPERS):
        return rows
    known = AgendaItem.objects.visible_to(standing)
    items = AgendaItem.objects.exclude(pk__in=known.values("pk"))
    told = ActionPoint.objects.visible_to(standing)
    hidden: Mapping[str, QuerySet[Any]] = {
        ITEM: items,
        RECORD: ItemRecord.objects.filter(item__in=items),
        ACTION: ActionPoint.objects.exclude(pk__in=told.values("pk")),
        DOCUMENT: Document.objects.filter(label=ITEM, visibility=Visibility.RESTRICTED),
    }
    found = Q(pk__in=[])
    for label, things in hidden.items():
        keys = things.order_by().values_list("key", flat=True)
        found |= Q(label=label, key__in=[str(key) for key in keys])
    return rows.exclude(found)
