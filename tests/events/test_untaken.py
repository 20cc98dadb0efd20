"""Events that are over and of whose people nobody has said whether they came."""

import datetime as dt

import pytest

from accounts.access import standing
from accounts.enums import Role
from accounts.todos import Todo
from events.enums import Kind, RegistrationState, State
from events.models import AttendanceTerms
from events.todos import for_user
from events.untaken import on_the_board
from tests.factories.accounts import MandateFactory
from tests.factories.events import (
    AttendanceFactory,
    EventFactory,
    RegistrationFactory,
    SessionFactory,
)
from tests.queries import counted

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def office():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AT)


def over(**words):
    """A seminar that was held in February."""
    return EventFactory(
        **{"first_date": dt.date(2026, 2, 20), "title": "Seminar", "state": State.HELD} | words
    )


def said(office):
    return [todo for todo in for_user(office) if not todo.what.startswith("Close what was held")]


def test_office_is_asked_who_was_there(office):
    event = over(slug="2026-02-20-a")
    session = SessionFactory(event=event)
    RegistrationFactory.create_batch(2, event=event)
    RegistrationFactory(event=event, state=RegistrationState.WITHDRAWN)
    known, noted = RegistrationFactory.create_batch(2, event=event)
    AttendanceFactory(registration=known, session=session, presence="absent")
    AttendanceFactory(registration=noted, session=session, presence="unknown", source="")

    assert said(office) == [
        Todo(
            what="Say who was there: Seminar",
            by=None,
            url="/events/2026-02-20-a/attendance/?presence=unknown",
            button="Take attendance",
            note="3 people unknown",
        )
    ]


def test_several_are_one_line(office):
    for number in range(2):
        RegistrationFactory(event=over(slug=f"2026-02-20-{number}"))
    over(title="Nobody came")

    assert [(todo.what, todo.url) for todo in said(office)] == [
        (
            "Attendance was not taken at 2 events",
            "/events/board/?state=held&event=2026-02-20-0&event=2026-02-20-1",
        )
    ]


def test_the_board_that_is_led_to_is_named_by_fifty_at_the_most(office):
    address = on_the_board(EventFactory.build(slug=f"a-{number}") for number in range(60))

    assert (address.count("event="), address.count("state=held")) == (50, 1)


@pytest.mark.parametrize(
    ("fields", "gives", "asked"),
    [
        ({"kind": Kind.EXTERNAL, "report": "They met."}, None, False),
        ({"kind": Kind.EXTERNAL, "report": "They met."}, True, True),
        ({"kind": Kind.TRAINING}, None, True),
        ({"kind": Kind.TRAINING}, False, False),
        ({"kind": Kind.TRAINING, "state": State.CLOSED}, None, False),
    ],
    ids=["none by kind", "given all the same", "given", "not given this time", "closed"],
)
def test_only_what_gives_certificates_asks(office, fields, gives, asked):
    event = over(**fields)
    RegistrationFactory(event=event)
    if gives is not None:
        AttendanceTerms.objects.create(event=event, gives_certificates=gives)

    assert bool(said(office)) is asked


def test_it_takes_no_statement_of_its_own(office):
    RegistrationFactory(event=over())

    assert counted(lambda: for_user(office)) <= 4
