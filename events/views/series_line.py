"""What the page of one event says of the series it belongs to."""

from accounts.access import Standing
from events.enums import State
from events.models import Event
from interface import moments


def next_of_series(shown: Event, standing: Standing) -> tuple[str, str, str] | None:
    """Return address, title and day of the next event of the series that one may know of.

    One query, and none for an event by itself; drafts and what is cancelled are no next event.
    """
    if not shown.series_id:
        return None
    rows = Event.objects.visible_to(standing).filter(
        series=shown.series_id, state=State.PUBLISHED, starts_at__gt=shown.starts_at
    )
    found = rows.order_by("starts_at", "pk").first()
    if found is None:
        return None
    return found.get_absolute_url(), found.title, moments.day(found.first_date)
