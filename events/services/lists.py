"""Lists that leave the house."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.access import Standing
from events.enums import Deed
from events.models import Event
from events.services.events import note
from journal.services import record


@transaction.atomic
def list_taken(
    event: Event, *, form: str, rows: int, by: Standing, at: datetime, **facts: Any
) -> None:
    """Write down who took the registrations of an event out, in what form, and how many.

    ``facts`` say which list it was, where it is not the roll as the page shows it.
    """
    note(Deed.LIST_TAKEN, event, by=by, at=at, form=form, rows=rows, **facts)


@transaction.atomic
def sensitive_read(
    event: Event, *, by: Standing, at: datetime, key: str = "", **facts: Any
) -> None:
    """Write down who read answers on diet, access or identity with names beside them.

    ``key`` names the registration where it is one alone. What was read stands nowhere.
    """
    record(
        Deed.SENSITIVE_READ,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label="events.registration" if key else "events.event",
        key=key or str(event.uid),
        facts={"event": event.slug, **facts},
    )
