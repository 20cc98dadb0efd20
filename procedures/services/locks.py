"""A procedure under its lock, a line in the journal, and a text bound by its entry."""

import json
import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any

from accounts.access import Standing
from accounts.steps import By, step
from journal.services import record
from procedures import chain, life
from procedures.enums import Deed, Happening, ProcedureDeed
from procedures.models import BallotEvent, Procedure, Statement
from procedures.models.procedure import LABEL


def locked(procedure: Procedure) -> Procedure:
    """Return the procedure as it is now, under its lock until the transaction ends."""
    return Procedure.objects.select_for_update().get(pk=procedure.pk)


def advance(procedure: Procedure, deed: ProcedureDeed, *, by: By) -> None:
    """Take a step of the table, not yet stored; raises ``NotNowError``."""
    procedure.state = step(life.PROCEDURE, state=procedure.state, deed=deed, by=by).to
    procedure.version += 1


def note(
    deed: Deed, procedure: Procedure, *, by: Standing | None, at: datetime, **facts: Any
) -> None:
    """Write the deed into the journal: who did it for whom, never what was replied."""
    record(
        deed,
        at=at,
        actor=by.actor if by else "",
        acting_for=by.acting_for if by else "",
        label=LABEL,
        key=procedure.reference,
        facts=facts,
    )


class Said:
    """A personal text on its way into the ledger: its commitment first, itself beside it."""

    def __init__(self, text: str) -> None:
        """Bind the text by a salt of its own."""
        self.text = text
        self.salt = secrets.token_hex(16)

    @property
    def commitment(self) -> str | None:
        """Return what stands in the entry; nothing where nothing was written."""
        return chain.commitment(self.text, salt=self.salt) if self.text else None

    def keep(self, event: BallotEvent) -> None:
        """Keep the text beside its entry."""
        if self.text:
            Statement.objects.create(event=event, salt=self.salt, text=self.text)


def enter(
    procedure: Procedure,
    kind: Happening,
    *,
    at: datetime,
    by: str,
    seat: str = "",
    said: Said | None = None,
    **data: Any,
) -> BallotEvent:
    """Add an entry to the ledger, with a personal text beside it if there is one.

    What a seat says has a nonce: few things can be said, and whoever sees the hash before the
    end could try them all.
    """
    if said is not None:
        data |= {"statement": said.commitment, "nonce": secrets.token_hex(16)}
    event = BallotEvent.objects.all().append(procedure, kind, at=at, by=by, seat=seat, data=data)
    if said is not None:
        said.keep(event)
    return event


def said_before(
    procedure: Procedure,
    kind: Happening,
    *,
    among: Collection[Happening],
    by: str,
    seat: str = "",
    said: str | None = None,
    **data: Any,
) -> BallotEvent | None:
    """Return the last entry of the seat, or of none, if it says the very same; else nothing.

    The same person saying the same again says nothing new: a form that is sent twice has one
    effect.
    """
    last = procedure.ledger.filter(seat=seat, kind__in=among).select_related("statement").last()
    if last is None or (last.kind, last.by) != (kind, by):
        return None
    told = json.loads(last.text)["data"]
    if said is not None:
        salt = last.statement.salt if hasattr(last, "statement") else ""
        bound = chain.commitment(said, salt=salt) if said else None
        data |= {"statement": bound, "nonce": told.get("nonce")}
    return last if told == data else None
