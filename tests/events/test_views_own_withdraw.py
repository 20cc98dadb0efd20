"""Withdrawing on the own page, and taking it back."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse

from events.enums import RegistrationState
from events.models import Event
from events.views.registration import own_page
from mail.models import Letter
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 12, 10)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


def made(**fields):
    return EventFactory(**{"first_date": DAY, "slug": "2026-12-10-seminar", **fields})


def registered(event=None, **fields):
    registration = RegistrationFactory(event=event or made(), **fields)
    Event.objects.filter(pk=registration.event_id).update(arrivals=registration.arrival)
    return registration


def words_of(response):
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def post(client, registration, deed, data=None):
    return client.post(f"{own_page(registration)}{deed}/", data or {})


@pytest.mark.parametrize(
    ("state", "waiting", "said"),
    [
        (
            RegistrationState.CONFIRMED,
            1,
            (
                "The next person moves up at once."
                " Taken back later, you get a place only if one is free."
            ),
        ),
        (RegistrationState.CONFIRMED, 0, "You can undo it on the next page."),
        (RegistrationState.PENDING, 1, "You can undo it on the next page."),
        (
            RegistrationState.WAITING,
            0,
            "You give your position up. Taken back later, you join the end of the queue.",
        ),
    ],
)
def test_withdrawing_promises_no_more_than_it_keeps(client, state, waiting, said):
    event = made()
    QuotaFactory(event=event, places=1)
    mine = registered(event, state=state)
    RegistrationFactory.create_batch(waiting, event=event, state=RegistrationState.WAITING)

    page = client.get(own_page(mine))

    assert page.context["withdrawing"] == said
    assert f"You cannot come after all? {said} Withdraw my registration" in words_of(page)


@pytest.mark.parametrize(
    ("event", "state", "member", "offered"),
    [
        ({}, RegistrationState.CONFIRMED, False, True),
        ({}, RegistrationState.WAITING, False, False),
        ({"visibility": "network"}, RegistrationState.CONFIRMED, False, False),
        ({"visibility": "network"}, RegistrationState.CONFIRMED, True, True),
        ({"first_date": dt.date(2026, 1, 1)}, RegistrationState.CONFIRMED, False, False),
    ],
    ids=["public", "waiting", "closed to a visitor", "open to its reader", "over"],
)
def test_who_comes_and_may_see_the_event_takes_its_date_along(
    client, event, state, member, offered
):
    user = UserFactory()
    mine = registered(made(**event), state=state, email=user.email)
    if member:
        client.force_login(user)

    html = client.get(own_page(mine)).content.decode()

    assert (reverse("calendars:event_ics", args=[mine.event.slug]) in html) == offered
    assert ("In your calendar" in html) == offered


@pytest.mark.parametrize(
    ("deed", "state"),
    [("withdraw", RegistrationState.CONFIRMED), ("restore", RegistrationState.WITHDRAWN)],
)
def test_pressed_twice_it_is_done_once(client, deed, state):
    registration = registered(state=state)

    first, second = (post(client, registration, deed) for _ in range(2))

    assert first["Location"] == second["Location"] == own_page(registration)
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("deed", ["withdraw", "restore"])
def test_what_cannot_be_done_any_more_says_so(client, deed):
    registration = registered(state=RegistrationState.DECLINED)

    answer = post(client, registration, deed)

    assert answer.status_code == 409
    assert "This can no longer be done: below is how it stands." in words_of(answer)


def test_a_withdrawal_is_not_taken_back_where_there_is_a_new_registration(client):
    event = made()
    mine = registered(event, state=RegistrationState.WITHDRAWN)
    registered(event, email=mine.email)

    answer = post(client, mine, "restore")

    assert answer.status_code == 409
    assert "You have registered anew meanwhile" in words_of(answer)
