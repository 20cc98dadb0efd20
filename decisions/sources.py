"""Which decisions lead to where they came about: upper apps know who may open what is theirs."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.access import Standing
from decisions.models import Decision


def open_to(standing: Standing, decisions: Iterable[Decision]) -> dict[str, str]:
    """Return the address of its source for each decision's number, where the person may open it.

    One question is asked for each kind of source.
    """
    kinds: dict[str, dict[str, Decision]] = {}
    if standing.is_signed_in:
        for decision in decisions:
            kinds.setdefault(decision.source_label, {})[decision.source_key] = decision
    return {
        found[key].number: found[key].source_url
        for label, found in kinds.items()
        if label in settings.DECISION_SOURCES
        for key in import_string(settings.DECISION_SOURCES[label])(standing, found)
    }
