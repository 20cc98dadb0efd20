"""What is recorded of who was there: singly, in one go, taken back."""

import datetime as dt

import pytest
from django.db import IntegrityError

from accounts import versions
from accounts.access import standing
from accounts.enums import Role
from accounts.steps import NotNowError
from events import attendance, services
from events.attendance import Said
from events.enums import Attending, Kind, Mode, Presence, QuotaScope, RegistrationState, State
from events.models import Attendance, AttendanceTerms, Quota, Session
from events.services import NotConfirmedError
from journal.models import Entry
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 2)
AT = dt.datetime(2026, 3, 2, 10, 30, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(minutes=5)


@pytest.fixture
def office():
    return standing(MandateFactory(role=Role.SECRETARIAT, user=UserFactory(name="Eilís")).user, AT)


@pytest.fixture
def event():
    return EventFactory(
        slug="2026-03-02-a", title="Seminar", first_date=DAY, zone="UTC",
        starts_time=dt.time(9), ends_time=dt.time(16),
    )  # fmt: skip


@pytest.fixture
def opening(event):
    return SessionFactory(event=event, title="Opening", starts_time=dt.time(10))


def said(row):
    return (row.presence, row.minutes, row.note, row.source, row.recorded_at, row.scanned_at)


def test_one_person_at_one_session_is_recorded_and_written_down(event, opening, office):
    person = RegistrationFactory(event=event)

    services.record(
        person, opening, presence="partial", minutes=45, note="The train.", by=office, at=AT
    )

    row = Attendance.objects.get()
    assert said(row) == ("partial", 45, "The train.", "hand", AT, None)
    assert (row.registration, row.session, row.recorded_by) == (person, opening, office.user)
    entry = Entry.objects.get(deed="events.attendance_recorded")
    assert (entry.key, entry.facts) == (
        str(person.key),
        {"event": event.slug, "state": "confirmed", "said": "Opening: partial"},
    )


def test_what_stood_there_gives_way_and_the_first_scan_stays(event, opening, office):
    person = RegistrationFactory(event=event)
    Attendance.objects.create(
        registration=person, session=opening, presence="present", source="scan",
        recorded_at=AT, scanned_at=AT,
    )  # fmt: skip

    services.record(person, opening, presence="excused", minutes=3, by=office, at=LATER)
    excused = Attendance.objects.get()
    services.record(person, opening, presence="unknown", note="Asked.", by=office, at=LATER)

    assert said(excused) == ("excused", None, "", "hand", LATER, AT)
    assert said(Attendance.objects.get()) == ("unknown", None, "Asked.", "", None, AT)


@pytest.mark.parametrize("state", sorted(set(RegistrationState) - {RegistrationState.CONFIRMED}))
def test_who_has_no_place_has_no_attendance(event, opening, office, state):
    until = AT if state == RegistrationState.OFFERED else None
    person = RegistrationFactory(event=event, state=state, offered_until=until)

    with pytest.raises(NotConfirmedError) as refused:
        services.record(person, opening, presence="present", by=office, at=AT)

    assert refused.value.registration == person
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("state", [State.DRAFT, State.CANCELLED, State.CLOSED])
def test_nothing_is_recorded_where_the_event_does_not_stand(opening, office, state):
    event = opening.event
    person = RegistrationFactory(event=event)
    event.state = state
    cancelled = state == State.CANCELLED
    event.cancelled_at, event.cancel_reason = (AT, "Snow.") if cancelled else (None, "")
    event.save()

    for deed in (
        lambda: services.record(person, opening, presence="present", by=office, at=AT),
        lambda: services.record_many(event, [], source="list", by=office, at=AT),
        lambda: services.undo_fill(event, opening, recorded_at=AT, by=office, at=AT),
    ):
        with pytest.raises(NotNowError):
            deed()


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"presence": "present"}, "attendance_unknown_or_recorded_at_a_moment"),
        ({"presence": "unknown", "recorded_at": AT}, "attendance_unknown_or_recorded_at_a_moment"),
        ({"presence": "partial", "recorded_at": AT}, "attendance_partial_has_its_minutes"),
    ],
)
def test_the_database_refuses_what_must_never_be(event, opening, fields, name):
    person = RegistrationFactory(event=event)

    with pytest.raises(IntegrityError, match=name):
        Attendance.objects.create(registration=person, session=opening, **fields)


def test_the_database_refuses_a_second_row(event, opening):
    person = RegistrationFactory(event=event)
    Attendance.objects.create(registration=person, session=opening)

    with pytest.raises(IntegrityError):
        Attendance.objects.create(registration=person, session=opening)


