"""Sessions move the event's days and calendars, and never stand where clocks show no hour."""

import datetime as dt
import uuid

import pytest

from accounts.access import Standing
from accounts.steps import NotNowError
from events import services
from events.enums import QuotaScope, SpeakerRole, State
from events.models import Event
from events.services.news import shown
from journal.models import Entry
from mail.models import Letter
from tests.events.test_services_registrations import come
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, QuotaFactory, SessionFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(hours=3)
DAY = dt.date(2026, 3, 23)


@pytest.fixture
def officer():
    return Standing(user=UserFactory(name="Eilís Ní Bhriain"), at=AT)


@pytest.fixture
def event():
    """A published seminar in Brussels with Anna confirmed, Berta waiting."""
    event = EventFactory(first_date=DAY)
    QuotaFactory(event=event, scope=QuotaScope.TOTAL, places=1)
    come(event, "Anna", at=AT)
    come(event, "Berta", at=AT)
    Letter.objects.all().delete()
    return event


def letters():
    return list(Letter.objects.order_by("pk").values_list("name", "subject", "calendar_method"))


def test_a_session_moves_the_day_of_an_event_over_several_days(officer):
    event = EventFactory(first_date=DAY, last_date=DAY + dt.timedelta(days=1))
    services.change_event(event, version=1, by=officer, at=AT, contact="x@example.eu")
    come(event, "Anna", at=AT)
    Letter.objects.all().delete()

    session = services.save_session(
        event,
        session=None,
        by=officer,
        at=LATER,
        title="Early start",
        date=DAY,
        starts_time=dt.time(8),
        ends_time=dt.time(12),
        speakers=[
            {"role": SpeakerRole.SPEAKER, "name": "Λευτέρης Παπαδόπουλος", "may_publish": True},
            {"role": SpeakerRole.MODERATOR, "name": "Мария Иванова"},
        ],
    )

    first_day = shown(Event.objects.get(pk=event.pk))[1]
    assert (first_day.when.start_at, first_day.when.end_at) == (session.starts_at, session.ends_at)
    assert list(session.speakers.values_list("order", "name")) == [
        (0, "Λευτέρης Παπαδόπουλος"),
        (1, "Мария Иванова"),
    ]
    assert letters() == [("Anna", f"Changed: {event.title}", "PUBLISH")]

    services.save_session(
        event,
        session=session,
        by=officer,
        at=LATER,
        speakers=[],
        title="Early start, shorter",
    )
    assert list(session.speakers.all()) == []
    services.remove_session(session, by=officer, at=LATER)
    assert list(event.sessions.all()) == []


def test_a_session_on_another_day_or_of_a_closed_event_is_refused(event, officer):
    words = {
        "title": "Elsewhere",
        "starts_time": dt.time(8),
        "ends_time": dt.time(12),
        "speakers": [],
        "by": officer,
        "at": AT,
    }
    with pytest.raises(services.OutsideTheEventError):
        services.save_session(event, session=None, date=DAY + dt.timedelta(days=1), **words)

    session = SessionFactory(event=event)
    Event.objects.filter(pk=event.pk).update(state=State.CLOSED)
    with pytest.raises(NotNowError):
        services.remove_session(session, by=officer, at=AT)


def test_a_new_session_sent_twice_is_one(event, officer):
    form = {
        "uid": uuid.uuid4(),
        "title": "Panel",
        "date": DAY,
        "starts_time": dt.time(10),
        "ends_time": dt.time(11),
    }

    first, again = (
        services.save_session(event, session=None, speakers=[], by=officer, at=AT, **form)
        for _ in range(2)
    )

    assert (again, list(event.sessions.all())) == (first, [first])
    assert Entry.objects.filter(deed="events.programme_changed").count() == 1


def test_another_zone_moves_the_sessions_too(event, officer):
    session = SessionFactory(event=event)
    before = session.starts_at

    services.change_event(
        event, version=event.version, by=officer, at=LATER, zone="Europe/Helsinki"
    )

    session.refresh_from_db()
    assert before - session.starts_at == dt.timedelta(hours=1)


def test_a_zone_in_which_a_session_has_no_hour_is_refused(officer):
    event = EventFactory(
        first_date=dt.date(2027, 3, 28), zone="Africa/Lagos", starts_time=dt.time(1)
    )
    SessionFactory(event=event, starts_time=dt.time(2, 30), ends_time=dt.time(3, 5))

    with pytest.raises(services.HourMissingError):
        services.change_event(event, version=1, by=officer, at=AT, zone="Europe/Brussels")


def test_a_form_of_a_session_that_served_another_event_makes_one_of_its_own(event, officer):
    words = {
        "uid": uuid.uuid4(),
        "title": "Opening",
        "date": DAY,
        "starts_time": dt.time(10),
        "ends_time": dt.time(11),
        "speakers": [],
        "by": officer,
        "at": AT,
    }
    first = services.save_session(event, session=None, **words)

    assert services.save_session(event, session=None, **words).pk == first.pk
    other = services.save_session(EventFactory(first_date=DAY), session=None, **words)
    assert other.uid != first.uid


def test_a_session_of_what_is_managed_elsewhere_keeps_its_day_and_may_have_other_hours(officer):
    event = EventFactory(
        first_date=DAY, last_date=DAY + dt.timedelta(days=1), managed_at="/trainings/requests/x/"
    )
    session = SessionFactory(event=event, date=DAY)
    facts = {"session": session, "speakers": [], "by": officer, "at": AT}

    services.save_session(event, date=DAY, starts_time=dt.time(8), **facts)
    with pytest.raises(services.ManagedElsewhereError):
        services.save_session(event, date=DAY + dt.timedelta(days=1), **facts)
    with pytest.raises(services.ManagedElsewhereError):
        services.remove_session(session, by=officer, at=AT)

    session.refresh_from_db()
    assert (session.date, session.starts_time) == (DAY, dt.time(8))
