"""How often one network may look at certificates, and have files checked."""

import pytest
from django.test import Client

from certificates import limits
from tests.certificates.public import address
from tests.certificates.training import participant
from tests.factories.certificates import certificate

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued():
    return certificate(participant(name="Zoë Vandenbroucke-Nguyễn"))


def test_a_network_may_look_often_and_another_is_not_shut_out(client, issued, monkeypatch):
    monkeypatch.setitem(limits.MOST, limits.LOOKS, 3)

    codes = [client.get(address(issued)).status_code for _ in range(5)]
    elsewhere = Client(REMOTE_ADDR="203.0.113.9").get(address(issued))

    assert codes == [200, 200, 200, 429, 429]
    assert elsewhere.status_code == 200
    assert client.get(address(issued))["Retry-After"] == "60"
    assert client.get(address(issued)).headers["Referrer-Policy"] == "no-referrer"


def test_files_have_a_limit_of_their_own_which_no_header_beats(client, issued, monkeypatch):
    monkeypatch.setitem(limits.MOST, limits.CHECKS, 2)

    codes = [
        client.post(
            "/verify/", {"code": "x"}, headers={"X-Forwarded-For": f"6.6.6.{n}"}
        ).status_code
        for n in range(4)
    ]

    assert codes == [422, 422, 429, 429]
    assert client.get("/verify/").status_code == 200


def test_a_household_with_ipv6_is_one_network(issued, monkeypatch):
    monkeypatch.setitem(limits.MOST, limits.LOOKS, 2)

    codes = [
        Client(REMOTE_ADDR=f"2001:db8:1:2::{n}").get(address(issued)).status_code
        for n in range(1, 4)
    ]

    assert codes == [200, 200, 429]
