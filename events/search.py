"""What a search finds among events."""

from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.folding import folded
from accounts.search import Found
from events import words
from events.enums import State
from events.models import Event


def find(text: str, standing: Standing, limit: int) -> list[Found]:
    """Return the events the person may know of that hold each word, the latest first."""
    if not folded(text):
        return []
    events = Event.objects.visible_to(standing).matching(text).order_by("-starts_at", "-pk")
    return [
        Found(
            kind=_("Event"),
            title=event.title,
            note=" · ".join(part for part in _notes(event) if part),
            url=event.get_absolute_url(),
            icon="calendar",
        )
        for event in events[:limit]
    ]


def _notes(event: Event) -> list[str]:
    cancelled = _("Cancelled") if event.state == State.CANCELLED else ""
    return [str(event.get_kind_display()), words.when(event), words.where(event), cancelled]
