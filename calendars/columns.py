"""What a feed may show its reader, and the columns in which all its dates are read."""

from typing import Any

from django.db.models import CharField, F, QuerySet, Value

from accounts.enums import Visibility
from calendars.enums import Thing
from calendars.reading import Reader
from events.models import Event
from events.models.event import EventQuerySet


def columns(
    found: QuerySet[Any],
    thing: Thing,
    *,
    counter: Any,
    own_changed_at: Any,
    stands: Any,
    at: str = "",
    uid: str = "uid",
    sequence: str = "sequence",
    more: Any = None,
) -> QuerySet[Any, Any]:
    """Return rows as ``rows.Row`` names them; ``at`` leads from a row to what has the date."""
    return found.order_by().values_list(
        Value(thing.value, CharField()),
        uid,
        F(sequence),
        counter,
        F(f"{at}changed_at"),
        own_changed_at,
        F(f"{at}state"),
        stands,
        F("mode") if more is None else more,
    )


def shown_to(reader: Reader) -> EventQuerySet:
    """Return the events that a feed may show its reader now.

    Restricted ones are in none: whoever has the address of a feed reads it.
    """
    visible = Event.objects.visible_to(reader).filter(published_at__isnull=False)
    return visible.exclude(visibility=Visibility.RESTRICTED)
