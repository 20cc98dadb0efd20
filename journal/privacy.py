"""What the journal holds about one person, and what of it can be erased."""

from django.db import transaction

from journal.facts import Json
from journal.models import Entry, Origin


def export(actor: str) -> list[dict[str, Json]]:
    """Return a person's deeds, oldest first, with the address each came from."""
    return [
        {
            "at": entry.at.isoformat(),
            "deed": entry.deed,
            "acting_for": entry.acting_for,
            "label": entry.label,
            "key": entry.key,
            "facts": entry.facts,
            "address": entry.origin.address if hasattr(entry, "origin") else "",
        }
        for entry in Entry.objects.by(actor).select_related("origin").order_by("id")
    ]


@transaction.atomic
def erase(actor: str) -> int:
    """Erase the addresses a person acted from; the deeds stay, by an opaque key."""
    return Origin.objects.by(actor).delete()[0]


@transaction.atomic
def erase_on(label: str, *, key: str) -> int:
    """Erase the addresses from which one thing was acted on, where no person was signed in."""
    return Origin.objects.on(label, key).delete()[0]