def test_many_are_recorded_in_one_go_over_what_stood_there(event, opening, office):
    first, second = RegistrationFactory.create_batch(2, event=event)
    services.record(first, opening, presence="absent", by=office, at=AT)

    number = services.record_many(
        event,
        [Said(first, opening, "online", 30), Said(second, opening, "present")],
        source="list",
        by=office,
        at=LATER,
        file="zoom.csv",
    )

    rows = Attendance.objects.order_by("registration")
    assert number == 2
    assert [said(row) for row in rows] == [
        ("online", 30, "", "list", LATER, None),
        ("present", None, "", "list", LATER, None),
    ]
    assert Entry.objects.filter(key=str(event.uid)).get().facts == {
        "event": event.slug,
        "entries": 2,
        "source": "list",
        "file": "zoom.csv",
    }


def test_a_session_is_filled_for_all_of_whom_nothing_is_known(event, opening, office):
    Attendance.objects.all().delete()
    there, noted, online, excused = RegistrationFactory.create_batch(4, event=event)
    online.event.mode = Mode.HYBRID
    online.event.save()
    online.attending = Attending.ONLINE
    online.save()
    RegistrationFactory(event=event, state=RegistrationState.WITHDRAWN)
    services.record(excused, opening, presence="excused", by=office, at=AT)
    services.record(noted, opening, presence="unknown", note="Late?", by=office, at=AT)

    number = services.fill(event, opening, presence=Presence.PRESENT, by=office, at=LATER)

    assert number == 3
    assert {row.registration: row.presence for row in Attendance.objects.all()} == {
        there: "present",
        noted: "present",
        online: "online",
        excused: "excused",
    }
    assert noted.attendances.get().note == "Late?"

    services.undo_fill(event, opening, recorded_at=LATER, by=office, at=LATER)
    assert said(noted.attendances.get()) == ("unknown", None, "Late?", "", None, None)
    assert Attendance.objects.count() == 2


def test_what_was_filled_is_taken_back_but_for_what_was_corrected_since(event, opening, office):
    _first, second = RegistrationFactory.create_batch(2, event=event)
    services.fill(event, opening, presence=Presence.ABSENT, by=office, at=AT)
    services.record(second, opening, presence="present", by=office, at=LATER)

    numbers = [
        services.undo_fill(event, opening, recorded_at=AT, by=office, at=LATER)
        for _twice in range(2)
    ]

    assert numbers == [1, 0]
    assert [row.registration for row in Attendance.objects.all()] == [second]
    assert Entry.objects.get(deed="events.attendance_undone").facts == {
        "event": event.slug,
        "entries": 1,
        "session": "Opening",
    }


def test_nobody_is_put_down_for_a_session_that_has_not_begun(event, opening, office):
    with pytest.raises(NotNowError):
        services.fill(
            event, opening, presence="present", by=office, at=opening.starts_at - dt.timedelta(1)
        )


def test_who_chose_another_workshop_is_not_expected_at_this_one(event, office):
    here, there = (
        SessionFactory(event=event, title=title, starts_time=dt.time(10)) for title in ("A", "B")
    )
    for session in (here, there):
        Quota.objects.create(event=event, scope=QuotaScope.SESSION, session=session, places=9)
    one, other = RegistrationFactory.create_batch(2, event=event)
    one.sessions.add(here)
    other.sessions.add(there)

    services.fill(event, here, presence=Presence.PRESENT, by=office, at=AT)

    rows = attendance.table(event).rows
    assert [[(cell.presence, cell.expected) for cell in row.cells] for row in rows] == [
        [("present", True), ("unknown", False)],
        [("unknown", False), ("unknown", True)],
    ]
    assert [[cell.session for cell in row.expected] for row in rows] == [[here], [there]]
    assert attendance.unknown(event, [here, there]) == {here.pk: 0, there.pk: 1}


def test_filling_takes_as_many_statements_for_many_as_for_one(event, opening, office):
    RegistrationFactory(event=event)
    one = counted(lambda: services.fill(event, opening, presence="present", by=office, at=AT))
    RegistrationFactory.create_batch(5, event=event)

    many = counted(lambda: services.fill(event, opening, presence="present", by=office, at=LATER))

    assert (many, Attendance.objects.count()) == (one, 6)


def test_figures_count_who_has_a_place(event, opening, office):
    people = RegistrationFactory.create_batch(3, event=event)
    for person, presence in zip(people, ["present", "present", "unknown"], strict=True):
        services.record(person, opening, presence=presence, by=office, at=AT)
    withdrawn = RegistrationFactory(event=event)
    services.record(withdrawn, opening, presence="present", by=office, at=AT)
    withdrawn.state = RegistrationState.WITHDRAWN
    withdrawn.save()

    assert attendance.figures(event) == {opening.pk: {"present": 2}}
    assert list(attendance.lacking(event, [opening])) == [people[2]]
    assert attendance.unknown(event, [opening]) == {opening.pk: 1}
    assert list(attendance.lacking(event, [])) == []


