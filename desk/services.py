"""What is done at the desk: one function, one deed."""

from datetime import datetime

import journal.services
from accounts.access import Standing
from desk.enums import Deed


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
