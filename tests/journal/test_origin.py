"""The client's address is believed only as far as our own proxies reach."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from journal import origin

CASES = {
    "no proxy: the header proves nothing": ("192.0.2.1", "6.6.6.6", 0, "192.0.2.1"),
    "one proxy: its own entry": ("10.0.0.1", "192.0.2.7", 1, "192.0.2.7"),
    "one proxy: what the client wrote is left aside": (
        "10.0.0.1",
        "6.6.6.6, 192.0.2.7",
        1,
        "192.0.2.7",
    ),
    "two proxies": ("10.0.0.1", "6.6.6.6, 192.0.2.7, 10.0.0.2", 2, "192.0.2.7"),
    "two proxies, one passed by: the peer": ("192.0.2.1", "6.6.6.6", 2, "192.0.2.1"),
    "proxy without header": ("10.0.0.1", "", 1, "10.0.0.1"),
    "nonsense in the header: the peer": ("10.0.0.1", "<script>", 1, "10.0.0.1"),
    "port behind the address": ("10.0.0.1", "192.0.2.7:4711", 1, "192.0.2.7"),
    "IPv6 in brackets with port": ("10.0.0.1", "[2001:db8::7]:4711", 1, "2001:db8::7"),
    "IPv6 with zone": ("fe80::1%eth0", "", 0, "fe80::1"),
    "IPv4 in IPv6 clothes": ("::ffff:192.0.2.7", "", 0, "192.0.2.7"),
    "a socket has no address": ("", "", 0, ""),
}


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "expected"), CASES.values(), ids=CASES.keys()
)
def test_client_address(remote, forwarded, proxies, expected):
    found = origin.client_address(remote=remote, forwarded=forwarded, proxies=proxies)

    assert found == expected


def test_the_address_is_known_while_the_request_is_answered_and_forgotten_after(settings):
    settings.TRUSTED_PROXIES = 1
    seen = []
    middleware = origin.OriginMiddleware(lambda _: seen.append(origin.current()) or HttpResponse())

    middleware(RequestFactory().get("/", headers={"X-Forwarded-For": "6.6.6.6, 192.0.2.7"}))

    assert (seen, origin.current()) == (["192.0.2.7"], "")


def test_the_address_is_forgotten_when_the_answer_fails():
    def fail(_request):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        origin.OriginMiddleware(fail)(RequestFactory().get("/"))

    assert origin.current() == ""
