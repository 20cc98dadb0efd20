"""Checking in by oneself, with the code of a session."""

import datetime as dt

import pytest

from accounts.access import Standing
from accounts.steps import NotNowError
from events import attendance, services
from events.enums import Attending, Mode, RegistrationState
from events.models import Attendance, AttendanceTerms
from events.rules.attendance import code_at
from events.services import TooOftenError, WrongCodeError
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


@pytest.fixture
def kiosk(event):
    AttendanceTerms.objects.create(event=event, self_check_in=True)
    return event.sessions.first()


def code_of(session, at):
    return code_at(attendance.secret_of(session), at)


def nobody(at):
    return Standing(user=None, at=at)


def alone(person, code, at):
    return services.check_in_oneself(person, code, by=nobody(at), at=at)


def test_one_checks_in_alone_for_the_session_whose_code_it_is(kiosk, person):
    came = alone(person, code_of(kiosk, moment(10)), moment(10, 6))

    row = Attendance.objects.get()
    assert (came.sessions, came.again) == ((kiosk,), False)
    assert (row.session, row.presence, row.source, row.recorded_by, row.scanned_at) == (
        kiosk, "present", "self", None, moment(10, 6),
    )  # fmt: skip


def test_who_takes_part_online_is_online(event, kiosk, person):
    event.mode = Mode.HYBRID
    event.save()
    person.attending = Attending.ONLINE
    person.save()

    alone(person, code_of(kiosk, moment(10)), moment(10))

    row = Attendance.objects.get()
    assert (row.presence, row.minutes) == ("online", None)


def test_who_checks_in_alone_and_online_late_is_online_for_the_rest(event, kiosk, person):
    event.mode = Mode.ONLINE
    event.save()

    came = alone(person, code_of(kiosk, moment(10, 40)), moment(10, 40))

    row = Attendance.objects.get()
    assert (row.presence, row.minutes, came.late) == ("online", 20, ((kiosk, 20),))


def test_a_code_of_before_or_of_another_session_is_refused_and_written_down(event, kiosk, person):
    talk = event.sessions.all()[1]
    afternoon = event.sessions.last()
    yesterday = moment(10) - dt.timedelta(days=1)

    for code in (code_of(kiosk, yesterday), code_of(afternoon, moment(10)), "123", ""):
        with pytest.raises(WrongCodeError):
            alone(person, code, moment(10))
    with pytest.raises(WrongCodeError):
        alone(person, code_of(kiosk, moment(11)), moment(11))  # it is over

    assert Entry.objects.filter(deed="events.code_missed").count() == 5
    assert alone(person, code_of(talk, moment(11)), moment(11)).sessions == (talk,)


def test_after_ten_wrong_codes_none_is_looked_at_for_ten_minutes(kiosk, person):
    for _number in range(10):
        with pytest.raises(WrongCodeError):
            alone(person, "000000", moment(10))

    with pytest.raises(TooOftenError):
        alone(person, code_of(kiosk, moment(10, 9)), moment(10, 9))
    came = alone(person, code_of(kiosk, moment(10, 10)), moment(10, 10))

    assert came.again is False


def test_alone_only_where_the_event_lets_one_and_the_door_is_open(event, person):
    opening = event.sessions.first()
    told = [services.lets_oneself_in(person, at=moment(9))]
    with pytest.raises(NotNowError):
        alone(person, code_of(opening, moment(9)), moment(9))

    AttendanceTerms.objects.create(event=event, self_check_in=True)
    told += [services.lets_oneself_in(person, at=at) for at in (moment(8), moment(9))]
    person.state = RegistrationState.WITHDRAWN
    told.append(services.lets_oneself_in(person, at=moment(9)))

    assert told == [False, False, True, False]


def test_who_checked_in_alone_is_taken_back_at_the_door_by_helpers_too(kiosk, person, by):
    alone(person, code_of(kiosk, moment(10)), moment(10))
    of_office = services.undo_check_in(person, by=by, at=moment(10, 5))
    alone(person, code_of(kiosk, moment(10, 6)), moment(10, 6))

    of_helpers = services.undo_check_in(person, by=nobody(moment(10, 10)), at=moment(10, 10))

    assert (of_office, of_helpers, presences(person)) == (1, 1, {})


@pytest.mark.django_db(transaction=True)
def test_twenty_guesses_at_once_are_ten(kiosk, person):
    def guess():
        try:
            alone(person, "000000", moment(10))
        except (WrongCodeError, TooOftenError) as refused:
            return type(refused)

    told = all_at_once([guess] * 20)

    assert (told.count(WrongCodeError), told.count(TooOftenError)) == (10, 10)
