"""What was done to a registration or an invitation, in words and with names."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from events.enums import Deed
from journal.models import Entry

OF_THE_QUEUE = frozenset({Deed.PROMOTED, Deed.OFFERED, Deed.OFFER_LAPSED})


@dataclass(frozen=True)
class Happened:
    """One line of a history."""

    at: datetime
    deed: str
    who: str


def of(label: str, key: str) -> list[Happened]:
    """Return what the journal says of a thing, the newest first; two queries."""
    entries = list(Entry.objects.on(label, key))
    actors = {entry.actor for entry in entries if entry.actor}
    known = User.objects.filter(key__in=actors).values_list("key", "name")
    names = {str(actor): name for actor, name in known}
    deeds = dict(Deed.choices)
    return [
        Happened(
            entry.at,
            str(deeds.get(entry.deed, entry.deed)),
            names.get(entry.actor, "") if entry.actor else _by_nobody(entry.deed),
        )
        for entry in entries
    ]


def _by_nobody(deed: str) -> str:
    """Name who did what nobody signed in did: the queue, or the person by the mailed link."""
    return _("by the waiting list") if deed in OF_THE_QUEUE else _("without signing in")
