"""What leads to where it came about: upper apps know who may open what is theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.module_loading import import_string

from accounts.access import Standing
from decisions.models import Decision

type Named = tuple[str, str]
"""A thing as the journal names it: label and key."""


@dataclass(frozen=True)
class Opened:
    """Things of one kind that the person may open; ``key`` is the field by which they are named."""

    rows: QuerySet[Any]
    key: str = "key"

    def named(self, label: str) -> QuerySet[Any]:
        """Return the label and the key of each, to be asked for together with other kinds."""
        said = {"as_label": Value(label), "as_key": Cast(self.key, CharField())}
        rows: QuerySet[Any] = self.rows.order_by().annotate(**said)
        return rows.values_list("as_label", "as_key")

    def read(self, key: str) -> str:
        """Return a key as it is written, whichever way the database writes it."""
        field = self.rows.model._meta.get_field(self.key)  # noqa: SLF001  # public in all but name
        return str(field.to_python(key))


def open_ones(standing: Standing, named: Iterable[Named]) -> frozenset[Named]:
    """Return which of the things that are named the person may open.

    One query, however many kinds there are, and none for what nobody answers for.
    """
    kinds: dict[str, set[str]] = {}
    for label, key in named:
        if label in settings.SOURCES:
            kinds.setdefault(label, set()).add(key)
    if not kinds:
        return frozenset()
    known: dict[str, Opened] = {
        label: import_string(settings.SOURCES[label])(standing, keys)
        for label, keys in kinds.items()
    }
    first, *others = [found.named(label) for label, found in known.items()]
    together = first.union(*others, all=True).order_by() if others else first
    return frozenset((label, known[label].read(key)) for label, key in together)


def open_to(standing: Standing, decisions: Iterable[Decision]) -> dict[str, str]:
    """Return the address of its source for each decision's number, where the person may open it."""
    if not standing.is_signed_in:
        return {}
    found = {(one.source_label, one.source_key): one for one in decisions}
    return {found[one].number: found[one].source_url for one in open_ones(standing, found)}
