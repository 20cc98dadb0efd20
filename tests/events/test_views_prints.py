"""What is printed for the day of an event: for whom, of whom, and that it is written down."""

import datetime as dt
import io
from functools import partial

import pytest
import time_machine
from pypdf import PdfReader

from events.enums import Group, Mode
from journal.models import Entry
from tests.events.organisers import presidency, queries, representative, secretariat, states
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db

SLUG = "2027-05-28-seminar"
LISTS = f"/events/{SLUG}/lists/"
AT = dt.datetime(2027, 5, 20, 9, tzinfo=dt.UTC)


@pytest.fixture
def event():
    """An Irish seminar of two days with Anna from Latvia and Zoé, who speaks, from France."""
    _france, ireland, _latvia = states()
    event = EventFactory(
        slug=SLUG,
        title="Seminar",
        host=ireland,
        first_date=dt.date(2027, 5, 28),
        last_date=dt.date(2027, 5, 29),
    )
    RegistrationFactory(event=event, name="Anna")
    RegistrationFactory(event=event, name="Zoé", country="FR", group=Group.SPEAKER)
    return event


def said(response):
    assert response.headers["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def journalled():
    return [
        {key: value for key, value in entry.facts.items() if key != "event"}
        for entry in Entry.objects.filter(deed="events.list_taken").order_by("id")
    ]


def test_the_list_to_sign_is_taken_out_by_day_or_whole(event):
    client = presidency("IE")

    page = client.get(f"{LISTS}signatures/")
    one = client.get(f"{LISTS}signatures.pdf?day=2027-05-29&blank=0")
    whole = client.get(f"{LISTS}signatures.pdf?blank=2")
    client.head(f"{LISTS}signatures.pdf?blank=2")

    assert page.context["people"] == 2
    assert list(page.context["form"].fields["day"].choices) == [
        ("", "All days"),
        ("2027-05-28", "Fri 28 May 2027"),
        ("2027-05-29", "Sat 29 May 2027"),
    ]
    assert ("Friday" in said(one), "Saturday" in said(one)) == (True, True)
    assert said(one).count("Anna") == 1
    assert said(whole).count("Anna") == 2
    assert one.headers["Content-Disposition"] == f'attachment; filename="{SLUG}-signatures.pdf"'
    assert journalled() == [
        {"form": "pdf", "rows": 2, "what": "signatures", "days": ["2027-05-29"]},
        {"form": "pdf", "rows": 2, "what": "signatures", "days": ["2027-05-28", "2027-05-29"]},
    ]


def test_a_single_day_is_not_asked_for(event):
    SessionFactory(event=event)
    client = secretariat()

    page = client.get(f"{LISTS}signatures/")

    assert list(page.context["form"].fields) == ["blank"]
    assert "Anna" in said(client.get(f"{LISTS}signatures.pdf?blank=0"))


@pytest.mark.parametrize("query", ["", "?blank=51", "?blank=x", "?blank=1&day=2027-05-30"])
def test_nonsense_shows_the_form_again(event, query):
    response = secretariat().get(f"{LISTS}signatures.pdf{query}")

    assert (response.status_code, response.context["people"]) == (422, 2)
    assert journalled() == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Anna", "Zoé"]),
        ("?order=country", ["Zoé", "Anna"]),
        ("?country=FR", ["Zoé"]),
        ("?group=speaker", ["Zoé"]),
        ("?text=ann", ["Anna"]),
        ("?text=nobody", []),
        ("?country=XX&order=up&form=huge&group=x", ["Anna", "Zoé"]),
        ("?new=on", ["Anna", "Zoé"]),
    ],
)
def test_badges_are_of_whom_was_chosen(event, query, expected):
    page = secretariat().get(f"{LISTS}badges/{query}")

    assert [person.name for person in page.context["first"]] == expected
    assert page.context["number"] == len(expected)


def test_badges_are_taken_out_and_later_only_the_new_ones(event):
    with time_machine.travel(AT, tick=False):
        client = secretariat()
        first = client.get(f"{LISTS}badges.pdf?form=a6_alone&order=name")
        client.head(f"{LISTS}badges.pdf")
    RegistrationFactory(event=event, name="Late", changed_at=AT + dt.timedelta(minutes=1))
    with time_machine.travel(AT + dt.timedelta(minutes=2), tick=False):
        page = client.get(f"{LISTS}badges/?new=on")
        second = client.get(f"{LISTS}badges.pdf?new=on")
        RegistrationFactory(event=event, name="漢", changed_at=AT)
        warned = client.get(f"{LISTS}badges/")

    assert len(PdfReader(io.BytesIO(first.content)).pages) == 2
    assert [person.name for person in page.context["first"]] == ["Late"]
    assert "Last printed:" in page.content.decode()
    assert "Late" in said(second)
    assert "Anna" not in said(second)
    assert journalled() == [
        {"form": "pdf", "rows": 2, "what": "badges"},
        {"form": "pdf", "rows": 1, "what": "badges"},
    ]
    assert "Some letters cannot be printed" in warned.content.decode()


def test_without_anybody_there_is_nothing_to_print(event):
    client = secretariat()

    response = client.get(f"{LISTS}badges.pdf?text=nobody", follow=True)

    assert response.redirect_chain == [(f"{LISTS}badges/", 302)]
    assert "There is no badge to print." in response.content.decode()
    assert journalled() == []


def test_what_is_printed_is_led_to_where_people_come_in_person(event):
    client = secretariat()

    in_person = client.get(LISTS).content.decode()
    table = client.get(f"/events/{SLUG}/attendance/").content.decode()
    event.mode = Mode.ONLINE
    event.save()
    online = client.get(LISTS).content.decode()

    for address in (f"{LISTS}badges/", f"{LISTS}signatures/"):
        assert address in in_person
        assert address in table
        assert address not in online


def test_prints_are_the_organisers_alone(event):
    for stranger in (representative(), presidency("FR")):
        for page in ("signatures/", "signatures.pdf?blank=0", "badges/", "badges.pdf"):
            assert stranger.get(LISTS + page).status_code == 404


def test_prints_take_as_many_queries_for_one_person_as_for_many(event):
    client = secretariat()
    SessionFactory(event=event)
    addresses = [
        f"{LISTS}{page}"
        for page in ("signatures/", "signatures.pdf?blank=0", "badges/", "badges.pdf")
    ]
    few = [queries(partial(client.get, address)) for address in addresses]
    RegistrationFactory.create_batch(20, event=event)

    many = [queries(partial(client.get, address)) for address in addresses]

    assert many == few
    assert max(few) <= 20
