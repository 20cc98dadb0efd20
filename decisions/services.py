"""Entering a decision into the register, and saying who may see it."""

from datetime import date, datetime

from django.db import transaction

from accounts import versions
from accounts.access import Standing
from accounts.enums import Visibility
from accounts.folding import folded
from accounts.models import Body
from decisions.enums import Deed
from decisions.models import Decision
from journal.services import next_number, record

SERIES = "D"
LABEL = "decisions.decision"


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
    record(Deed.ENTERED, at=at, label=LABEL, key=number, facts={"source": key})
    return decision


def mark_corrected(decision: Decision, *, at: datetime) -> None:
    """Mark that a correction stands beside a decision, where it was taken."""
    Decision.objects.filter(pk=decision.pk).update(corrected_at=at)


@transaction.atomic
def change_visibility(
    decision: Decision, *, visibility: str, version: int, by: Standing, at: datetime
) -> Decision:
    """Say who may see a decision in the register; raises ``StaleError``."""
    row = versions.locked(Decision.objects.all(), version=version, pk=decision.pk)
    before, row.visibility = row.visibility, visibility
    row.save(update_fields=["visibility", "version"])
    if before != visibility:
        record(
            Deed.VISIBILITY_CHANGED,
            at=at,
            actor=by.actor,
            acting_for=by.acting_for,
            label=LABEL,
            key=row.number,
            facts={"from": before, "to": visibility},
        )
    return row
