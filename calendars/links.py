"""The secret address of a feed, how often it may be read, and how often one may guess.

Counted in the memory of each process. What opens nothing is counted by the network that asks,
generously, since a whole ministry stands behind one address: guesses crowd out no other count.
"""

from datetime import datetime
from uuid import UUID

from django.core.cache import caches

from calendars.models import Feed
from journal import origin
from mail import links

PURPOSE = "calendars:own_feed"
SECONDS, MOST = 60, 60
MOST_GUESSES = 300


def hash_of(key: UUID, generation: int) -> str:
    """Return what the row keeps of a feed's token."""
    return links.digest(links.token(PURPOSE, key, generation))


def address(feed: Feed) -> str:
    """Return the whole address, for the owner to read again."""
    return links.address(PURPOSE, feed.key, feed.link_generation)


def is_too_often(feed: Feed, *, at: datetime) -> bool:
    """Count one more reading of a feed; return whether it is one too many this minute."""
    return _count(f"feed:{feed.key}", at=at) > MOST


def is_guessing(*, at: datetime) -> bool:
    """Count one more address that opens nothing; return whether it is one too many this minute."""
    return _count(f"guesses:{origin.network(origin.current())}", at=at) > MOST_GUESSES


def _count(what: str, *, at: datetime) -> int:
    key = f"{what}:{int(at.timestamp()) // SECONDS}"
    store = caches["limits"]
    store.add(key, 0)
    return store.incr(key)
