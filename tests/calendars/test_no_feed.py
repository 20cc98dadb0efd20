"""Addresses that open no feed: one answer for all, counted by the network that asks."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client

from calendars import links
from mail.links import token
from tests.factories.accounts import UserFactory
from tests.factories.calendars import FeedFactory, feed_address

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
NEVER_ISSUED = f"/calendar/{'A' * 32}.ics"


@pytest.fixture(autouse=True)
def _now():
    caches["limits"].clear()
    with time_machine.travel(AT, tick=False):
        yield


def secret(feed):
    return token(links.PURPOSE, feed.key, feed.link_generation)


@pytest.mark.parametrize(
    "rest", ["", "/", "?a=1", ".ics/", ".ICS", ".ics.", ".ics%20", "%0A", "/feed.ics", "x.ics"]
)
def test_a_feeds_address_with_less_or_more_behind_it_is_no_page(client, rest):
    client.force_login(UserFactory())
    right = secret(FeedFactory())

    for wrong in (right, right[:16]):
        answer, plain = client.get(f"/calendar/{wrong}{rest}"), client.get(NEVER_ISSUED)

        assert (answer.status_code, answer.content) == (404, b"Not found.\n")
        assert dict(answer.headers) == dict(plain.headers)
        assert not answer.cookies


def test_what_is_shorter_is_a_page_that_is_not_there(client):
    answer = client.get("/calendar/nothing/")

    assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")


def test_only_reading_is_answered():
    answer = Client(enforce_csrf_checks=True).post(f"/calendar/{secret(FeedFactory())}/")

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


def test_a_network_may_guess_so_often_and_still_reads_its_feeds(client, monkeypatch):
    monkeypatch.setattr(links, "MOST_GUESSES", 3)
    feed = FeedFactory()
    guesses = [NEVER_ISSUED, "/calendar/x.ics", f"/calendar/{'B' * 32}", NEVER_ISSUED]

    answers = [client.get(guess) for guess in guesses]
    elsewhere = Client(REMOTE_ADDR="203.0.113.9").get(NEVER_ISSUED)

    assert [answer.status_code for answer in answers] == [404, 404, 404, 429]
    assert answers[-1]["Retry-After"] == "60"
    assert elsewhere.status_code == 404
    assert client.get(feed_address(feed)).status_code == 200
