"""Moving a whole event, and what is managed elsewhere."""

import datetime as dt
import uuid

import pytest

from events import services
from events.enums import State
from events.models import Event
from events.rules import NotNowError
from events.services import ManagedElsewhereError, Slot, move_event
from mail.models import Letter
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory
from tests.factories.trainings import secretariat

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 9, 1, 8, tzinfo=dt.UTC)
FIRST = dt.date(2027, 1, 19)
DAY = dt.timedelta(days=1)
ADDRESS = "/trainings/requests/TR-2026-001/"


def two_days(**fields):
    event = EventFactory(first_date=FIRST, last_date=FIRST + DAY, **fields)
    for day in (FIRST, FIRST + DAY):
        SessionFactory(event=event, date=day)
    return event


def slots(event, first):
    by = first - event.first_date
    return {
        one.uid: Slot(one.date + by, one.starts_time, one.ends_time) for one in event.sessions.all()
    }


def move(event, first=FIRST + 7 * DAY, at=AT, **more):
    return move_event(event, slots=slots(event, first), by=secretariat(), at=at, **more)


def test_everything_moves_and_every_entry_keeps_its_uid():
    event = two_days()
    RegistrationFactory(event=event, email="ada@example.eu")
    uids = [str(day.uid) for day in event.days.order_by("date")]
    sessions = [one.uid for one in event.sessions.all()]

    moved = move(event)

    assert (moved.first_date, moved.last_date, moved.uid, moved.sequence) == (
        FIRST + 7 * DAY, FIRST + 8 * DAY, event.uid, event.sequence + 1,
    )  # fmt: skip
    assert [(one.date, str(one.uid)) for one in moved.days.order_by("date")] == [
        (FIRST + 7 * DAY, uids[0]), (FIRST + 8 * DAY, uids[1]),
    ]  # fmt: skip
    assert [(one.uid, one.date) for one in moved.sessions.all()] == [
        (sessions[0], FIRST + 7 * DAY), (sessions[1], FIRST + 8 * DAY),
    ]  # fmt: skip
    (letter,) = Letter.objects.filter(to="ada@example.eu")
    assert letter.calendar_method == "PUBLISH"
    assert all(uid in letter.calendar_text for uid in uids)


def test_days_that_overlap_with_the_old_ones_move_too():
    event = two_days()
    uids = [day.uid for day in event.days.order_by("date")]

    moved = move(event, FIRST + DAY)

    assert [day.uid for day in moved.days.order_by("date")] == uids


def test_the_same_days_again_change_nothing():
    event = two_days()

    moved = move(event, FIRST)

    assert (moved.sequence, moved.version) == (event.sequence, event.version)


@pytest.mark.parametrize(
    ("state", "at"),
    [
        (State.HELD, AT),
        (State.PUBLISHED, dt.datetime(2027, 1, 20, 15, 30, tzinfo=dt.UTC)),
    ],
    ids=["held", "over, and nobody has settled it"],
)
def test_what_is_over_is_not_moved(state, at):
    event = two_days(state=state)

    with pytest.raises(NotNowError):
        move(event, at=at)


@pytest.mark.parametrize("said", [{}, {uuid.uuid4(): Slot(FIRST, dt.time(9), dt.time(10))}])
def test_slots_of_other_sessions_are_refused(said):
    event = two_days()

    with pytest.raises(NotNowError):
        move_event(event, slots=said, by=secretariat(), at=AT)


def test_what_is_managed_elsewhere_is_moved_cancelled_and_revived_there_alone():
    event = two_days(managed_at=ADDRESS)
    by = secretariat()

    with pytest.raises(ManagedElsewhereError):
        move(event)
    with pytest.raises(ManagedElsewhereError):
        services.cancel_event(event, reason="No.", by=by, at=AT)
    with pytest.raises(ManagedElsewhereError):
        services.change_event(event, version=event.version, first_date=FIRST - DAY, by=by, at=AT)
    changed = services.change_event(
        event, version=event.version, title="Another title", by=by, at=AT
    )
    assert move(changed, managed_at=ADDRESS).first_date == FIRST + 7 * DAY
    services.cancel_event(event, reason="Yes.", by=by, at=AT, managed_at=ADDRESS)
    with pytest.raises(ManagedElsewhereError):
        services.revive_event(event, reason="No.", by=by, at=AT)
    assert Event.objects.get().state == State.CANCELLED
