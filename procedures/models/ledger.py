"""The ledger: what happened in a procedure, each entry bound to the one before."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import models
from django.db.models import Q

from procedures import chain
from procedures.enums import Happening
from procedures.models.procedure import Procedure


class BallotEventQuerySet(models.QuerySet["BallotEvent"]):
    """Reads on the ledger, and the one way to add to it."""

    def append(
        self,
        procedure: Procedure,
        kind: Happening,
        *,
        at: datetime,
        by: str = "",
        seat: str = "",
        data: Mapping[str, Any] | None = None,
    ) -> "BallotEvent":
        """Add an entry; the caller holds the procedure's lock.

        ``by`` is the opaque key of a person. Personal free text never stands in ``data``: a
        commitment to it does, and a ``Statement`` beside.
        """
        last = self.filter(procedure=procedure).order_by("-number").first()
        event = BallotEvent.after(last, procedure, kind, at=at, by=by, seat=seat, data=data or {})
        event.save(force_insert=True)
        return event

    def mailed(self) -> "BallotEventQuerySet":
        """Entries of replies that came by mail, in time or late."""
        return self.filter(kind__in=[Happening.ENTERED, Happening.LATE])

    def mailed_by(self, actor: str) -> "BallotEventQuerySet":
        """Entries of replies that a person, by opaque key, sent by mail."""
        return self.mailed().filter(text__contains=f'"voter":"{actor}"')

    def in_order(self) -> "BallotEventQuerySet":
        """Entries as they came."""
        return self.order_by("number")


class BallotEvent(models.Model):
    """One entry of the ledger; no trigger lets it be changed or deleted.

    ``text`` is the canonical JSON that ``hash`` is taken of. The other columns repeat what of
    it is looked up; ``verify`` compares them.
    """

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="ledger")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=Happening)
    seat = models.CharField(max_length=12, blank=True)
    by = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    hash = models.CharField(max_length=64)

    objects = BallotEventQuerySet.as_manager()

    class Meta:
        ordering = ["procedure", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "number"], name="ledger_number_once_in_a_procedure"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="ledger_numbers_begin_at_1"),
        ]

    @property
    def evidence_once(self) -> UUID:
        """Return the mark of the document that holds the mail from which this was entered."""
        return uuid5(self.procedure.key, str(self.number))

    @classmethod
    def after(
        cls,
        last: "BallotEvent | None",
        procedure: Procedure,
        kind: Happening,
        *,
        at: datetime,
        by: str,
        seat: str,
        data: Mapping[str, Any],
    ) -> "BallotEvent":
        """Return the entry that follows the last one, not yet stored."""
        number = last.number + 1 if last else 1
        body = {
            "procedure": procedure.reference,
            "number": number,
            "at": chain.instant(at),
            "kind": kind.value,
            "seat": seat,
            "by": by,
            "data": dict(data),
            "previous": last.hash if last else chain.FIRST,
        }
        return cls(
            procedure=procedure,
            number=number,
            at=at,
            kind=kind,
            seat=seat,
            by=by,
            text=chain.canonical(body),
            hash=chain.link(body),
        )


class Statement(models.Model):
    """What a person wrote, beside the entry that binds it; erasing it leaves the chain whole."""

    event = models.OneToOneField(BallotEvent, models.PROTECT, related_name="statement")
    salt = models.CharField(max_length=32)
    text = models.TextField(blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(text=""), name="statement_erased_is_empty"
            ),
        ]
