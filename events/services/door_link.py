"""The link for the helpers at the door: made, renewed and ended."""

from datetime import datetime

from django.db import transaction

from accounts.access import Standing
from events import attendance, door
from events.enums import Deed
from events.models import Event
from events.rules import NotNowError
from events.services.events import note
from events.services.moves import locked
from mail import links


@transaction.atomic
def make_door_link(event: Event, *, by: Standing, at: datetime) -> None:
    """Make the link for the helpers at the door; one that was made before ends.

    Raises ``NotNowError`` once the event's last day is over, and where it does not take place.
    """
    event = locked(event)
    if not door.is_in_time(event, at=at):
        raise NotNowError
    terms = attendance.terms_of(event)
    terms.door_generation += 1
    terms.door_hash = links.digest(door.token_of(terms))
    terms.save()
    note(Deed.DOOR_LINKED, event, by=by, at=at)


@transaction.atomic
def end_door_link(event: Event, *, by: Standing, at: datetime) -> None:
    """End the link for the helpers at the door; what they did stays."""
    event = locked(event)
    terms = attendance.terms_of(event)
    if terms.door_hash is None:
        return
    terms.door_hash = None
    terms.save(update_fields=["door_hash"])
    note(Deed.DOOR_UNLINKED, event, by=by, at=at)
