"""The list of one's own registrations, and links mailed again."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse

from events import services, words
from events.enums import RegistrationState
from events.models import Event
from events.views.registration import own_page
from mail.models import Letter
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory
from tests.queries import counted

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


def test_my_registrations_are_the_own_ones_alone(client):
    user = UserFactory()
    event = made(title="Ahead")
    QuotaFactory(event=event, places=1)
    RegistrationFactory(event=event, state=RegistrationState.WAITING)
    mine = RegistrationFactory(event=event, email=user.email, state=RegistrationState.WAITING)
    past = RegistrationFactory(
        event=made(slug="2026-01-01-past", title="Past", first_date=dt.date(2026, 1, 1)),
        email=user.email,
    )
    cancelled = made(
        slug="2026-12-12-c", title="Off", state="cancelled", cancelled_at=AT, cancel_reason="Snow"
    )
    RegistrationFactory(event=cancelled, email=user.email)
    client.force_login(user)

    ahead, over = (client.get(reverse("events:mine") + query) for query in ("", "?period=past"))

    said = words_of(ahead)
    assert f'href="{own_page(mine)}"' in ahead.content.decode()
    assert f"Ahead {words.when(event)} · Brussels, Residence Palace You are at position 2" in said
    assert "1–2 of 2" in ahead.text.partition("</section>")[0]
    assert "2026" in over.context["lines"][0]["facts"]
    assert "Your place is confirmed Cancelled" in said
    assert [line["url"] for line in over.context["lines"]] == [own_page(past)]


def test_my_registrations_ask_to_sign_in_and_say_what_will_be_there(client):
    assert client.get("/registrations/")["Location"] == "/accounts/login/?next=/registrations/"
    client.force_login(UserFactory())
    assert "As soon as you register for an event" in words_of(client.get("/registrations/"))
    assert "Events you took part in" in words_of(client.get("/registrations/?period=past"))


def test_statements_of_my_registrations_do_not_grow(client):
    user = UserFactory()
    client.force_login(user)

    def grow(number):
        for event in EventFactory.create_batch(number, first_date=DAY):
            RegistrationFactory(event=event, email=user.email, state=RegistrationState.WAITING)

    grow(1)
    one = counted(lambda: client.get("/registrations/"))
    grow(3)

    assert counted(lambda: client.get("/registrations/")) == one <= 8


def test_links_are_mailed_again_and_the_answer_is_the_same_for_all(client):
    registration = registered()

    known = client.post("/registrations/lost/", {"email": registration.email.upper()})
    unknown = client.post("/registrations/lost/", {"email": "nobody@example.eu"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert Letter.objects.count() == 0
    services.answer_link_requests(at=AT)
    assert [letter.to for letter in Letter.objects.all()] == [registration.email]
    page = client.get(known["Location"])
    assert "If that address is registered" in words_of(page)


def test_a_wrong_address_is_422(client):
    answer = client.post("/registrations/lost/", {"email": "nobody@"})

    assert answer.status_code == 422
    assert answer.context["form"]["email"].value() == "nobody@"


def test_who_is_signed_in_finds_the_own_address_there(client):
    user = UserFactory()
    client.force_login(user)

    assert client.get("/registrations/lost/").context["form"]["email"].value() == user.email
