"""What procedures hold about one person, and what of it can be erased."""

import re
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import documents.services
from accounts.access import Standing
from accounts.models import User
from documents.models import Document
from mail.privacy import NAMELESS
from procedures import rounds
from procedures.enums import Happening
from procedures.models import BallotEvent, Procedure, ReplyDraft, Statement
from procedures.models.procedure import EVIDENCE

STAYS: tuple[str | Promise, ...] = (
    _(
        "When a seat replied in a written procedure, and what, by an opaque key, with the hashes"
        " of the words and mails that are erased: the record must stay provable."
    ),
    _("That a Presidency agreed to a written procedure, on which day and how, without who."),
)

_APART = r"(^|[,;:/(&])\s*%s\s*($|[,;:/)(&])"
"""A name that stands by itself, and is no part of a longer one."""


def export(actor: str, *, own: bool = True) -> list[dict[str, Any]]:
    """Return what a person, by opaque key, did in procedures, with the words of it.

    Not ``own``, it leaves out what nobody else may know before a procedure has ended, or the
    round after it.
    """
    rows = _written_by(actor).select_related("event__procedure__next")
    if not own:
        rows = rows.exclude(event__procedure__outcome="")
    found = [one for one in rows.order_by("event__at", "pk") if own or _is_told(one)]
    said: list[dict[str, Any]] = [
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
    return said + [
        {
            "procedure": one.reference,
            "kind": "agreed",
            "at": str(one.agreed_on),
            "how": one.agreed_how,
            "text": one.agreed_by,
        }
        for one in _agreed_by(actor).order_by("reference")
    ]


def _is_told(one: Statement) -> bool:
    return not rounds.held_back(one.event.procedure)


@transaction.atomic
def erase(actor: str, *, by: Standing | None = None, at: datetime) -> int:
    """Erase what a person wrote; entries stay by an opaque key, and every chain stays whole.

    The mails from which replies were entered go too: their words now, their bytes with the next
    sweep.
    """
    ReplyDraft.objects.filter(saved_by__key=actor).delete()
    _agreed_by(actor).update(agreed_by=NAMELESS)
    for mail in _mails_of(actor):
        documents.services.erase(mail, by=by, at=at)
    return _written_by(actor).filter(erased_at=None).update(text="", erased_at=at)


def _written_by(actor: str) -> QuerySet[Statement]:
    """Return a person's words; those that came by mail are whose mail it was, not who typed it."""
    typed = Q(event__kind__in=[Happening.ENTERED, Happening.LATE])
    by_mail = Q(event__in=BallotEvent.objects.mailed_by(actor))
    return Statement.objects.filter(~typed & Q(event__by=actor) | by_mail)


def _agreed_by(actor: str) -> QuerySet[Procedure]:
    """Return the procedures to which a person is noted, by the whole name, to have agreed."""
    name = User.objects.filter(key=actor).exclude(name="").values_list("name", flat=True).first()
    if name is None:
        return Procedure.objects.none()
    return Procedure.objects.filter(agreed_by__iregex=_APART % re.escape(name.strip()))


def _mails_of(actor: str) -> QuerySet[Document]:
    """Return the mails by which a person replied, as far as they are kept."""
    entered = BallotEvent.objects.mailed_by(actor).select_related("procedure")
    marks = [event.evidence_once for event in entered]
    return Document.objects.filter(label=EVIDENCE, once__in=marks)
