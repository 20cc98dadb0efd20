"""Whom an attendance list means, and for how long that is."""

import datetime as dt
from dataclasses import replace

import pytest

from events import matching
from events.attendance_lists import Person
from events.enums import MatchedBy, Presence, RegistrationState, Source
from events.models import AttendanceList
from tests.factories.accounts import UserFactory
from tests.factories.events import (
    AttendanceFactory,
    EventFactory,
    RegistrationFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 2)


def at(hour, minute=0):
    return dt.datetime(2026, 3, 2, hour, minute, tzinfo=dt.UTC)


@pytest.fixture
def event():
    return EventFactory(first_date=DAY, zone="UTC")


def somebody(name, email="", spans=((10, 12),), minutes=None):
    return Person(name, email, tuple((at(begin), at(end)) for begin, end in spans), minutes)


def taken_in(event, *people, session=None):
    return AttendanceList.objects.create(
        event=event,
        session=session,
        file_name="list.csv",
        people=matching.entries(event, people),
        number=len(people),
        taken_in_by=UserFactory(),
        taken_in_at=at(13),
    )


def matched(event, person):
    (entry,) = matching.entries(event, [person])
    return entry["registration"], entry["how"], entry["ignored"]


def test_an_address_decides_before_a_name(event):
    anna = RegistrationFactory(event=event, name="Anna Bērziņa", email="anna@example.eu")
    namesake = RegistrationFactory(event=event, name="Berta Kalniņa", email="berta@example.eu")

    assert matched(event, somebody("Berta Kalnina", "anna@example.eu")) == (
        anna.pk, MatchedBy.ADDRESS, False
    )  # fmt: skip
    assert matched(event, somebody("Berta Kalnina")) == (namesake.pk, MatchedBy.NAME, False)


@pytest.mark.parametrize(
    "name",
    ["Anna Bērziņa", "BERZINA, Anna", "Anna Berzina (Police)", "Police (Anna Bērziņa)"],
)
def test_a_name_is_found_however_it_is_put(event, name):
    anna = RegistrationFactory(event=event, name="Anna Bērziņa")

    assert matched(event, somebody(name)) == (anna.pk, "name", False)


def test_a_name_that_two_people_have_finds_neither(event):
    RegistrationFactory.create_batch(2, event=event, name="Anna Bērziņa")

    assert matched(event, somebody("Anna Bērziņa")) == (None, "", False)


def test_who_has_no_place_or_another_event_is_not_found(event):
    RegistrationFactory(event=event, name="Anna Bērziņa", state=RegistrationState.WAITING)
    RegistrationFactory(name="Cees", email="cees@example.eu")

    assert matched(event, somebody("Anna Bērziņa")) == (None, "", False)
    assert matched(event, somebody("Cees", "cees@example.eu")) == (None, "", False)
    assert matched(event, somebody("", "cees@example.eu")) == (None, "", False)


@pytest.mark.parametrize("role", ["Host", "Co-Host", "Organiser", "Hôte"])
def test_the_host_of_the_meeting_is_left_out_beforehand_unless_registered(event, role):
    anna = RegistrationFactory(event=event, name="Anna Bērziņa")
    office, known = (
        replace(somebody(name), role=role) for name in ("EUCPN Secretariat", "Anna Bērziņa")
    )

    assert matched(event, office) == (None, "", True)
    assert matched(event, known) == (anna.pk, "name", False)


def test_who_presents_is_a_participant_like_others(event):
    assert matched(event, replace(somebody("Zoë"), role="Presenter")) == (None, "", False)


@pytest.mark.parametrize("name", ["Fireflies.ai Notetaker Anna", "read.ai meeting notes"])
def test_what_takes_notes_is_left_out_beforehand(event, name):
    assert matched(event, somebody(name)) == (None, "", True)


