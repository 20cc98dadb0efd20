"""One search across all apps; each finds only what the person may see."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import accounts.search
import agendas.search
import certificates.search
import decisions.search
import events.search
import meetings.search
import procedures.search
import programme.search
import suggestions.search
import trainers.search
import trainings.search
from accounts.access import Standing
from accounts.search import Found

LIMIT = 50
FIRST = 10
SOURCES = (
    ("events", _("Events"), events.search.find),
    ("agendas", _("Agendas"), agendas.search.find),
    ("meetings", _("Meetings of bodies"), meetings.search.find),
    ("procedures", _("Written procedures"), procedures.search.find),
    ("suggestions", _("Suggestions"), suggestions.search.find),
    ("trainings", _("Trainings on request"), trainings.search.find),
    ("trainers", _("Trainers"), trainers.search.find),
    ("decisions", _("Decisions"), decisions.search.find),
    ("certificates", _("Certificates"), certificates.search.find),
    ("people", _("People and bodies"), accounts.search.find),
    ("programme", _("Work programme"), programme.search.find),
)
KINDS = frozenset(key for key, _label, _find in SOURCES)


@dataclass(frozen=True)
class Shelf:
    """What one app found; ``more`` where it holds more than is shown."""

    key: str
    label: str | Promise
    found: list[Found]
    more: bool

    @property
    def first(self) -> list[Found]:
        """Return the few that stand beside what the other apps found."""
        return self.found[:FIRST]

    @property
    def is_cut(self) -> bool:
        """Return whether it holds more than the first few."""
        return len(self.found) > FIRST


def search(text: str, standing: Standing) -> list[Shelf]:
    """Return what each app finds, fifty things at the most."""
    return [
        Shelf(key=key, label=label, found=found[:LIMIT], more=len(found) > LIMIT)
        for key, label, find in SOURCES
        for found in [find(text, standing, LIMIT + 1)]
    ]
