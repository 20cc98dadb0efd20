"""The news of a change in the control room: how many, the letter, and Stop."""

import re

import pytest
from django.utils import timezone

from accounts.access import standing
from events import services
from events.models import Announcement, Event
from mail.models import Letter
from tests.events.organisers import presidency, representative, secretariat
from tests.factories.accounts import MemberStateFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.mailings import AnnouncementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return secretariat()


@pytest.fixture
def event():
    event = EventFactory(slug="2027-01-01-seminar", host=MemberStateFactory(code="IE"))
    RegistrationFactory(event=event, name="Anna")
    RegistrationFactory(event=event, name="Berta")
    at = timezone.now()
    services.change_event(event, version=1, city="Ghent", by=standing(None, at), at=at)
    return Event.objects.get()


def html(answer, status=200):
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


def test_each_page_of_the_room_says_who_is_told_until_when_it_can_be_stopped(event, officer):
    news = Announcement.objects.get()
    address = f"/events/{event.slug}/news/{news.key}/"

    for path in ("control", "sessions", "edit"):
        page = html(officer.get(f"/events/{event.slug}/{path}/"))
        assert "2 people are told of a change" in page
        assert f'action="{address}stop/"' in page
        assert f'href="{address}"' in page
    assert "are told of a change" not in html(
        presidency("IE").get(f"/events/{event.slug}/control/")
    )


def test_the_letter_is_shown_and_stopped(event, officer):
    news = Announcement.objects.get()
    address = f"/events/{event.slug}/news/{news.key}/"
    page = html(officer.get(address))
    assert "2 people hear of it by mail on" in page
    assert "Something about this event has changed:" in page
    assert "[[link:" not in page
    assert page.count("Stop these letters") == 1

    stopped = html(officer.post(f"{address}stop/", follow=True))
    twice = html(officer.post(f"{address}stop/", follow=True))

    assert "Stopped: nobody is written to about this change." in stopped
    assert "These letters have left, or were stopped already." in twice
    assert "are told of a change" not in html(officer.get(f"/events/{event.slug}/control/"))
    assert set(Letter.objects.values_list("state", flat=True)) == {"stopped"}


def test_what_has_left_says_so_and_what_was_erased_too(event, officer):
    news = Announcement.objects.get()
    Announcement.objects.update(starts_at=news.made_at)
    Letter.objects.all().delete()

    page = html(officer.get(f"/events/{event.slug}/news/{news.key}/"))

    assert "Have left" in page
    assert "The letters were erased." in page
    assert "Stop these letters" not in page


def test_nobody_else_knows_of_them_and_another_events_are_not_found(event, officer):
    news, other = Announcement.objects.get(), AnnouncementFactory()
    address = f"/events/{event.slug}/news/{news.key}/"

    for client in (presidency("IE"), representative()):
        assert client.get(address).status_code == 404
        assert client.post(f"{address}stop/").status_code == 404
    assert officer.get(f"/events/{event.slug}/news/{other.key}/").status_code == 404
