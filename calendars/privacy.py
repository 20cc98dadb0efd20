"""What calendars hold about one person, and its erasure."""

from typing import Any

from accounts.models import User
from calendars.models import Feed


def export(user: User) -> list[dict[str, Any]]:
    """Return a person's feeds in plain values; their addresses open them, and stay out."""
    return [
        {
            "name": feed.label,
            "holds": feed.scope,
            "body": feed.body_id,
            "language": feed.language,
            "leaves_out_invited": feed.leaves_out_invited,
            "leaves_out_cancelled": feed.leaves_out_cancelled,
            "has_alarm": feed.has_alarm,
            "made": feed.created_at.isoformat(),
        }
        for feed in Feed.objects.filter(owner=user)
    ]


def erase(user: User) -> None:
    """End a person's feeds, and forget what they called them; runs in the caller's transaction."""
    Feed.objects.filter(owner=user).delete()
