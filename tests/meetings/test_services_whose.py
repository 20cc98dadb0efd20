"""Whose it is to say who is there, to ask silent seats again, and how many places there are."""

import pytest

from accounts.enums import Role
from agendas.services import NotYoursError
from events.enums import Presence
from events.models import Attendance
from mail.models import Letter
from meetings import services
from meetings.day import table_of
from meetings.models import MeetingPlaces
from tests.factories.held import DURING, meeting, somebody, there
from tests.factories.meetings import AT, secretariat, speaks_for
from tests.factories.meetings import meeting as to_come

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    """The table of a meeting to which a delegate of Latvia has come of whom nothing is known."""
    event = meeting()
    there(event, "LV", halves=())
    return table_of(event)


def mark(table, by):
    services.mark(table.people[0], table.half_days[0], presence=Presence.PRESENT, by=by, at=DURING)


def excuse(table, by):
    services.excuse(table.people[0], table.half_days[0], reason="Ill.", by=by, at=DURING)


def mark_rest(table, by):
    services.mark_rest(table, table.half_days[0], by=by, at=DURING)


@pytest.mark.parametrize("deed", [mark, excuse, mark_rest])
def test_who_is_there_is_said_by_who_prepares_the_meeting_alone(table, deed):
    with pytest.raises(NotYoursError):
        deed(table, somebody(Role.NR, code="LV"))
    assert not Attendance.objects.exists()

    deed(table, somebody(Role.PRESIDENCY, code="BE"))

    assert Attendance.objects.exists()


def test_what_was_said_of_many_is_taken_back_by_who_prepares_the_meeting_alone(table):
    mark_rest(table, somebody())
    half = table.half_days[0]

    with pytest.raises(NotYoursError):
        services.unmark_rest(
            table, half, marked_at=DURING, by=somebody(Role.NR, code="LV"), at=DURING
        )

    by = somebody(Role.PRESIDENCY, code="BE")
    assert services.unmark_rest(table, half, marked_at=DURING, by=by, at=DURING) == 1


def test_a_seat_asks_no_other_seat_again():
    event, by = to_come(), speaks_for("LV")
    speaks_for("FR")

    with pytest.raises(NotYoursError):
        services.remind_unnamed(event, ["FR"], by=by, at=AT)
    assert not Letter.objects.exists()

    assert services.remind_unnamed(event, ["FR"], by=secretariat(), at=AT)[:2] == (1, 1)


def test_the_secretariat_alone_says_how_many_places_there_are():
    event = to_come()
    said = {"version": 0, "places": 9, "reimbursed": 9, "at": AT}

    with pytest.raises(NotYoursError):
        services.set_terms(event, by=speaks_for("LV"), **said)
    assert not MeetingPlaces.objects.exists()

    services.set_terms(event, by=secretariat(), **said)

    assert MeetingPlaces.objects.get().places == 9
