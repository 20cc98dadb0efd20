"""What the outbox holds about one person, and its erasure."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from mail.models import Letter, LetterQuerySet, Report, Suppression


def export(address: str, *, person: str = "") -> list[dict[str, Any]]:
    """Return the letters to an address, or to a known person, oldest first."""
    return [
        {
            "to": letter.to,
            "name": letter.name,
            "subject": letter.subject,
            "body": letter.body,
            "written": letter.created_at.isoformat(),
            "sent": letter.sent_at.isoformat() if letter.sent_at else None,
            "state": letter.state,
            "calendar": letter.calendar_text,
        }
        for letter in _letters(address, person=person).order_by("id")
    ]


@transaction.atomic
def erase(address: str, *, person: str = "") -> int:
    """Erase the letters to a person and all that providers said of the address.

    Letters to others that went in copy to the address lose it. Return how many letters
    are gone.
    """
    count = _letters(address, person=person).delete()[1].get("mail.Letter", 0)
    for letter in Letter.objects.filter(copies__contains=address):
        letter.copies = "\n".join(copy for copy in letter.copy_addresses if copy != address)
        letter.save(update_fields=["copies"])
    Report.objects.filter(recipient__iexact=address).delete()
    Suppression.objects.filter(address=address).delete()
    return count


@transaction.atomic
def erase_about(label: str, *, key: str, to: str = "") -> int:
    """Erase the letters about one thing, to one address alone or whoever they went to."""
    letters = Letter.objects.about(label, key)
    if to:
        letters = letters.filter(to=to)
    return letters.delete()[1].get("mail.Letter", 0)


def _letters(address: str, *, person: str) -> LetterQuerySet:
    mine = Q(to=address) | Q(person=person) if person else Q(to=address)
    return Letter.objects.filter(mine)
