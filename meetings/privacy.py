"""What meetings hold about one person beside the registration, and its erasure."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from mail.privacy import NAMELESS
from meetings.enums import Deed
from meetings.models import (
    ActionPoint,
    Addendum,
    Comment,
    Correction,
    Delegate,
    Delegation,
    ItemRecord,
    Minutes,
    NoComment,
    Section,
)
from meetings.services.delegations import note

STAYS: tuple[str | Promise, ...] = (
    _(
        "That somebody was in the delegation of a seat, as what, and reimbursed or not, without a"
        " name, address or function: a quorum must stay provable."
    ),
    _(
        "That a seat commented on minutes and what was answered, what a meeting decided and that"
        " action points were done, without who said, wrote or did it."
    ),
)
WRITTEN: tuple[tuple[Any, str], ...] = (
    (ItemRecord, "decided_by"),
    (Correction, "made_by"),
    (ActionPoint, "created_by"),
    (Minutes, "adopted_by"),
    (NoComment, "said_by"),
    (Comment, "answered_by"),
    (Addendum, "made_by"),
)
"""What says who wrote it down; without a name it stays."""
OF_A_PERSON = ("name", "email", "function")


@dataclass(frozen=True)
class Held:
    """How much meetings hold about one person."""

    delegates: int
    drafts: int
    comments: int = 0
    actions: int = 0


def held(email: str) -> Held:
    """Count where the address was named, and the drafts in which it stands."""
    rows = _named(email).order_by().values_list(Value("delegate"))
    comments = _said(email).order_by().values_list(Value("comment"))
    actions = _done(email).order_by().values_list(Value("action"))
    found = Counter(what for (what,) in rows.union(comments, actions, all=True).order_by())
    return Held(
        delegates=found["delegate"],
        drafts=sum(1 for _row in _drafted(email)),
        comments=found["comment"],
        actions=found["action"],
    )


def export(
    email: str, *, reader: Standing | None = None, own: Standing | None = None
) -> list[dict[str, Any]]:
    """Return for which delegations somebody was named, and what was said and done, in plain values.

    To a ``reader`` who is not the person it holds what that reader may see. Who takes the ``own``
    words has them all, without what an item is about of which the person may not know by now.
    """
    return [
        *_delegations(email),
        *_comments(email, reader=reader, own=own),
        *_actions(email, reader=reader, own=own),
    ]


def _comments(
    email: str, *, reader: Standing | None, own: Standing | None
) -> Iterator[dict[str, Any]]:
    known = _known(Section.objects, reader or own)
    for one in _said(email).select_related("section__minutes__event", "section__item"):
        is_known = one.section_id in known
        if is_known or reader is None:
            yield {
                "meeting": one.section.minutes.event.title,
                "section": str(one.section) if is_known else "",
                "comment": one.text,
                "proposal": one.proposal,
                "made": one.made_at.isoformat(),
            }


def _actions(
    email: str, *, reader: Standing | None, own: Standing | None
) -> Iterator[dict[str, Any]]:
    known = _known(ActionPoint.objects, reader or own)
    for one in _done(email).select_related("event"):
        is_known = one.pk in known
        if is_known or reader is None:
            yield {
                "meeting": one.event.title,
                "action": one.text if is_known else "",
                "note": one.done_note,
                "done": one.done_at.isoformat() if one.done_at else None,
            }


def _known(rows: Any, who: Standing | None) -> set[int]:
    """Return what somebody may see; by nobody nothing is asked, and nothing said."""
    return set(rows.visible_to(who).values_list("pk", flat=True)) if who else set()


def _delegations(email: str) -> list[dict[str, Any]]:
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
    _said(email).update(text=NAMELESS, proposal="", made_by=None)
    _done(email).update(done_note="", done_by=None)
    for rows, name in WRITTEN:
        rows.objects.filter(**{f"{name}__email": email}).update(**{name: None})
    return before


def _said(email: str) -> QuerySet[Comment]:
    return Comment.objects.filter(made_by__email=email)


def _done(email: str) -> QuerySet[ActionPoint]:
    return ActionPoint.objects.filter(done_by__email=email)


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
