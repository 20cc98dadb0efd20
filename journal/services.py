"""Writing a line into the journal, and giving out numbers."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from journal import origin
from journal.facts import Json
from journal.models import Entry, Origin, Series


@transaction.atomic
def record(
    deed: str,
    *,
    at: datetime,
    actor: str = "",
    acting_for: str = "",
    label: str = "",
    key: str = "",
    facts: Mapping[str, Json] | None = None,
) -> Entry:
    """Write down a deed, in the transaction of the deed itself.

    ``deed`` is a value of the calling app's ``Deed``; ``actor`` is the opaque key of a
    person, blank for the system and for visitors; ``label`` and ``key`` name the thing.
    Inside a request the client's address is kept beside the entry, where it can be erased.
    """
    entry = Entry.objects.create(
        at=at,
        actor=actor,
        acting_for=acting_for,
        deed=str(deed),
        label=label,
        key=key,
        facts=dict(facts or {}),
    )
    if address := origin.current():
        Origin.objects.create(entry=entry, address=address)
    return entry


def next_number(series: str, *, year: int) -> int:
    """Give the next number of a series, from 1 in each year; none is given twice.

    Runs inside the transaction of the deed that needs the number: undone with it, the
    number is free again, so that series have no holes.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A number is given inside a transaction.")
    Series.objects.get_or_create(name=series, year=year)
    row = Series.objects.select_for_update().get(name=series, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last
