"""What is done at the desk: one function, one deed."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

import journal.services
from accounts.access import Standing
from accounts.models import PresidencyTerm
from accounts.services.days import TERM
from desk import emails
from desk.enums import Deed
from journal.models import Entry


def note_journal_taken(*, form: str, rows: int, by: Standing, at: datetime) -> None:
    """Note that somebody took the journal out as a file."""
    journal.services.record(
        Deed.JOURNAL_TAKEN,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label="desk.journal",
        key=form,
        facts={"rows": rows},
    )


@transaction.atomic
def ask_for_member(
    term: PresidencyTerm,
    *,
    once: UUID,
    name: str,
    address: str,
    starts: date,
    ends: date | None,
    by: Standing,
    at: datetime,
) -> None:
    """Ask the Secretariat, by letter, for somebody in the team of a Presidency; twice is once.

    The journal keeps that it was asked, and not for whom.
    """
    term = PresidencyTerm.objects.select_for_update().get(pk=term.pk)
    key = str(term.pk)
    if Entry.objects.on(TERM, key).filter(facts__once=str(once)).exists():
        return
    journal.services.record(
        Deed.MEMBER_ASKED,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label=TERM,
        key=key,
        facts={"once": str(once)},
    )
    emails.member_asked(term, name=name, address=address, starts=starts, ends=ends, by=by, at=at)
