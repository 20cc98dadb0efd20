"""Who sits at the table: by seat and half-day, the chair once, seats and not people."""

import datetime as dt

import pytest

from accounts.models import MemberState, Seat
from events.enums import Group, Presence, RegistrationState
from meetings.day import key_of, table_of
from meetings.enums import DelegationState
from meetings.models import Delegation
from meetings.rules.quorum import Quorum, Sat
from tests.factories.events import AttendanceFactory, RegistrationFactory
from tests.factories.held import DURING, delegate, meeting, there
from tests.queries import counted

pytestmark = pytest.mark.django_db


def sits(table, code):
    return next(row.sits for row in table.rows if row.place.code == code)


def test_a_seat_sits_by_half_day_as_the_best_of_its_delegates():
    event = meeting()
    morning, afternoon = event.sessions.all()
    there(event, "LV", presence=Presence.ABSENT)
    second = delegate(event, "LV", [morning], Presence.ONLINE)
    AttendanceFactory(registration=second, session=afternoon, presence=Presence.UNKNOWN)

    table = table_of(event)

    assert sits(table, "LV") == (Sat.ONLINE, Sat.ABSENT)
    assert sits(table, "PT") == (Sat.AWAITED, Sat.AWAITED)
    assert [key_of(one) for one in table.half_days] == [
        "2024-05-29-morning",
        "2024-05-29-afternoon",
    ]


def test_the_quorum_counts_seats_and_not_people():
    event = meeting()
    there(event, "LV", "PT")
    there(event, "LV")

    assert table_of(event).quorums == (Quorum(2, 27, 14), Quorum(2, 27, 14))


def test_online_counts_where_the_body_says_so():
    event = meeting()
    there(event, "LV", presence=Presence.ONLINE)
    event.body.online_is_present = False

    assert table_of(event).quorums[0].present == 0


def test_a_seat_that_said_nobody_comes_is_excused():
    event = meeting()
    Delegation.objects.create(
        event=event,
        member_state_id="SE",
        state=DelegationState.NOBODY,
        sent_at=DURING,
        sent_as="state",
        changed_at=DURING,
    )

    assert sits(table_of(event), "SE") == (Sat.EXCUSED, Sat.EXCUSED)


def test_the_chair_without_a_seat_sits_there_by_its_members():
    event = meeting()
    Seat.objects.filter(member_state="BE").delete()
    person = RegistrationFactory(event=event, country="BE", group=Group.MEMBER)
    AttendanceFactory(registration=person, session=event.sessions.all()[0])
    RegistrationFactory(event=event, country="BE")

    table = table_of(event)

    chair = next(row for row in table.rows if row.place.chairs)
    assert (chair.place.code, chair.sits[0]) == ("BE", Sat.PRESENT)
    assert [one.registration for one in chair.people] == [person]
    assert table.quorums[0] == Quorum(1, 27, 14)


@pytest.mark.parametrize(
    ("day", "chair"), [(dt.date(2024, 6, 30), "BE"), (dt.date(2024, 7, 1), "HU")]
)
def test_the_chair_follows_the_term_at_midnight_of_the_first_day(day, chair):
    event = meeting(first_date=day)

    assert [row.place.code for row in table_of(event).rows if row.place.chairs] == [chair]


def test_who_has_not_confirmed_or_sits_for_no_place_stands_apart():
    event = meeting()
    named = delegate(event, "LV", state=RegistrationState.NAMED)
    MemberState.objects.create(
        code="NO", iso="NO", name="Norway", order=99, time_zone="Europe/Oslo"
    )
    guest = RegistrationFactory(event=event, country="NO", group=Group.MEMBER)

    table = table_of(event)

    latvia = next(row for row in table.rows if row.code == "LV")
    assert [(one.registration, one.has_confirmed) for one in latvia.people] == [(named, False)]
    assert [one.registration for one in table.others] == [guest]


def test_the_half_day_of_now_runs_or_began_last():
    event = meeting()
    table = table_of(event)
    at = [dt.datetime(2024, 5, 29, hour, tzinfo=dt.UTC) for hour in (6, 9, 11, 13, 20)]

    assert [table.number_at(one) for one in at] == [0, 0, 0, 1, 1]
    assert table.number_of("2024-05-29-afternoon") == 1
    assert table.number_of("yesterday") is None
    event.sessions.all().delete()
    assert table_of(event).number_at(DURING) is None


def test_the_table_takes_six_statements_however_many_people():
    event = meeting()
    there(event, "LV", "PT", "SE", "FI")

    assert counted(lambda: table_of(event).quorums) == 6
