"""The door: who is let in, when, once, and with what words they are not."""

import datetime as dt
import uuid

import pytest

from accounts.steps import NotNowError
from events import badge_codes, services
from events.enums import Mode, QuotaScope, State
from events.models import Attendance, AttendanceTerms, Quota
from events.services import (
    MomentError,
    NotConfirmedError,
    NotOpenError,
    OtherEventError,
    ShortCodeError,
    UnknownCodeError,
)
from journal.models import Entry
from tests.events.at_once import all_at_once
from tests.events.at_the_door import helper, moment, presences, three_sessions
from tests.factories.events import RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return three_sessions()


@pytest.fixture
def person(event):
    return RegistrationFactory(event=event, name="Mārīte")


@pytest.fixture
def by():
    return helper()


def scans(person):
    return {row.session.title: row.scanned_at for row in person.attendances.order_by("session")}


def test_who_comes_is_present_at_the_sessions_of_the_half_day(person, by):
    came = services.check_in(person, by=by, at=moment(9))

    assert [session.title for session in came.sessions] == ["Opening", "Talk"]
    assert (came.registration, came.first_at, came.again) == (person, moment(9), False)
    assert presences(person) == {"Opening": "present", "Talk": "present"}
    row = person.attendances.first()
    assert (row.source, row.scanned_at, row.recorded_at, row.recorded_by) == (
        "scan", moment(9), moment(9), by.user,
    )  # fmt: skip
    assert Entry.objects.get(deed="events.checked_in").facts == {
        "event": "2026-03-02-a",
        "state": "confirmed",
        "sessions": "Opening, Talk",
    }


def test_a_second_scan_says_when_the_first_was_and_changes_nothing(person, by):
    services.check_in(person, by=by, at=moment(9, 10))
    before = list(Attendance.objects.values())

    came = services.check_in(person, by=helper("Other"), at=moment(10, 30))

    assert (came.again, came.first_at) == (True, moment(9, 10))
    assert list(Attendance.objects.values()) == before
    assert Entry.objects.filter(deed="events.checked_in").count() == 1


def test_who_comes_late_has_missed_what_is_over(person, by):
    services.check_in(person, by=by, at=moment(11))

    assert presences(person) == {"Talk": "present"}


def minutes(person):
    return {row.session.title: row.minutes for row in person.attendances.order_by("session")}


def test_who_comes_well_into_a_session_is_there_for_the_rest_of_it(event, person, by):
    came = services.check_in(person, by=by, at=moment(10, 20))

    assert came.late == ((event.sessions.first(), 40),)
    assert presences(person) == {"Opening": "partial", "Talk": "present"}
    assert minutes(person) == {"Opening": 40, "Talk": None}


def test_who_comes_within_fifteen_minutes_is_there_throughout(person, by):
    came = services.check_in(person, by=by, at=moment(10, 15))

    assert (came.late, set(presences(person).values())) == ((), {"present"})


def test_scans_just_before_the_end_count_for_a_minute(person, by):
    for at in (moment(10, 59), moment(11, 59), moment(14, 59)):
        services.check_in(person, by=by, at=at)

    assert minutes(person) == {"Opening": 1, "Talk": None, "Workshop": 1}


def test_a_late_scan_that_was_cut_off_counts_by_its_own_moment(person, by):
    services.check_in(person, by=by, at=moment(14), moment=moment(10, 30))
    again = services.check_in(person, by=by, at=moment(14), moment=moment(10, 30))
    before = minutes(person)
    services.check_in(person, by=by, at=moment(14, 5), moment=moment(9, 30))

    assert [(session.title, number) for session, number in again.late] == [("Opening", 30)]
    assert before == {"Opening": 30, "Talk": None}
    assert minutes(person) == {"Opening": None, "Talk": None}
    assert presences(person) == {"Opening": "present", "Talk": "present"}


def test_what_was_said_by_hand_of_the_minutes_stays_when_somebody_comes_late(event, person, by):
    services.record(person, event.sessions.first(), presence="present", by=by, at=moment(8))

    came = services.check_in(person, by=by, at=moment(10, 50))

    assert (came.late, presences(person)["Opening"]) == ((), "present")


def test_the_afternoon_is_checked_in_for_anew(person, by):
    services.check_in(person, by=by, at=moment(9))

    came = services.check_in(person, by=by, at=moment(12, 30))

    assert (came.again, scans(person)["Workshop"]) == (False, moment(12, 30))


