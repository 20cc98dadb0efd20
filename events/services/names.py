"""The name of somebody who is registered, corrected where it was found to be misspelt."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.access import Standing
from events.enums import Deed
from events.models import Registration
from events.services.moves import noted


@transaction.atomic
def correct_name(registration: Registration, *, name: str, by: Standing, at: datetime) -> None:
    """Give a registration another name, also long after the event; the same one changes nothing."""
    rows = Registration.objects.select_for_update(of=("self",)).select_related("event")
    fresh = rows.get(pk=registration.pk)
    if fresh.name == name:
        return
    fresh.name = name
    fresh.version = F("version") + 1
    fresh.save(update_fields=["name", "version"])
    noted(Deed.REGISTRATION_CHANGED, fresh, by=by, at=at)
