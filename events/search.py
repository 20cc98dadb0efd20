"""What a search finds among events."""

from accounts.access import Standing
from accounts.folding import folded
from accounts.search import Found
from events.models import Event
from interface import moments


def find(text: str, standing: Standing, limit: int) -> list[Found]:
    """Return the events that the person may know of and that hold each word, newest first."""
    if not folded(text):
        return []
    events = Event.objects.visible_to(standing).matching(text).order_by("-starts_at", "-pk")
    return [
        Found(
            kind=str(event.get_kind_display()),
            title=event.title,
            note=" · ".join(
                filter(None, (moments.days(event.first_date, event.last_date), event.place))
            ),
            url=event.get_absolute_url(),
            icon="calendar",
        )
        for event in events[:limit]
    ]