def test_who_is_unknown_at_any_session_that_counts_is_found_at_once(event, opening, office):
    workshop = SessionFactory(event=event)
    SessionFactory(event=event, counts=False)
    Quota.objects.create(event=event, session=workshop, scope=QuotaScope.SESSION, places=10)
    people = RegistrationFactory.create_batch(3, event=event)
    people[1].sessions.add(workshop)

    def found():
        return list(attendance.unknown_at_all(event))

    assert found() == people
    for person in people[:2]:
        services.record(person, opening, presence="absent", by=office, at=AT)
    assert found() == people[1:]
    services.record(people[1], workshop, presence="present", by=office, at=AT)
    assert found() == people[2:] == list(attendance.lacking(event, [opening, workshop]))


def test_a_cell_knows_whether_its_session_has_begun_and_is_over(event, opening, office):
    person = RegistrationFactory(event=event)
    services.record(person, opening, presence="partial", minutes=30, by=office, at=AT)
    (cell,) = attendance.of_person(person)
    begins, ends = opening.starts_at, opening.ends_at
    a_second = dt.timedelta(seconds=1)

    assert (cell.minutes, cell.scheduled) == (30, 120)
    assert [cell.has_begun(at) for at in (begins - a_second, begins)] == [False, True]
    assert [cell.is_over(at) for at in (ends - a_second, ends)] == [False, True]


def test_a_session_added_later_is_unknown(event, opening, office):
    person = RegistrationFactory(event=event)
    services.record(person, opening, presence="present", by=office, at=AT)
    SessionFactory(event=event, title="Closing", starts_time=dt.time(13), ends_time=dt.time(14))

    cells = attendance.of_person(person)

    assert [(cell.presence, cell.minutes) for cell in cells] == [
        ("present", None),
        ("unknown", None),
    ]


def test_terms_are_the_usual_until_somebody_changes_them(event, office):
    before = attendance.terms_of(event)

    services.set_terms(event, version=0, share=90, excused="left_out", by=office, at=AT)

    after = attendance.terms_of(event)
    assert (before.pk, before.version, before.share, before.gives_certificates) == (
        None, 0, 80, True,
    )  # fmt: skip
    assert (after.version, after.share, after.excused, after.opens_minutes) == (
        1, 90, "left_out", 60,
    )  # fmt: skip
    assert Entry.objects.get(deed="events.attendance_terms").facts == {
        "event": event.slug,
        "share": 90,
        "excused": "left_out",
    }


@pytest.mark.parametrize("stored", [False, True])
def test_stale_terms_are_refused(event, office, stored):
    if stored:
        services.set_terms(event, version=0, share=90, by=office, at=AT)

    with pytest.raises(versions.StaleError):
        services.set_terms(event, version=0 if stored else 1, share=70, by=office, at=AT)

    assert list(AttendanceTerms.objects.values_list("share", flat=True)) == ([90] if stored else [])


@pytest.mark.parametrize(
    ("kind", "gives"),
    [(Kind.MEETING, False), (Kind.EXTERNAL, False), (Kind.TRAINING, True), (Kind.WEBINAR, True)],
)
def test_meetings_and_external_meetings_give_no_certificates_by_themselves(kind, gives):
    event = EventFactory.build(kind=kind)
    event.pk = 0

    assert attendance.terms_of(event).gives_certificates is gives


def test_a_session_a_day_is_laid_out_once(office):
    event = EventFactory(
        title="Training", first_date=DAY, last_date=DAY + dt.timedelta(days=1), zone="UTC"
    )

    numbers = [services.lay_out_days(event, by=office, at=AT) for _twice in range(2)]

    assert numbers == [2, 0]
    assert list(Session.objects.values_list("title", "date", "starts_time", "ends_time")) == [
        (f"Day {number}", day, dt.time(9, 30), dt.time(16, 30))
        for number, day in enumerate((DAY, DAY + dt.timedelta(days=1)), start=1)
    ]


def test_the_one_day_is_called_as_the_event(event, office):
    services.lay_out_days(event, by=office, at=AT)

    assert Session.objects.get().title == "Seminar"


def test_an_event_without_hours_has_no_day_to_lay_out(office):
    event = EventFactory(all_day=True, starts_time=None, ends_time=None)

    with pytest.raises(NotNowError):
        services.lay_out_days(event, by=office, at=AT)
