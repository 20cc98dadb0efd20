"""What a host venue is told: numbers that are right, and no name beside a need."""

import datetime as dt

import pytest

from events import venue
from events.blocks import Block, questions
from events.enums import QuotaScope
from events.models import Event
from tests.events.asking import answered, asks
from tests.factories.events import (
    EventFactory,
    QuotaFactory,
    RegistrationFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    event = EventFactory(
        first_date=dt.date(2026, 3, 2),
        title="Seminar",
        address="Rue 1",
        contact="events@example.eu",
        mode="hybrid",
    )
    asks(
        event,
        *(
            question
            for block in (Block.DIET, Block.ACCESS, Block.ARRIVAL)
            for question in questions(block, stage="registration")
        ),
    )
    return event


def tables(event):
    return {sheet.title: sheet.rows for sheet in venue.pack(Event.objects.get(pk=event.pk))}


def test_all_that_a_venue_asks(event):
    morning = SessionFactory(event=event, title="Opening", room="A")
    workshop = SessionFactory(
        event=event, title="Workshop", starts_time=dt.time(14), ends_time=dt.time(15)
    )
    QuotaFactory(event=event, scope=QuotaScope.SESSION, session=workshop, places=9)
    first = answered(
        RegistrationFactory(event=event, group="speaker", name="Anna Canary"),
        diet_consent=True,
        diet=["vegan", "no_nuts"],
        diet_other="Canary: no celery",
        access_consent=True,
        access_needs="Canary: a wheelchair",
        arrival="2026-03-01",
        departure="2026-03-03",
    )
    first.sessions.add(workshop)
    answered(
        RegistrationFactory(event=event, state="offered", offered_until=event.starts_at),
        diet_consent=True,
        diet=["vegan"],
        arrival="2026-03-02",
    )
    answered(RegistrationFactory(event=event), arrival="2026-03-02")
    online = RegistrationFactory(event=event, attending="online")
    online.sessions.add(workshop)
    answered(RegistrationFactory(event=event, state="waiting"), diet_consent=True, diet=["kosher"])

    found = tables(event)

    assert found == {
        "The event": [
            ("Event", "Seminar"),
            ("When", "Monday 2 March 2026, 09:30–16:30 (Brussels)"),
            ("Where", "Brussels, Residence Palace and online"),
            ("Address", "Rue 1"),
            ("Contact", "events@example.eu"),
        ],
        "People expected": [("Participant", 2), ("Speaker", 1), ("All, in person", 3)],
        "By day and session": [
            (morning.date, dt.time(10), dt.time(12), "Opening", "A", 3),
            (workshop.date, dt.time(14), dt.time(15), "Workshop", "", 1),
        ],
        "Arrivals and other days": [
            ("On which day do you arrive?", dt.date(2026, 3, 1), 1),
            ("On which day do you arrive?", dt.date(2026, 3, 2), 2),
            ("On which day do you leave?", dt.date(2026, 3, 3), 1),
        ],
        "Diet and access needs": [
            ("What should the kitchen know?", "Vegan", 2),
            ("What should the kitchen know?", "No nuts", 1),
            ("Other allergies or wishes", "said in own words", 1),
            ("What do you need?", "said in own words", 1),
        ],
    }
    assert "Canary" not in repr(found)


def test_what_is_not_asked_has_no_table():
    assert list(tables(EventFactory())) == ["The event", "People expected"]


def test_queries_do_not_grow(event, django_assert_max_num_queries):
    for _more in range(5):
        answered(RegistrationFactory(event=event), arrival="2026-03-02")
        SessionFactory(event=event)
    fresh = Event.objects.get(pk=event.pk)

    with django_assert_max_num_queries(9):
        venue.pack(fresh)


@pytest.mark.parametrize(
    ("value", "said"),
    [(dt.date(2026, 3, 2), "Mon 2 Mar 2026"), (dt.time(9, 5), "09:05"), (3, "3"), ("A", "A")],
)
def test_cells_as_a_page_shows_them(value, said):
    assert venue.said(value) == said