def test_a_scan_that_was_cut_off_counts_from_its_moment_and_once(person, by):
    for _twice in range(2):
        came = services.check_in(person, by=by, at=moment(14), moment=moment(9, 30))
        assert (came.first_at, came.again) == (moment(9, 30), False)

    assert scans(person) == {"Opening": moment(9, 30), "Talk": moment(9, 30)}
    assert Entry.objects.filter(deed="events.checked_in").count() == 1


def test_an_earlier_scan_that_comes_later_becomes_the_first(person, by):
    services.check_in(person, by=by, at=moment(10, 30))

    services.check_in(person, by=by, at=moment(10, 40), moment=moment(9, 45))

    assert scans(person) == {"Opening": moment(9, 45), "Talk": moment(9, 45)}


@pytest.mark.parametrize("scanned", [moment(9) - dt.timedelta(days=1), moment(10, 30)])
def test_a_moment_that_cannot_be_is_refused(person, by, scanned):
    with pytest.raises(MomentError):
        services.check_in(person, by=by, at=moment(10), moment=scanned)


def test_what_was_corrected_by_hand_since_stays(event, person, by):
    opening = event.sessions.first()
    services.record(person, opening, presence="absent", by=by, at=moment(10, 30))

    came = services.check_in(person, by=by, at=moment(11, 30), moment=moment(9, 30))

    assert (came.corrected, came.again) == (True, False)
    assert presences(person) == {"Opening": "absent", "Talk": "present"}


def test_who_was_put_down_as_excused_and_comes_is_present(event, person, by):
    opening, talk, *_rest = event.sessions.all()
    services.record(person, opening, presence="excused", by=by, at=moment(8))
    services.record(person, talk, presence="partial", minutes=10, by=by, at=moment(8))

    services.check_in(person, by=by, at=moment(9, 30))

    assert presences(person) == {"Opening": "present", "Talk": "partial"}
    assert scans(person) == {"Opening": moment(9, 30), "Talk": moment(9, 30)}


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        (moment(8, 59), moment(9)),
        (moment(15), None),
        (moment(12), "open"),
    ],
)
def test_door_says_when_it_opens(event, person, by, at, opens):
    if opens == "open":
        assert services.door(event, at=at).starts_at == moment(13)
        return
    with pytest.raises(NotOpenError) as refused:
        services.check_in(person, by=by, at=at)

    assert refused.value.opens_at == opens
    assert not Attendance.objects.exists()


def test_a_door_that_opens_early_marks_what_runs_and_not_what_is_ahead(event, person, by):
    AttendanceTerms.objects.create(event=event, opens_minutes=240)

    services.check_in(person, by=by, at=moment(10, 5))

    assert presences(person).keys() == {"Opening", "Talk"}


def test_who_is_expected_after_noon_alone_is_let_in_while_the_morning_runs(event, person, by):
    for session in list(event.sessions.all())[:2]:
        Quota.objects.create(event=event, scope=QuotaScope.SESSION, session=session, places=3)
    AttendanceTerms.objects.create(event=event, opens_minutes=120)

    came = services.check_in(person, by=by, at=moment(11, 30))
    undone = services.undo_check_in(person, by=by, at=moment(11, 31))

    assert [session.title for session in came.sessions] == ["Workshop"]
    assert (undone, presences(person)) == (1, {})


def test_the_hour_of_the_door_is_a_setting(event, person, by):
    AttendanceTerms.objects.create(event=event, opens_minutes=30)

    with pytest.raises(NotOpenError) as refused:
        services.check_in(person, by=by, at=moment(9, 29))

    assert refused.value.opens_at == moment(9, 30)


def test_who_is_expected_at_nothing_is_told_so(event, person, by):
    for session in event.sessions.all():
        Quota.objects.create(event=event, scope=QuotaScope.SESSION, session=session, places=3)

    with pytest.raises(NotOpenError) as refused:
        services.check_in(person, by=by, at=moment(9))

    assert refused.value.opens_at is None


def test_at_an_online_event_people_are_online(event, person, by):
    event.mode = Mode.ONLINE
    event.save()

    services.check_in(person, by=by, at=moment(9))

    assert set(presences(person).values()) == {"online"}


