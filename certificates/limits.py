"""How often one network may ask about certificates.

Generous, since an office or a whole ministry stands behind one address. Counted in the memory
of each process, so that a page that is only read writes nothing down.
"""

from datetime import datetime

from django.core.cache import caches

from journal import origin

LOOKS, CHECKS = "looks", "checks"
MOST = {LOOKS: 300, CHECKS: 60}  # a minute
SECONDS = 60


def is_too_often(what: str, *, at: datetime) -> bool:
    """Count one more request of this network; return whether it is one too many."""
    minute = int(at.timestamp()) // SECONDS
    key = f"{what}:{origin.network(origin.current())}:{minute}"
    store = caches["limits"]
    store.add(key, 0)
    return store.incr(key) > MOST[what]
