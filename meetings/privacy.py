"""What meetings hold about one person beside the registration, and its erasure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from meetings.enums import Deed
from meetings.models import Delegate, Delegation
from meetings.services.delegations import note

STAYS: tuple[str | Promise, ...] = (
    _(
        "That somebody was in the delegation of a seat, as what, and reimbursed or not, without a"
        " name, address or function: a quorum must stay provable."
    ),
)
OF_A_PERSON = ("name", "email", "function")


@dataclass(frozen=True)
class Held:
    """How much meetings hold about one person."""

    delegates: int
    drafts: int


def held(email: str) -> Held:
    """Count where the address was named, and the drafts in which it stands."""
    return Held(delegates=_named(email).count(), drafts=sum(1 for _row in _drafted(email)))


def export(email: str) -> list[dict[str, Any]]:
    """Return for which delegations somebody was named, in plain values."""
    rows = _named(email).select_related("delegation__event", "registration", "replaces")
    return [
        {
            "meeting": one.delegation.event.title,
            "delegation": one.delegation.code,
            "function": one.function,
            "capacity": one.registration.capacity,
            "reimbursed": one.is_reimbursed,
            "named": one.named_at.isoformat(),
            "left": one.left_at.isoformat() if one.left_at else None,
        }
        for one in rows.order_by("pk")
    ] + [
        {"meeting": one.event.title, "delegation": one.code, "draft": _words(one, row)}
        for one, row in _drafted(email)
    ]


@transaction.atomic
def erase(email: str, *, by: Standing, at: datetime) -> Held:
    """Erase a person from delegations and from their drafts; return how much was held."""
    before = held(email)
    _named(email).update(function="")
    for delegation, row in list(_drafted(email)):
        delegation.typed |= {f"{name}_{row}": "" for name in OF_A_PERSON}
        delegation.version += 1
        delegation.save(update_fields=["typed", "version"])
        note(Deed.DRAFT_ERASED, delegation, by=by, at=at)
    return before


def _named(email: str) -> QuerySet[Delegate]:
    return Delegate.objects.filter(registration__email=email)


def _drafted(email: str) -> Iterator[tuple[Delegation, str]]:
    """Yield the drafts in which an address stands, each with the row; drafts are few."""
    for delegation in Delegation.objects.exclude(typed={}).select_related("event"):
        for name, value in list(delegation.typed.items()):
            kind, _underscore, row = name.rpartition("_")
            if kind == "email" and str(value).strip().casefold() == email:
                yield delegation, row


def _words(delegation: Delegation, row: str) -> dict[str, Any]:
    return {name: delegation.typed.get(f"{name}_{row}", "") for name in OF_A_PERSON}
