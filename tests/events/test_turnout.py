"""Which Member States took part in which events of a series."""

import datetime as dt

import pytest

from events.enums import Presence
from events.models import Attendance
from events.turnout import turnout
from tests.events.organisers import states
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db


def present(event, country, presence=Presence.PRESENT):
    registration = RegistrationFactory(event=event, country=country)
    for session in event.sessions.all():
        Attendance.objects.create(
            registration=registration,
            session=session,
            presence=presence,
            minutes=20,
            recorded_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        )


def test_those_present_are_counted_where_that_was_taken_else_those_confirmed():
    states()
    past, ahead = EventFactory(), EventFactory()
    for _ in range(2):
        SessionFactory(event=past)
    present(past, "LV")
    present(past, "LV", Presence.ONLINE)
    present(past, "FR", Presence.ABSENT)
    present(past, "CH", Presence.PARTIAL)
    for country in ("FR", "FR", "FR", "FR", "IE", "INT"):
        RegistrationFactory(event=ahead, country=country)
    RegistrationFactory(event=ahead, country="LV", state="waiting")

    table = turnout([past, ahead])

    assert [
        (one.event, one.attended, one.states, one.people, one.elsewhere) for one in table.columns
    ] == [(past, True, 1, 3, 1), (ahead, False, 2, 6, 1)]
    assert [
        (row.code, [(cell.number, cell.shade) for cell in row.cells], row.events)
        for row in table.rows
    ] == [
        ("FR", [(0, 0), (4, 4)], 1),
        ("IE", [(0, 0), (1, 1)], 1),
        ("LV", [(2, 2), (0, 0)], 1),
    ]


def test_without_events_there_is_nothing_to_show():
    states()

    table = turnout([])

    assert (table.columns, [row.cells for row in table.rows]) == ((), [(), (), ()])


def test_queries_do_not_grow(django_assert_num_queries):
    states()
    events = [EventFactory() for _ in range(5)]

    with django_assert_num_queries(3):
        turnout(events)
