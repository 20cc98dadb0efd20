"""The page after a registration: what it says, and for whom its seal holds."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.urls import reverse

from events.enums import RegistrationState
from tests.factories.accounts import NoticeFactory
from tests.factories.events import EventFactory, QuotaFactory

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 12, 10)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def notice():
    return NoticeFactory(version="2026-09")


def made(**fields):
    return EventFactory(**{"first_date": DAY, "slug": "2026-12-10-seminar", **fields})


def typed(**fields):
    return {
        "once": str(uuid.uuid4()),
        "name": "Mārīte Kalniņa",
        "email": "marite@example.lv",
        "organisation": "Iekšlietu ministrija",
        "country": "LV",
        "category": "policymaker",
        "notice": "2026-09",
        **fields,
    }


def address(event):
    return reverse("events:register", args=[event.slug])


def send(client, event, **fields):
    return client.post(address(event), typed(**fields))


def test_a_seal_holds_for_ten_minutes(client, notice):
    sent = send(client, made())["Location"]

    with time_machine.travel(AT + dt.timedelta(minutes=11), tick=False):
        page = client.get(sent)

    assert page.context["title"] == "We have your registration"


def test_a_full_event_is_no_error(client, notice):
    event = made()
    QuotaFactory(event=event, places=1)
    send(client, event, email="first@example.eu")

    response = send(client, event, email="second@example.eu")

    page = client.get(response["Location"])
    assert page.context["title"] == "You are on the waiting list"
    assert "A letter with your position in the queue" in page.content.decode()
    assert event.registrations.get(email="second@example.eu").state == RegistrationState.WAITING


@pytest.mark.parametrize(
    "query",
    ["", "?seal=wrong", "?as=confirmed", "?seal=%00", "?seal=é:é:é"],
)
def test_a_page_that_was_not_sealed_tells_no_tale(client, query):
    event = made()

    page = client.get(reverse("events:registered", args=[event.slug]) + query)

    assert (page.status_code, page.context["title"]) == (200, "We have your registration")


def test_a_seal_of_one_event_is_none_of_another(client, notice):
    sent = send(client, made())["Location"]
    other = made(slug="2026-12-11-other")

    page = client.get(
        reverse("events:registered", args=[other.slug]) + "?" + sent.partition("?")[2]
    )

    assert page.context["title"] == "We have your registration"