def test_minutes_are_those_within_a_session_once(event):
    first = SessionFactory(event=event, starts_time=dt.time(10), ends_time=dt.time(11))
    second = SessionFactory(event=event, starts_time=dt.time(11), ends_time=dt.time(12))
    later = SessionFactory(event=event, starts_time=dt.time(14), ends_time=dt.time(15))
    anna = RegistrationFactory(event=event, name="Anna", email="anna@example.eu")

    seen = matching.checked(
        taken_in(
            event,
            somebody("Anna", spans=((9, 11),)),
            somebody("Anna (phone)", "anna@example.eu", spans=((10, 11), (11, 12))),
        )
    )

    assert [line.minutes for line in seen.lines] == [
        {first.pk: 60, second.pk: 0, later.pk: 0},
        {first.pk: 60, second.pk: 60, later.pk: 0},
    ]
    assert [(one.registration, one.session, one.presence, one.minutes) for one in seen.said] == [
        (anna, first, Presence.ONLINE, 60),
        (anna, second, Presence.ONLINE, 60),
    ]
    assert seen.shown == [first, second]
    assert (seen.open, seen.ignored, seen.contrary) == ([], [], {})


def test_a_bound_holds_where_hours_say_more(event):
    session = SessionFactory(event=event)
    RegistrationFactory(event=event, name="Anna")

    seen = matching.checked(taken_in(event, somebody("Anna", minutes=45)))

    assert seen.lines[0].minutes == {session.pk: 45}


def test_a_list_of_one_session_says_nothing_of_another(event):
    _first, second = (
        SessionFactory(event=event, starts_time=dt.time(hour), ends_time=dt.time(hour + 1))
        for hour in (10, 11)
    )
    RegistrationFactory(event=event, name="Anna")
    found = taken_in(event, somebody("Anna", spans=(), minutes=500), session=second)

    seen = matching.checked(found)

    assert [(one.session, one.minutes) for one in seen.said] == [(second, 60)]


def test_durations_of_a_session_that_was_removed_count_for_no_other(event):
    session = SessionFactory(event=event)
    SessionFactory(event=event)
    RegistrationFactory(event=event, name="Anna")
    found = taken_in(event, somebody("Anna", spans=(), minutes=500), session=session)
    session.delete()
    found.refresh_from_db()

    seen = matching.checked(found)

    assert (seen.said, seen.shown) == ((), [])


def test_of_what_is_known_only_what_differs_is_contrary(event):
    session = SessionFactory(event=event)
    same, other, unknown = (
        RegistrationFactory(event=event, name=name) for name in ("Anna", "Berta", "Cees")
    )
    row = {"session": session, "source": Source.LIST}
    AttendanceFactory(registration=same, presence=Presence.ONLINE, minutes=120, **row)
    AttendanceFactory(registration=other, presence=Presence.PRESENT, **row)
    AttendanceFactory(registration=unknown, presence=Presence.UNKNOWN, session=session, source="")

    seen = matching.checked(taken_in(event, *map(somebody, ("Anna", "Berta", "Cees"))))

    assert len(seen.said) == 3
    assert {key: cell.presence for key, cell in seen.contrary.items()} == {
        (other.pk, session.pk): Presence.PRESENT
    }


def test_who_lost_the_place_since_has_to_be_looked_at_again(event):
    SessionFactory(event=event)
    anna = RegistrationFactory(event=event, name="Anna")
    found = taken_in(event, somebody("Anna"))
    anna.state = RegistrationState.WITHDRAWN
    anna.save()

    seen = matching.checked(found)

    assert ([line.name for line in seen.open], seen.matched, seen.said) == (["Anna"], [], ())


def test_people_with_similar_names_are_suggested_the_most_similar_first(event):
    names = ["Anna Bērziņa", "Anna Kalniņa", "Berta Bērziņa", "Bo Li", "Anna Zariņa", "Cees"]
    people = [RegistrationFactory(event=event, name=name) for name in names]
    seen = matching.checked(
        taken_in(event, somebody("Anna Z. Berzina"), somebody("", "cees@example.org"))
    )

    alike = matching.alike(seen.lines, people)

    assert [[one.name for one in found] for found in alike.values()] == [
        ["Anna Bērziņa", "Anna Kalniņa", "Anna Zariņa"],
        ["Cees"],
    ]
    assert [(line.name, line.email) for line in seen.lines] == [
        ("Anna Z. Berzina", ""),
        ("cees@example.org", ""),
    ]
