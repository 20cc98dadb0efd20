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
from tests.factories.mail import LetterFactory
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


def test_the_presidency_stops_what_it_caused_itself_and_sees_nothing_of_others(event):
    client = presidency("IE")
    by = client.get(f"/events/{event.slug}/control/").wsgi_request.user
    others = Announcement.objects.get()
    own = AnnouncementFactory(event=event, made_by=by)
    LetterFactory(batch=own.key, due_at=own.starts_at)
    address = f"/events/{event.slug}/news/"

    page = html(client.get(f"/events/{event.slug}/control/"))
    assert f'action="{address}{own.key}/stop/"' in page
    assert str(others.key) not in page
    assert "Stop these letters" in html(client.get(f"{address}{own.key}/"))
    stopped = html(client.post(f"{address}{own.key}/stop/", follow=True))
    assert "Stopped: nobody is written to about this change." in stopped


def test_what_is_no_change_is_not_said_to_be_one(event, officer):
    news = Announcement.objects.get()
    Announcement.objects.update(deed="meetings.minutes_sent")
    address = f"/events/{event.slug}/news/{news.key}/"

    page = html(officer.get(f"/events/{event.slug}/control/"))
    assert "2 people are written to on" in page
    assert "Until then the letters can be stopped." in page
    assert "the change itself" not in page
    page = html(officer.get(address))
    assert "Letters to many" in page
    assert "What they are about stands, whether they leave or not." in page
    assert "change itself" not in page
    stopped = html(officer.post(f"{address}stop/", follow=True))
    assert "Stopped: none of these letters leaves." in stopped


def test_what_nobody_caused_is_the_secretariats_alone(event):
    nobody = standing(None, timezone.now())

    assert not Announcement.objects.open_to(nobody).exists()
    assert Announcement.objects.filter(made_by=None).count() == 1
