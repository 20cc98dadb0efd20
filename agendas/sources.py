"""Which items lead to what decides them or brought them: upper apps know who may open theirs."""

from collections.abc import Iterable

from accounts.access import Standing
from agendas.models import AgendaItem, Track
from agendas.models.item import LABEL
from decisions.sources import Named, Opened

KNOWN_BY_KEY = frozenset({"procedures.procedure"})
"""What people know by its key: a written procedure by its number."""


def written(thing: AgendaItem | Track) -> Named:
    """Return what decides an item in writing, or was to; or what one body prepared."""
    return thing.written_label, thing.written_key


def itself(item: AgendaItem) -> Named:
    """Return an item as it is named."""
    return LABEL, str(item.key)


def known_as(item: AgendaItem) -> str:
    """Return how people call what brought an item onto the agenda, if it has a name."""
    return item.source_key if item.source_label in KNOWN_BY_KEY else ""


def source(item: AgendaItem) -> Named:
    """Return what brought an item onto the agenda."""
    return item.source_label, item.source_key


def known_items(standing: Standing, keys: Iterable[str]) -> Opened:
    """Return the items of those keys of which the person may know."""
    return Opened(AgendaItem.objects.visible_to(standing).filter(key__in=list(keys)))
