"""The dry run: what is erased when, for the Secretariat and administrators; looking erases nothing."""

import datetime as dt

import pytest
import time_machine

from accounts.enums import Role
from events.enums import State
from events.models import Answer
from tests.events.asking import asks, somebody
from tests.events.organisers import presidency, queries, representative, secretariat, signed_in
from tests.factories.accounts import MandateFactory
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

PAGE = "/events/retention/"
AT = dt.datetime(2026, 4, 3, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


def told(rows):
    return [(one.event.title, one.kept.value, one.number, str(pill.label)) for one, pill in rows]


def test_what_is_due_stands_first_and_looking_erases_nothing():
    past = EventFactory(first_date=dt.date(2026, 3, 2), state=State.HELD, title="Past")
    asks(past)
    somebody(past)
    RegistrationFactory(event=EventFactory(first_date=dt.date(2026, 3, 20), title="Later"))

    context = secretariat().get(PAGE).context

    assert told(context["due"]) == [
        ("Past", "identity", 2, "With the next run"),
        ("Past", "sensitive", 1, "With the next run"),
    ]
    assert [(title, kept) for title, kept, _number, _pill in told(context["ahead"])] == [
        ("Past", "participation"),
        ("Later", "participation"),
    ]
    assert Answer.objects.count() == 5


def test_nothing_is_kept_and_nothing_due():
    assert "Nothing is due." in secretariat().get(PAGE).text


def test_only_the_first_hundred_of_what_follows_are_shown():
    for event in EventFactory.create_batch(101):
        RegistrationFactory(event=event)

    context = secretariat().get(PAGE).context

    assert (len(context["ahead"]), context["more"]) == (100, 1)


def test_an_administrator_sees_it_without_ways_into_events():
    RegistrationFactory(event__title="Seminar")
    administrator = signed_in(MandateFactory(role=Role.ADMINISTRATOR).user)

    texts = [client.get(PAGE).text for client in (administrator, secretariat())]

    assert ["Seminar" in text for text in texts] == [True, True]
    assert ["/control/" in text for text in texts] == [False, True]


def test_it_exists_for_nobody_else():
    assert {client.get(PAGE).status_code for client in (presidency(), representative())} == {404}


def test_queries_do_not_grow_with_rows():
    client = secretariat()
    RegistrationFactory()
    before = queries(lambda: client.get(PAGE))
    for event in EventFactory.create_batch(3):
        RegistrationFactory.create_batch(2, event=event)

    assert queries(lambda: client.get(PAGE)) == before <= 10
