"""What the outbox holds about one person, and its erasure."""

import re
from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from mail.letters import SECRET
from mail.models import Letter, LetterQuerySet, Reply, Report, Suppression
from mail.names import harmless

NAMELESS = "–"


def export(address: str, *, person: str = "") -> list[dict[str, Any]]:
    """Return the letters to an address, or to a known person, oldest first.

    Secret links stay out, as whoever takes the copy need not be the reader.
    """
    secret = _("(personal link, shown to its reader only)")
    return [
        {
            "to": letter.to,
            "name": letter.name,
            "subject": letter.subject,
            "body": _without(letter.body, SECRET, words=secret),
            "written": letter.created_at.isoformat(),
            "sent": letter.sent_at.isoformat() if letter.sent_at else None,
            "state": letter.state,
            "calendar": letter.calendar_text,
        }
        for letter in _letters(address, person=person).order_by("id")
    ]


def answers(address: str) -> list[dict[str, Any]]:
    """Return what calendars answered from an address or for it, oldest first."""
    return [
        {
            "received": reply.received_at.isoformat(),
            "for": reply.attendee,
            "answer": reply.answer,
            "calendar": reply.calendar,
        }
        for reply in Reply.objects.of(address).order_by("id")
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
    Reply.objects.of(address).delete()
    Suppression.objects.filter(address=address).delete()
    return count


@transaction.atomic
def erase_about(label: str, *, key: str, to: str = "") -> int:
    """Erase the letters about one thing, to one address alone or whoever they went to."""
    letters = Letter.objects.about(label, key)
    if to:
        letters = letters.filter(to=to)
    return letters.delete()[1].get("mail.Letter", 0)


@transaction.atomic
def forget_names(names: Iterable[str], *, label: str, keys: Collection[str]) -> int:
    """Take names out of letters to others about some things; return how many letters those were.

    Letters of a batch name nobody but their reader, and are left alone.
    """
    told = sorted({harmless(name) for name in names if name}, key=len, reverse=True)
    if not told or not keys:
        return 0
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, told))})(?!\w)")
    changed = []
    for letter in Letter.objects.filter(label=label, key__in=keys, batch=None):
        subject = pattern.sub(NAMELESS, letter.subject)
        body = _without(letter.body, pattern)
        if (subject, body) != (letter.subject, letter.body):
            letter.subject, letter.body = subject, body
            changed.append(letter)
    Letter.objects.bulk_update(changed, ["subject", "body"], batch_size=500)
    return len(changed)


def _without(part: Any, pattern: re.Pattern[str], *, words: str = NAMELESS) -> Any:
    """Return a part of a letter's text with words in place of what the pattern finds."""
    match part:
        case str():
            return pattern.sub(words, part)
        case list():
            return [_without(one, pattern, words=words) for one in part]
        case dict():
            return {key: _without(one, pattern, words=words) for key, one in part.items()}
    return part


def _letters(address: str, *, person: str) -> LetterQuerySet:
    mine = Q(to=address) | Q(person=person) if person else Q(to=address)
    return Letter.objects.filter(mine)
