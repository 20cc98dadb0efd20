"""What somebody has to do with an event beside an own place, which upper apps know.

They are asked of events that are managed there, and of no others.
"""

from datetime import datetime
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from events.models import Event


def deeds(event: Event, *, email: str) -> int:
    """Return how many deeds about it SEQUENCE counts for an address; it never falls."""
    if not event.managed_at:
        return 0
    return cast("int", import_string(settings.WORK_AT_EVENTS["deeds"])(event, email=email))


def stands(event: Event, *, email: str, at: datetime) -> bool:
    """Return whether the event is in the calendar of who has no place, because of it."""
    if not event.managed_at:
        return False
    return cast("bool", import_string(settings.WORK_AT_EVENTS["stands"])(event, email=email, at=at))
