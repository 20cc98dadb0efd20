"""What suggestions hold about one person, and its erasure. A person is an address."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.models import User
from suggestions.enums import Deed, SuggestionState
from suggestions.models import Suggestion
from suggestions.services.locks import note_one

STAYS: tuple[str | Promise, ...] = (
    _(
        "What a Member State suggested to a Presidency and what became of it, without who knows"
        " more and by an opaque key: it is the state's word."
    ),
)


def held(email: str) -> int:
    """Count the suggestions in which a person is named, and the drafts with the address."""
    return _naming(email).count()


def _naming(email: str) -> QuerySet[Suggestion]:
    typed = Q(state=SuggestionState.DRAFT, typed__contact_email__iexact=email)
    return Suggestion.objects.filter(Q(contact_email=email) | typed)


def export(
    email: str, *, user: User | None, reader: Standing | None = None
) -> dict[str, list[dict[str, Any]]]:
    """Return in which suggestions a person is named, and which the person saved last.

    To a ``reader`` who is not the person it holds what that reader may see.
    """
    seen = Suggestion.objects.all() if reader is None else Suggestion.objects.visible_to(reader)
    own = seen.filter(changed_by=user) if user else seen.none()
    return {
        "named_in": [_row(one) for one in seen.filter(pk__in=_naming(email).values("pk"))],
        "wrote": [_row(one) for one in own],
    }


def _row(one: Suggestion) -> dict[str, Any]:
    return {
        "member_state": one.answer.member_state_id,
        "call": one.answer.call.title,
        "title": str(one),
        "text": one.text or one.typed.get("text", ""),
        "contact": [
            one.contact_name or one.typed.get("contact_name", ""),
            one.contact_email or one.typed.get("contact_email", ""),
        ],
        "state": one.state,
        "saved": one.changed_at.isoformat(),
    }


@transaction.atomic
def erase(email: str, *, by: Standing, at: datetime) -> int:
    """Take a person's name and address out of suggestions; return out of how many."""
    rows = list(_naming(email).select_for_update(of=("self",)).select_related("answer"))
    for one in rows:
        one.contact_name = one.contact_email = ""
        if one.typed:
            one.typed |= {"contact_name": "", "contact_email": ""}
        one.version += 1
        one.save()
        note_one(Deed.CHANGED, one, by=by, at=at)
    return len(rows)
