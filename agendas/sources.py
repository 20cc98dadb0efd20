"""Which items lead to what decides them or brought them: upper apps know who may open theirs."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.access import Standing
from agendas.models import AgendaItem, Track
from agendas.models.item import LABEL

KNOWN_BY_KEY = frozenset({"procedures.procedure"})
"""What people know by its key: a written procedure by its number."""

type Named = tuple[str, str]
"""A thing as the journal names it: label and key."""


def open_to(standing: Standing, named: Iterable[Named]) -> frozenset[Named]:
    """Return which of the things that are named the person may open; one question for each kind."""
    kinds: dict[str, set[str]] = {}
    for label, key in named:
        if label in settings.AGENDA_SOURCES:
            kinds.setdefault(label, set()).add(key)
    return frozenset(
        (label, key)
        for label, keys in kinds.items()
        for key in import_string(settings.AGENDA_SOURCES[label])(standing, keys)
    )


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


def known_items(standing: Standing, keys: Iterable[str]) -> set[str]:
    """Return those of the keys whose items the person may know of."""
    rows = AgendaItem.objects.visible_to(standing).filter(key__in=list(keys))
    return {str(key) for key in rows.values_list("key", flat=True)}
