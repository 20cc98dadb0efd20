"""What procedures hold about one person, and what of it can be erased."""

from datetime import datetime
from typing import Any

from django.db import transaction

from procedures.models import ReplyDraft, Statement


def export(actor: str) -> list[dict[str, Any]]:
    """Return what a person, by opaque key, did in procedures, with the words of it."""
    rows = Statement.objects.filter(event__by=actor).select_related("event__procedure")
    return [
        {
            "procedure": one.event.procedure.reference,
            "entry": one.event.number,
            "kind": one.event.kind,
            "at": one.event.at.isoformat(),
            "seat": one.event.seat,
            "text": one.text,
        }
        for one in rows.order_by("event__at", "pk")
    ]


@transaction.atomic
def erase(actor: str, *, at: datetime) -> int:
    """Erase what a person wrote; entries stay by an opaque key, and every chain stays whole."""
    ReplyDraft.objects.filter(saved_by__key=actor).delete()
    written = Statement.objects.filter(event__by=actor, erased_at=None)
    return written.update(text="", erased_at=at)
