"""The list that participants see of each other: who stands on it, who sees it, and until when."""

import datetime as dt

import pytest

from events import participants
from events.enums import State
from events.models import Event
from mail.links import token
from tests.events.organisers import presidency, queries, representative, secretariat, signed_in
from tests.factories.accounts import MemberStateFactory, UserFactory
from tests.factories.events import EventFactory, RegistrationFactory

DAY = dt.date(2026, 5, 31)
LAST = dt.datetime(2026, 6, 30, 21, 59, tzinfo=dt.UTC)


def event_with(**fields):
    return Event(**{"shows_participants": True, "state": State.HELD, "last_date": DAY} | fields)


@pytest.mark.parametrize(
    ("fields", "at", "seen"),
    [
        ({}, LAST, True),
        ({}, LAST + dt.timedelta(minutes=1), False),
        ({"participants_until": dt.date(2026, 7, 1)}, LAST + dt.timedelta(hours=24), True),
        ({"participants_until": DAY}, LAST, False),
        ({"shows_participants": False}, LAST, False),
        ({"state": State.CANCELLED}, LAST, False),
        ({"state": State.DRAFT}, LAST, False),
        ({"state": State.PUBLISHED}, LAST, True),
        ({"state": State.CLOSED}, LAST, True),
    ],
)
def test_seen_while_the_event_says_so_and_thirty_days_after_it(fields, at, seen):
    assert participants.are_seen(event_with(**fields), at=at) is seen


@pytest.fixture
def event(db):
    return EventFactory(
        shows_participants=True, slug="2027-05-28-seminar", host=MemberStateFactory(code="IE")
    )


PAGE = "/events/2027-05-28-seminar/participants/"


def own_page(registration):
    key = token("events:own_registration", registration.key, registration.link_generation)
    return f"/registrations/{key}/participants/"


def names(response):
    return [name for name, _organisation, _country in response.context["rows"]]


def test_only_confirmed_people_who_agreed_stand_there(event):
    me = RegistrationFactory(event=event, name="Me", email="me@example.eu")
    RegistrationFactory(event=event, name="Agrees", list_consent=True, email="secret@example.eu")
    RegistrationFactory(event=event, name="Does not agree")
    RegistrationFactory(event=event, name="Waits", list_consent=True, state="waiting")
    RegistrationFactory(name="Elsewhere", list_consent=True)
    client = signed_in(UserFactory(email="me@example.eu"))

    pages = [client.get(PAGE), client.get(own_page(me))]

    assert [names(page) for page in pages] == [["Agrees"], ["Agrees"]]
    assert "secret@example.eu" not in pages[0].text
    assert "Your own name does not stand here." in pages[0].text
    assert (pages[1]["Referrer-Policy"], pages[1]["Cache-Control"]) == (
        "no-referrer",
        "private, no-store",
    )


def test_the_own_page_leads_there_while_it_is_seen(event, client):
    me = RegistrationFactory(event=event)
    address = own_page(me)
    page = address.removesuffix("participants/")

    before = client.get(page).text
    event.shows_participants = False
    event.save()

    assert [address in text for text in (before, client.get(page).text)] == [True, False]


def test_who_agreed_reads_so(event):
    me = RegistrationFactory(event=event, name="Me", list_consent=True)

    page = signed_in(UserFactory(email=me.email)).get(PAGE)

    assert names(page) == ["Me"]
    assert "Your own name stands here." in page.text


def test_who_runs_the_event_sees_what_they_see(event):
    pages = [client.get(PAGE) for client in (secretariat(), presidency("IE"))]

    assert ["Nobody stands here yet" in page.text for page in pages] == [True, True]


@pytest.mark.parametrize("state", ["waiting", "pending", "offered", "withdrawn", "declined"])
def test_without_a_confirmed_place_there_is_no_list(event, state):
    fields = {"offered_until": LAST} if state == "offered" else {}
    me = RegistrationFactory(event=event, state=state, **fields)
    client = signed_in(UserFactory(email=me.email))

    assert [client.get(page).status_code for page in (PAGE, own_page(me))] == [404, 404]


def test_no_list_for_strangers_for_other_tokens_or_after_its_time(event, client):
    me = RegistrationFactory(event=event)
    other = own_page(RegistrationFactory())
    assert client.get(own_page(me)).status_code == 200

    event.shows_participants = False
    event.save()

    codes = [
        representative("LV").get(PAGE).status_code,
        secretariat().get(PAGE).status_code,
        client.get(own_page(me)).status_code,
        client.get(other).status_code,
        client.get("/registrations/unknown/participants/").status_code,
    ]
    assert codes == [404] * 5
    assert client.get(PAGE).status_code == 302


def test_queries_do_not_grow_with_rows(event):
    me = RegistrationFactory(event=event, list_consent=True)
    client = signed_in(UserFactory(email=me.email))
    before = queries(lambda: client.get(PAGE))
    RegistrationFactory.create_batch(5, event=event, list_consent=True)

    assert queries(lambda: client.get(PAGE)) == before <= 9
