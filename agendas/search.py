"""What a search finds on agendas: items, and their papers."""

from itertools import batched

from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.folding import folded
from accounts.search import Found
from agendas import papers
from agendas.models import AgendaItem
from agendas.models.item import LABEL
from agendas.papers import Reader
from documents.models import Document

AT_ONCE = 200


def find(text: str, standing: Standing, limit: int) -> list[Found]:
    """Return the items and papers that the person may know of and that hold each word.

    The latest meeting first, at most ``limit`` of each.
    """
    if not folded(text) or not standing.is_signed_in:
        return []
    return [*_items(text, standing, limit), *_papers(text, standing, limit)]


def _items(text: str, standing: Standing, limit: int) -> list[Found]:
    rows = AgendaItem.objects.visible_to(standing).listed().matching(text)
    return [
        Found(
            kind=_("Item of an agenda"),
            title=item.title,
            note=item.agenda.event.title,
            url=_address(item),
            icon="list",
        )
        for item in rows.select_related("agenda__event").order_by(
            "-agenda__event__starts_at", "order", "pk"
        )[:limit]
    ]


def _papers(text: str, standing: Standing, limit: int) -> list[Found]:
    """Return papers; who may read each is asked of its item."""
    rows = Document.objects.standing().matching(text).filter(label=LABEL)
    found: list[Found] = []
    readers: dict[int, Reader] = {}
    newest = rows.order_by("-renewed_at", "-pk").iterator(chunk_size=AT_ONCE)
    for some in batched(newest, AT_ONCE, strict=False):
        found += _readable(some, standing, readers)
        if len(found) >= limit:
            break
    return found[:limit]


def _readable(
    some: tuple[Document, ...], standing: Standing, readers: dict[int, Reader]
) -> list[Found]:
    keys = [row.owner_key for row in some]
    known = AgendaItem.objects.visible_to(standing).listed().filter(key__in=keys)
    items = {str(item.key): item for item in known.select_related("parent", "agenda__event__body")}
    found = []
    for row in some:
        item = items.get(row.owner_key)
        if item is None:
            continue
        event = item.agenda.event
        if event.pk not in readers:
            readers[event.pk] = papers.reader(standing, event)
        if readers[event.pk].reads(row, item):
            found.append(
                Found(
                    kind=_("Paper"),
                    title=row.title,
                    note=f"{item.title} · {event.title}",
                    url=_address(item),
                    icon="doc",
                )
            )
    return found


def _address(item: AgendaItem) -> str:
    return f"{item.agenda.get_absolute_url()}#item-{item.key}"
