"""What the demonstration shows of calendars: feeds that are read, and answers of programs."""

import datetime as dt
from urllib.parse import urlsplit

import pytest
from django.test import Client

from accounts.access import standing
from accounts.models import User
from accounts.todos import for_user
from calendars import feeds, links, reading
from calendars.models import Feed
from calendars.own import Reading
from events.models import Event
from mail.models import Letter, Reply
from tests.clients.lines import named
from tests.clients.with_icalendar import read_with_icalendar
from tests.demo.conftest import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built")]


def test_feeds_were_read_lately():
    feeds = reading.with_marks(Feed.objects.select_related("owner")).order_by("pk")

    assert [(feed.owner.email.partition("@")[0], feed.scope) for feed in feeds] == [
        ("nr.pt", "mine"),
        ("nr.pt", "body"),
        ("nr.be", "mine"),
        ("trainer.1", "mine"),
        ("attendee.1", "mine"),
    ]
    assert all(feed.read_at < AT for feed in feeds)


def test_each_feed_holds_something():
    for feed in Feed.objects.select_related("owner"):
        own = reading.reader(standing(feed.owner, AT))
        assert b"BEGIN:VEVENT" in Reading(feed, own).content(), feed


def test_their_addresses_open_them():
    read = [Client().get(urlsplit(links.address(feed)).path) for feed in Feed.objects.all()]

    assert [answer.status_code for answer in read] == [200] * 5


@pytest.mark.parametrize(
    ("slug", "start"),
    [
        ("2024-03-12-executive-committee", dt.datetime(2024, 3, 12, 8, 30, tzinfo=dt.UTC)),
        ("2024-05-29-board-meeting", dt.datetime(2024, 5, 29, 7, 30, tzinfo=dt.UTC)),
    ],
)
def test_half_past_nine_in_brussels_is_another_moment_in_winter_than_in_summer(slug, start):
    data = feeds.file(Event.objects.get(slug=slug))

    [read] = read_with_icalendar(data)
    [line] = [one for one in named(data, "DTSTART") if "TZID" in one]
    assert read.start_utc == start
    assert line.endswith("T093000")


def test_a_no_is_asked_after_a_yes_noted_and_a_strangers_to_be_looked_at():
    assert [(reply.answer, reply.verdict) for reply in Reply.objects.order_by("pk")] == [
        ("DECLINED", "asked"),
        ("ACCEPTED", "noted"),
        ("DECLINED", "other_sender"),
    ]
    first = Reply.objects.earliest("pk")
    asked = Letter.objects.get(created_at=first.received_at)
    assert (asked.to, asked.subject.partition("?")[0]) == (first.attendee, "Do you not come")
    office = standing(User.objects.get(email="secretariat@demo.example"), AT)
    assert "/calendar/replies/" in [todo.url for todo in for_user(office)]
