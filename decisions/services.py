"""Entering a decision into the register."""

from datetime import date, datetime

from django.db import transaction

from accounts.enums import Visibility
from accounts.folding import folded
from accounts.models import Body
from decisions.models import Decision
from journal.services import next_number, record

SERIES = "D"
ENTERED = "decisions.entered"


@transaction.atomic
def enter(
    *,
    body: Body,
    on: date,
    title: str,
    outcome: str,
    source: tuple[str, str, str],
    at: datetime,
    visibility: str = Visibility.PUBLIC,
) -> Decision:
    """Give a decision its number, ``D-2026-07``, in the year of its date; twice is once.

    ``source`` is label, key and address of what it came from.
    """
    label, key, url = source
    if there := Decision.objects.filter(source_label=label, source_key=key).first():
        return there
    number = f"{SERIES}-{on.year}-{next_number(SERIES, year=on.year):02d}"
    decision = Decision.objects.create(
        number=number,
        body=body,
        date=on,
        title=title,
        outcome=outcome,
        visibility=visibility,
        source_label=label,
        source_key=key,
        source_url=url,
        entered_at=at,
        search_text=folded(f"{number} {title}"),
    )
    record(ENTERED, at=at, label="decisions.decision", key=number, facts={"source": key})
    return decision
