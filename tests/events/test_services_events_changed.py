"""What calendars and people hear of an event that is changed."""

import datetime as dt
import uuid

import pytest

from accounts.access import Standing
from accounts.versions import StaleError
from events import services
from events.enums import Kind
from events.models import Event
from events.services.news import shown
from mail.models import Letter
from tests.events.life import AT, DAY, FIELDS, LATER, letters, seminar_in_brussels
from tests.events.test_services_registrations import come, nobody
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return Standing(user=UserFactory(name="Eilís Ní Bhriain"), at=AT)


@pytest.fixture
def event():
    return seminar_in_brussels()


def test_a_stale_change_is_refused_with_what_is_there(event, officer):
    services.change_event(event, version=event.version, by=officer, at=AT, city="Gent")

    with pytest.raises(StaleError) as refused:
        services.change_event(event, version=event.version, by=officer, at=AT, city="Brugge")

    assert refused.value.theirs.city == "Gent"


def test_a_moved_event_raises_sequence_and_updates_who_is_confirmed(event, officer):
    before = event.uid, event.sequence

    moved = services.change_event(
        event, version=event.version, by=officer, at=LATER, starts_time=dt.time(10)
    )

    assert (moved.uid, moved.sequence, moved.changed_at) == (before[0], before[1] + 1, LATER)
    assert letters() == [
        ("Anna", f"Changed: {event.title}", "REQUEST"),
        ("Berta", f"Changed: {event.title}", ""),
    ]
    letter = Letter.objects.get(name="Anna")
    assert f"UID:{event.uid}" in letter.calendar_text
    assert f"SEQUENCE:{moved.sequence}" in letter.calendar_text
    assert any("New time" in line for line in letter.body["paragraphs"])


@pytest.mark.parametrize(
    ("change", "word"),
    [
        pytest.param({"title": "Another title"}, "The title was", id="renamed"),
        pytest.param({"city": "Gent"}, "New place", id="elsewhere"),
        pytest.param({"zone": "Europe/Helsinki"}, "New time", id="another zone"),
        pytest.param({"date_settled": False}, "New time", id="date not settled any more"),
    ],
)
def test_what_matters_is_mailed(event, officer, change, word):
    services.change_event(event, version=event.version, by=officer, at=LATER, **change)

    assert any(word in line for line in Letter.objects.get(name="Anna").body["paragraphs"])


def test_a_corrected_text_reaches_calendars_but_is_not_mailed(event, officer):
    changed = services.change_event(
        event, version=event.version, by=officer, at=LATER, summary="A corrected text."
    )

    assert (changed.sequence, changed.changed_at) == (event.sequence + 1, LATER)
    assert letters() == []


def test_what_calendars_do_not_show_leaves_sequence_alone(event, officer):
    changed = services.change_event(
        event, version=event.version, by=officer, at=LATER, contact="seminar@example.eu"
    )

    assert (changed.sequence, changed.changed_at) == (event.sequence, event.changed_at)
    assert letters() == []


def test_what_is_over_is_corrected_without_letters(event, officer):
    changed = services.change_event(
        event, version=event.version, by=officer, at=event.ends_at, title="Proceedings"
    )

    assert changed.sequence == event.sequence + 1
    assert letters() == []


def test_one_day_becoming_three_takes_the_old_entry_back(event, officer):
    longer = services.change_event(
        event,
        version=event.version,
        by=officer,
        at=LATER,
        last_date=event.first_date + dt.timedelta(days=2),
    )

    days = list(longer.days.values_list("date", flat=True))
    assert days == [DAY, DAY + dt.timedelta(days=1), DAY + dt.timedelta(days=2)]
    assert letters() == [
        ("Anna", f"Old calendar entry: {event.title}", "CANCEL"),
        ("Anna", f"Changed: {event.title}", "PUBLISH"),
        ("Berta", f"Changed: {event.title}", ""),
    ]
    old, new = Letter.objects.filter(name="Anna").order_by("pk")
    assert f"UID:{event.uid}" in old.calendar_text
    assert "STATUS:CANCELLED" in old.calendar_text
    assert new.calendar_text.count("BEGIN:VEVENT") == 3


def test_three_days_becoming_one_takes_the_days_back(officer):
    event = EventFactory(first_date=DAY, last_date=DAY + dt.timedelta(days=2))
    services.change_event(event, version=1, by=officer, at=AT, contact="x@example.eu")
    come(event, "Anna", at=AT)
    assert Letter.objects.get().calendar_method == "PUBLISH"
    Letter.objects.all().delete()

    services.change_event(
        Event.objects.get(pk=event.pk), version=2, by=officer, at=LATER, last_date=DAY
    )

    assert letters() == [
        ("Anna", f"Old calendar entry: {event.title}", "PUBLISH"),
        ("Anna", f"Changed: {event.title}", "REQUEST"),
    ]
    assert Letter.objects.earliest("pk").calendar_text.count("STATUS:CANCELLED") == 3


def test_withdrawing_from_several_days_takes_each_back(officer):
    event = EventFactory(first_date=DAY, last_date=DAY + dt.timedelta(days=1))
    services.change_event(event, version=1, by=officer, at=AT, contact="x@example.eu")
    anna = come(event, "Anna", at=AT)

    services.withdraw(anna, by=nobody(AT), as_="person", at=AT)

    part = Letter.objects.latest("pk")
    assert (part.calendar_method, part.calendar_text.count("STATUS:CANCELLED")) == ("PUBLISH", 2)


def test_all_day_over_several_days_is_one_entry_everywhere(officer):
    event = services.draft_event(
        once=uuid.uuid4(),
        by=officer,
        at=AT,
        **FIELDS
        | {
            "kind": Kind.FOCUS_DAY,
            "all_day": True,
            "starts_time": None,
            "ends_time": None,
            "last_date": DAY + dt.timedelta(days=1),
        },
    )

    public, *personal = shown(event)

    assert [entry.when for entry in personal] == [public.when]
    assert str(public.when.end_date) == "2026-03-25"