@pytest.mark.parametrize("state", ["withdrawn", "waiting", "cancelled", "pending"])
def test_only_who_has_a_place_is_let_in(person, by, state):
    person.state = state
    person.save()

    with pytest.raises(NotConfirmedError) as refused:
        services.check_in(person, by=by, at=moment(9))

    assert refused.value.registration.state == state


def test_nobody_is_let_in_where_the_event_does_not_take_place(event, person, by):
    event.state, event.cancelled_at, event.cancel_reason = State.CANCELLED, moment(8), "Snow."
    event.save()

    with pytest.raises(NotNowError):
        services.check_in(person, by=by, at=moment(9))


def test_a_mistake_is_undone_and_what_was_said_by_hand_stays(event, person, by):
    opening = event.sessions.first()
    services.record(person, opening, presence="present", by=by, at=moment(8))
    services.check_in(person, by=by, at=moment(9))

    numbers = [services.undo_check_in(person, by=by, at=moment(9, 5)) for _twice in range(2)]

    assert numbers == [1, 0]
    assert presences(person) == {"Opening": "present"}
    assert Entry.objects.filter(deed="events.check_in_undone").count() == 1


def test_undoing_the_scan_of_the_wrong_person_puts_back_what_was_said_by_hand(event, person, by):
    opening, talk, _workshop = event.sessions.all()
    services.record(person, opening, presence="excused", note="Flight", by=by, at=moment(8))
    services.record(person, talk, presence="unknown", note="Tell her", by=by, at=moment(8))
    services.check_in(person, by=by, at=moment(9))

    undone = services.undo_check_in(person, by=helper("Aoife"), at=moment(9, 5))

    rows = {row.session.title: row for row in person.attendances.all()}
    assert undone == 2
    assert [
        (row.presence, row.note, row.source, row.scanned_at, row.recorded_at)
        for row in (rows["Opening"], rows["Talk"])
    ] == [
        ("excused", "Flight", "hand", None, moment(9, 5)),
        ("unknown", "Tell her", "", None, None),
    ]
    assert rows["Opening"].recorded_by.name == "Aoife"
    assert rows["Talk"].recorded_by is None


def test_an_excuse_that_was_taken_back_before_the_scan_does_not_return(event, person, by):
    opening = event.sessions.first()
    services.record(person, opening, presence="excused", by=by, at=moment(8))
    services.check_in(person, by=by, at=moment(9))
    services.record(person, opening, presence="unknown", by=by, at=moment(9, 10))
    services.check_in(person, by=by, at=moment(9, 20))

    services.undo_check_in(person, by=by, at=moment(9, 30))

    assert presences(person) == {}


def test_codes_find_their_registration(event, person):
    whole, short = badge_codes.text(person.key), badge_codes.short(person.key)

    assert [services.registration_of(event, typed) for typed in (whole, short.lower())] == [
        person,
        person,
    ]


def test_a_code_that_two_people_share_asks_for_more(event):
    first, second = (
        RegistrationFactory(event=event, key=uuid.UUID(int=number)) for number in (1, 2**20)
    )

    with pytest.raises(ShortCodeError):
        services.registration_of(event, badge_codes.short(first.key))
    assert services.registration_of(event, badge_codes.text(second.key)) == second


@pytest.mark.parametrize("typed", ["AAAA-AAAA", "nonsense", ""])
def test_unknown_codes_are_nobodys(event, typed):
    with pytest.raises(UnknownCodeError):
        services.registration_of(event, typed)


def test_a_code_of_another_event_names_it_and_one_badge_serves_a_bundle(event):
    bundle = uuid.uuid4()
    other = RegistrationFactory()
    board = RegistrationFactory(bundle=bundle)
    here = RegistrationFactory(event=event, bundle=bundle)

    with pytest.raises(OtherEventError) as refused:
        services.registration_of(event, badge_codes.text(other.key))

    assert refused.value.event == other.event
    assert services.registration_of(event, badge_codes.text(board.key)) == here


@pytest.mark.django_db(transaction=True)
def test_two_helpers_scan_one_person_at_once(event, person):
    helpers = [helper(name) for name in ("One", "Two", "Three", "Four")]

    came = all_at_once(
        [
            lambda by=by, minute=minute: services.check_in(person, by=by, at=moment(9, minute))
            for minute, by in enumerate(helpers)
        ]
    )

    assert len(came) == 4
    assert scans(person) == {"Opening": moment(9), "Talk": moment(9)}
