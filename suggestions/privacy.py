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
from suggestions.models import Call, Suggestion
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
    email: str,
    *,
    user: User | None,
    reader: Standing | None = None,
    own: Standing | None = None,
) -> dict[str, list[dict[str, Any]]]:
    """Return in which suggestions a person is named, and which the person saved last.

    To a ``reader`` who is not the person it holds what that reader may see. Who takes the ``own``
    words has them all; of what another Member State suggests, and the person may not read now,
    there is no more than how the person is named.
    """
    who = reader or own
    seen = Suggestion.objects.visible_to(who) if who else Suggestion.objects.none()
    calls = Call.objects.visible_to(who) if who else Call.objects.none()
    known, told = set(seen.values_list("pk", flat=True)), set(calls.values_list("pk", flat=True))
    wrote = Suggestion.objects.filter(changed_by=user) if user else Suggestion.objects.none()

    def row(one: Suggestion, *, is_own: bool) -> dict[str, Any]:
        """Return as much of a suggestion as the person wrote, or may know."""
        said = _said(one) if is_own or one.pk in known else NOT_SAID
        call = one.answer.call.title if said["title"] and one.answer.call_id in told else ""
        state = one.state if one.pk in known else ""
        return said | {"call": call, "state": state, "contact": _contact(one)}

    def given(rows: QuerySet[Suggestion], *, are_own: bool) -> list[dict[str, Any]]:
        return [
            row(one, is_own=are_own)
            for one in rows.select_related("answer__call")
            if reader is None or one.pk in known
        ]

    return {
        "named_in": given(_naming(email), are_own=False),
        "wrote": given(wrote, are_own=True),
    }


NOT_SAID: dict[str, Any] = dict.fromkeys(("member_state", "title", "text", "saved"), "")
"""What is left of a suggestion that is not the person's to read."""


def _said(one: Suggestion) -> dict[str, Any]:
    return {
        "member_state": one.answer.member_state_id,
        "title": str(one),
        "text": one.text or one.typed.get("text", ""),
        "saved": one.changed_at.isoformat(),
    }


def _contact(one: Suggestion) -> list[str]:
    """Return who is named as knowing more, by name and address."""
    return [
        one.contact_name or one.typed.get("contact_name", ""),
        one.contact_email or one.typed.get("contact_email", ""),
    ]


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
