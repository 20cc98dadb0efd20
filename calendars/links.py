"""The secret address of a feed, and how often it may be read."""

from datetime import datetime
from uuid import UUID

from django.core.cache import caches

from calendars.models import Feed
from mail import links

PURPOSE = "calendars:own_feed"
SECONDS, MOST = 60, 60


def hash_of(key: UUID, generation: int) -> str:
    """Return what the row keeps of a feed's token."""
    return links.digest(links.token(PURPOSE, key, generation))


def address(feed: Feed) -> str:
    """Return the whole address, for the owner to read again."""
    return links.address(PURPOSE, feed.key, feed.link_generation)


def is_too_often(token: str, *, at: datetime) -> bool:
    """Count one more reading of an address; return whether it is one too many this minute."""
    key = f"feed:{links.digest(token)}:{int(at.timestamp()) // SECONDS}"
    store = caches["limits"]
    store.add(key, 0)
    return store.incr(key) > MOST
