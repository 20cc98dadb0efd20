"""What leads to where it came about: upper apps know who may open what is theirs."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.access import Standing
from decisions.models import Decision

type Named = tuple[str, str]
"""A thing as the journal names it: label and key."""


def open_ones(standing: Standing, named: Iterable[Named]) -> frozenset[Named]:
    """Return which of the things that are named the person may open; one question for each kind."""
    kinds: dict[str, set[str]] = {}
    for label, key in named:
        if label in settings.SOURCES:
            kinds.setdefault(label, set()).add(key)
    return frozenset(
        (label, key)
        for label, keys in kinds.items()
        for key in import_string(settings.SOURCES[label])(standing, keys)
    )


def open_to(standing: Standing, decisions: Iterable[Decision]) -> dict[str, str]:
    """Return the address of its source for each decision's number, where the person may open it."""
    if not standing.is_signed_in:
        return {}
    found = {(one.source_label, one.source_key): one for one in decisions}
    return {found[one].number: found[one].source_url for one in open_ones(standing, found)}
