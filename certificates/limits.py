"""How often one network may ask about certificates.

Generous, since an office or a whole ministry stands behind one address. Counted in the memory
of each process, so that a page that is only read writes nothing down.
"""

import ipaddress
from datetime import datetime

from django.core.cache import caches

from journal import origin

LOOKS, CHECKS = "looks", "checks"
MOST = {LOOKS: 300, CHECKS: 60}  # a minute
SECONDS = 60
OWN_NETWORK = 64  # what one household or office is given of IPv6


def is_too_often(what: str, *, at: datetime) -> bool:
    """Count one more request of this network; return whether it is one too many."""
    minute = int(at.timestamp()) // SECONDS
    key = f"{what}:{network(origin.current())}:{minute}"
    store = caches["limits"]
    store.add(key, 0)
    return store.incr(key) > MOST[what]


def network(address: str) -> str:
    """Return whose address it is, as far as an address tells.

    >>> network("192.0.2.7"), network("2001:db8:1:2:3::4"), network("")
    ('192.0.2.7', '2001:db8:1:2::', '')
    """
    if ":" not in address:
        return address
    whole = ipaddress.ip_network(f"{address}/{OWN_NETWORK}", strict=False)
    return str(whole.network_address)
