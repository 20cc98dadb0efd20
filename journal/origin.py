"""Where a request comes from, remembered while it is answered."""

import ipaddress
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

OWN_NETWORK = 64  # what one household or office is given of IPv6
_address: ContextVar[str] = ContextVar("origin", default="")


def current() -> str:
    """Return the client's address of the request being answered; outside a request none."""
    return _address.get()


def client_address(*, remote: str, forwarded: str, proxies: int) -> str:
    """Return the address of the client that stands before our own proxies.

    Each proxy appends the address it was called from, so only the last ``proxies`` entries
    of X-Forwarded-For are ours; whatever stands to the left was written by the client and
    proves nothing. A header shorter than that did not pass our proxies: the peer counts.

    >>> client_address(remote="10.0.0.1", forwarded="6.6.6.6, 192.0.2.7", proxies=1)
    '192.0.2.7'
    >>> client_address(remote="10.0.0.1", forwarded="6.6.6.6, 192.0.2.7", proxies=0)
    '10.0.0.1'
    """
    entries = [entry.strip() for entry in forwarded.split(",")] if forwarded else []
    if 0 < proxies <= len(entries):
        return _plain(entries[-proxies]) or _plain(remote)
    return _plain(remote)


def network(address: str) -> str:
    """Return whose address it is, as far as an address tells.

    >>> network("192.0.2.7"), network("2001:db8:1:2:3::4"), network("")
    ('192.0.2.7', '2001:db8:1:2::', '')
    """
    if ":" not in address:
        return address
    whole = ipaddress.ip_network(f"{address}/{OWN_NETWORK}", strict=False)
    return str(whole.network_address)


def _plain(text: str) -> str:
    """Return an address without port, brackets or zone, or nothing if it is none."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return ""
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(mapped or address)


class OriginMiddleware:
    """Remembers the client's address while a request is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Take what answers the request."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request with its address at hand."""
        token = _address.set(
            client_address(
                remote=request.META.get("REMOTE_ADDR", ""),
                forwarded=request.META.get("HTTP_X_FORWARDED_FOR", ""),
                proxies=settings.TRUSTED_PROXIES,
            )
        )
        try:
            return self.get_response(request)
        finally:
            _address.reset(token)
