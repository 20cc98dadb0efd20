"""How a feed with a secret address is served, and what opens none."""

import datetime as dt
import gzip

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client

from accounts.models import ReadMark
from calendars import links
from events.models import Registration
from tests.clients.lines import named
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.calendars import FeedFactory, feed_address
from tests.factories.events import EventFactory, RegistrationFactory
from tests.queries import statements

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _now():
    caches["limits"].clear()
    with time_machine.travel(AT, tick=False):
        yield


def made(**fields):
    created = {"created_at": AT - dt.timedelta(days=9)}
    return EventFactory(
        **{"first_date": dt.date(2026, 12, 10), "slug": "2026-12-10-seminar", **created, **fields}
    )


def test_the_language_is_the_feeds_own(client):
    feed = FeedFactory(label="Moje")
    RegistrationFactory(event=made(), email=feed.owner.email)
    plain = client.get(feed_address(feed)).content

    again = client.get(feed_address(feed), headers={"accept-language": "fr"})

    assert (again.content, again["Vary"]) == (plain, "Accept-Encoding")
    assert named(plain, "X-WR-CALNAME") == ["X-WR-CALNAME:EUCPN: Moje"]


def test_how_a_feed_is_served(client, django_user_model):
    feed = FeedFactory()
    RegistrationFactory(event=made(), email=feed.owner.email)

    client.force_login(UserFactory())
    found = statements(lambda: client.get(feed_address(feed)))
    answer = client.get(feed_address(feed))

    assert {
        name: answer[name]
        for name in (
            "Content-Type", "Cache-Control", "Referrer-Policy", "X-Robots-Tag", "Vary",
            "Content-Disposition",
        )
    } == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Cache-Control": "private, no-cache",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow",
        "Vary": "Accept-Encoding",
        "Content-Disposition": 'attachment; filename="eucpn-calendar.ics"',
    }  # fmt: skip
    assert (answer.cookies, "Last-Modified" in answer) == ({}, False)
    assert not [sql for sql in found if "django_session" in sql]


def test_what_did_not_change_is_304_by_three_statements_and_without_rendering(client):
    feed = FeedFactory(owner=MandateFactory().user)
    RegistrationFactory(event=made(), email=feed.owner.email)
    first = client.get(feed_address(feed))
    caches["entries"].clear()

    several = {"if-none-match": f'W/"other", {first["ETag"]}'}
    found = statements(lambda: client.get(feed_address(feed), headers=several))
    answer = client.get(feed_address(feed), headers=several)

    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", first["ETag"])
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == (
        "private, no-cache",
        "no-referrer",
    )
    assert len(found) == 3
    assert not caches["entries"]._cache


def test_the_tag_of_the_packed_answer_works_too(client):
    feed = FeedFactory()
    for number in range(4):
        RegistrationFactory(event=made(slug=f"e{number}"), email=feed.owner.email)
    packed = client.get(feed_address(feed), headers={"accept-encoding": "gzip"})

    again = client.get(
        feed_address(feed), headers={"accept-encoding": "gzip", "if-none-match": packed["ETag"]}
    )

    assert (packed["Content-Encoding"], packed["ETag"][:2]) == ("gzip", "W/")
    assert gzip.decompress(packed.content) == client.get(feed_address(feed)).content
    assert again.status_code == 304


def test_one_event_replaced_by_another_is_200(client):
    feed = FeedFactory()
    registration = RegistrationFactory(event=made(), email=feed.owner.email)
    first = client.get(feed_address(feed))["ETag"]

    Registration.objects.filter(pk=registration.pk).update(event=made(slug="other"))

    answer = client.get(feed_address(feed), headers={"if-none-match": first})
    assert answer.status_code == 200


def test_head_equals_get_and_the_rest_is_405(client):
    feed = FeedFactory()
    url = feed_address(feed)
    get, head = client.get(url), client.head(url)

    assert (head.status_code, dict(head.headers), head.content) == (200, dict(get.headers), b"")
    strict = Client(enforce_csrf_checks=True)
    for method in ("post", "put", "patch", "delete", "options"):
        answer = getattr(strict, method)(url)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


def test_every_address_that_opens_nothing_has_one_and_the_same_answer(client):
    feed, closed = FeedFactory(), FeedFactory()
    old = feed_address(feed)
    right = old.removeprefix("/calendar/").removesuffix(".ics")
    feed.link_generation, feed.link_hash = 2, links.hash_of(feed.key, 2)
    feed.save()
    closed.owner.is_active, closed.owner.closed_at = False, AT
    closed.owner.save()
    ended = [
        old,
        feed_address(closed),
        f"/calendar/{right.swapcase()}.ics",
        f"/calendar/{'A' * 32}.ics",
        "/calendar/ä%20/b.ics",
        "/calendar/x.ics",
    ]

    answers = [client.get(url) for url in ended]

    assert {(one.status_code, one.content, one["Cache-Control"]) for one in answers} == {
        (404, b"Not found.\n", "private, no-store")
    }
    assert not [
        one for one in answers if one.cookies or ("Vary" in one and "Cookie" in one["Vary"])
    ]
    assert client.get(feed_address(feed)).status_code == 200


def test_when_it_was_last_read_is_noted_once_an_hour_and_never_by_head(client):
    feed = FeedFactory()
    client.head(feed_address(feed))
    assert not ReadMark.objects.exists()

    answer = client.get(feed_address(feed))
    with time_machine.travel(AT + HOUR / 2, tick=False):
        client.get(feed_address(feed))
    assert ReadMark.objects.get().read_at == AT
    with time_machine.travel(AT + HOUR, tick=False):
        same = client.get(feed_address(feed), headers={"if-none-match": answer["ETag"]})

    assert (same.status_code, ReadMark.objects.get().read_at) == (304, AT + HOUR)


def test_an_address_is_read_a_number_of_times_a_minute(client):
    feed = FeedFactory()
    for _number in range(links.MOST):
        client.get(feed_address(feed))

    answer = client.get(feed_address(feed))
    other = client.get(feed_address(FeedFactory()))

    assert (answer.status_code, answer["Retry-After"], answer.cookies) == (429, "60", {})
    assert other.status_code == 200
