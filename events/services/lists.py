"""Lists that leave the house."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.access import Standing
from events.enums import Deed
from events.models import Event
from events.services.events import note


@transaction.atomic
def list_taken(
    event: Event, *, form: str, rows: int, by: Standing, at: datetime, **facts: Any
) -> None:
    """Write down who took the registrations of an event out, in what form, and how many.

    ``facts`` say which list it was, where it is not the roll as the page shows it.
    """
    note(Deed.LIST_TAKEN, event, by=by, at=at, form=form, rows=rows, **facts)
