"""What is kept how long: from when the clock runs, what falls under which rule, what is due."""

import datetime as dt

import pytest

from events import retention
from events.enums import Kept, State
from events.models import Attendance, Event
from tests.events.asking import asks, somebody
from tests.factories.events import (
    EventFactory,
    ParticipationFactory,
    RegistrationFactory,
    SessionFactory,
    SpeakerFactory,
)
from tests.factories.invitations import InvitationFactory, SuggestionFactory

DAY = dt.timedelta(days=1)
END = dt.datetime(2026, 3, 2, 15, 30, tzinfo=dt.UTC)
"""16:30 in Brussels on the day of ``held``."""


def held(**fields):
    return EventFactory(first_date=dt.date(2026, 3, 2), state=State.HELD, **fields)


def cancelled(at, **fields):
    return EventFactory(
        first_date=dt.date(2026, 3, 2),
        state=State.CANCELLED,
        cancelled_at=at,
        cancel_reason="Flood",
        **fields,
    )


@pytest.mark.parametrize(
    ("fields", "over"),
    [
        ({"state": State.PUBLISHED}, END),
        ({"state": State.HELD}, END),
        ({"state": State.CANCELLED, "cancelled_at": END - 9 * DAY}, END - 9 * DAY),
        ({"state": State.CANCELLED, "cancelled_at": END + DAY}, END),
    ],
)
def test_the_clock_runs_from_the_end_or_from_an_earlier_cancellation(fields, over):
    assert retention.over_at(Event(ends_at=END, **fields)) == over


@pytest.mark.parametrize(
    ("kept", "days"),
    [
        (Kept.SENSITIVE, 30),
        (Kept.IDENTITY, 30),
        (Kept.ABSENT, 365),
        (Kept.CONTACT, 365),
        (Kept.PARTICIPATION, 1826),
        (Kept.SPEAKER, 1826),
    ],
)
@pytest.mark.django_db
def test_due_to_the_second(kept, days):
    event = held()
    off = cancelled(END - 5 * DAY)
    moment = retention.erased_on(kept, event)

    assert moment == END + days * DAY
    assert set(retention.due(kept, at=moment)) == {event, off}
    assert set(retention.due(kept, at=moment - dt.timedelta(seconds=1))) == {off}
    assert set(retention.due(kept, at=moment - 6 * DAY)) == set()


@pytest.fixture
def event(db):
    return held()


@pytest.mark.parametrize(
    ("state", "presences", "kept"),
    [
        ("confirmed", [], Kept.PARTICIPATION),
        ("confirmed", ["unknown"], Kept.PARTICIPATION),
        ("confirmed", ["absent", "present"], Kept.PARTICIPATION),
        ("confirmed", ["online"], Kept.PARTICIPATION),
        ("confirmed", ["absent"], Kept.ABSENT),
        ("confirmed", ["excused", "absent"], Kept.ABSENT),
        ("waiting", [], Kept.ABSENT),
        ("pending", [], Kept.ABSENT),
        ("withdrawn", [], Kept.ABSENT),
        ("declined", [], Kept.ABSENT),
        ("cancelled", [], Kept.ABSENT),
    ],
)
def test_who_took_part_and_who_did_not(event, state, presences, kept):
    row = RegistrationFactory(event=event, state=state)
    for presence in presences:
        Attendance.objects.create(
            registration=row,
            session=SessionFactory(event=event),
            presence=presence,
            recorded_at=None if presence == "unknown" else END,
        )

    assert {
        name for name in (Kept.ABSENT, Kept.PARTICIPATION) if row in retention.registrations(name)
    } == {kept}


def test_nobody_takes_part_in_what_was_cancelled(db):
    row = RegistrationFactory(event=cancelled(END))

    assert list(retention.registrations(Kept.ABSENT)) == [row]


def test_all_holdings_are_told_soonest_first(event, django_assert_num_queries):
    later = EventFactory(first_date=dt.date(2026, 5, 4))
    for one in (event, later):
        asks(one)
        somebody(one)
    RegistrationFactory(event=event, state="withdrawn")
    InvitationFactory(event=event)
    SpeakerFactory(session__event=event, email="a@example.eu")
    SpeakerFactory(session__event=event, email="b@example.eu", may_publish=False)
    SpeakerFactory(session__event=event)
    ParticipationFactory(event=event, contact_name="C")
    ParticipationFactory(event=event, country="FI")
    SuggestionFactory(event=event)
    RegistrationFactory(event=later, erased_at=END, name="", email="")

    with django_assert_num_queries(2):
        found = retention.holdings()

    assert [(one.event, one.kept, one.number) for one in found] == [
        (event, Kept.IDENTITY, 2),
        (event, Kept.SENSITIVE, 1),
        (later, Kept.IDENTITY, 2),
        (later, Kept.SENSITIVE, 1),
        (event, Kept.ABSENT, 2),
        (event, Kept.CONTACT, 3),
        (event, Kept.PARTICIPATION, 1),
        (event, Kept.SPEAKER, 1),
        (later, Kept.PARTICIPATION, 1),
    ]
    assert [one.is_due(END + 30 * DAY) for one in found] == [True, True, *[False] * 7]
