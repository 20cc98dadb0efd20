"""What procedures hold about one person, and what of it can be erased."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from procedures import rounds
from procedures.enums import Happening
from procedures.models import ReplyDraft, Statement


def export(actor: str, *, own: bool = True) -> list[dict[str, Any]]:
    """Return what a person, by opaque key, did in procedures, with the words of it.

    Not ``own``, it leaves out what nobody else may know before a procedure has ended, or the
    round after it.
    """
    rows = _written_by(actor).select_related("event__procedure__next")
    if not own:
        rows = rows.exclude(event__procedure__outcome="")
    found = [one for one in rows.order_by("event__at", "pk") if own or _is_told(one)]
    return [
        {
            "procedure": one.event.procedure.reference,
            "entry": one.event.number,
            "kind": one.event.kind,
            "at": one.event.at.isoformat(),
            "seat": one.event.seat,
            "text": one.text,
        }
        for one in found
    ]


def _is_told(one: Statement) -> bool:
    return not rounds.held_back(one.event.procedure)


@transaction.atomic
def erase(actor: str, *, at: datetime) -> int:
    """Erase what a person wrote; entries stay by an opaque key, and every chain stays whole."""
    ReplyDraft.objects.filter(saved_by__key=actor).delete()
    return _written_by(actor).filter(erased_at=None).update(text="", erased_at=at)


def _written_by(actor: str) -> QuerySet[Statement]:
    """Return a person's words; those that came by mail are whose mail it was, not who typed it."""
    typed = Q(event__kind__in=[Happening.ENTERED, Happening.LATE])
    by_mail = typed & Q(event__text__contains=f'"voter":"{actor}"')
    return Statement.objects.filter(~typed & Q(event__by=actor) | by_mail)
