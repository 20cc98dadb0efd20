"""Under which name an event writes, and where answers to it go."""

from datetime import datetime

from django.db import transaction

from accounts.access import Standing
from events.enums import Deed
from events.models import Event
from events.services.events import note
from events.services.moves import locked


@transaction.atomic
def set_sender(
    event: Event, *, sender_name: str, reply_to: str, by: Standing, at: datetime
) -> Event:
    """Say under which name the event's letters are sent, and where answers go."""
    event = locked(event)
    event.sender_name, event.reply_to = sender_name, reply_to
    event.save(update_fields=["sender_name", "reply_to"])
    note(Deed.SENDER_CHANGED, event, by=by, at=at)
    return event
