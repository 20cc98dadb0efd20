"""Who runs an event, and from when to when."""

import datetime as dt

import pytest

from accounts import seats
from accounts.access import standing
from accounts.days import network_day
from accounts.enums import Role, Visibility
from events.access import horizon, may_edit, run_by
from events.enums import State
from tests.factories.accounts import (
    BodyFactory,
    MandateFactory,
    MemberStateFactory,
    PresidencyTermFactory,
    UserFactory,
)
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("first", "words", "theirs"),
    [
        (dt.date(2026, 6, 1), {}, True),
        (dt.date(2026, 6, 1), {"state": State.DRAFT, "published_at": None}, True),
        (dt.date(2027, 3, 2), {}, True),
        (dt.date(2027, 3, 3), {}, False),
        (dt.date(2025, 12, 1), {"state": State.HELD}, True),
        (dt.date(2025, 12, 1), {"state": State.CLOSED}, False),
        (dt.date(2026, 6, 1), {"visibility": Visibility.RESTRICTED}, False),
        (dt.date(2026, 6, 1), {"host": None}, False),
    ],
    ids=[
        "hosted", "draft", "in twelve months", "a day later", "held", "closed", "restricted",
        "hosted by nobody",
    ],
)  # fmt: skip
def test_presidency_runs_what_it_hosts_for_a_while(first, words, theirs):
    ireland = MemberStateFactory(code="IE")
    user = MandateFactory(role=Role.PRESIDENCY, member_state=ireland).user
    event = EventFactory(**{"first_date": first, "host": ireland} | words)
    team = standing(user, AT)

    answers = (may_edit(team, event), event in run_by(team))

    assert answers == (theirs, theirs)


def test_at_midnight_the_chair_moves_on_and_rights_on_an_event_stay():
    body = BodyFactory(code="BOARD")
    belgium, hungary = (
        PresidencyTermFactory(
            member_state=MemberStateFactory(code=code), starts=starts, ends=ends
        ).member_state
        for code, starts, ends in (
            ("BE", dt.date(2024, 1, 1), dt.date(2024, 6, 30)),
            ("HU", dt.date(2024, 7, 1), dt.date(2024, 12, 31)),
        )
    )
    teams = [
        MandateFactory(role=Role.PRESIDENCY, member_state=state).user
        for state in (belgium, hungary)
    ]
    may = EventFactory(host=belgium, body=body, first_date=dt.date(2024, 5, 29), state=State.HELD)
    autumn = EventFactory(host=hungary, body=body, first_date=dt.date(2024, 11, 13))
    last_second = dt.datetime(2024, 6, 30, 21, 59, 59, tzinfo=dt.UTC)

    def stands(at):
        chairs = seats.chair(body, on=network_day(at)).pk
        runs = [[may_edit(standing(user, at), event) for event in (may, autumn)] for user in teams]
        votes = [sorted(standing(user, at).voting_bodies) for user in teams]
        return chairs, runs, votes

    rights = [[True, False], [False, True]]
    assert stands(last_second) == ("BE", rights, [["BOARD"], []])
    assert stands(last_second + dt.timedelta(seconds=1)) == ("HU", rights, [[], ["BOARD"]])
    may.state = State.CLOSED
    assert not may_edit(standing(teams[0], last_second), may)


def test_secretariat_runs_all_and_others_run_nothing():
    event = EventFactory(visibility=Visibility.RESTRICTED, state=State.CLOSED)
    people = {
        role: standing(MandateFactory(role=role).user, AT)
        for role in (Role.SECRETARIAT, Role.NR, Role.ADMINISTRATOR, Role.PRESIDENCY)
    }
    people["nobody"] = standing(UserFactory(), AT)

    answers = {who: (may_edit(one, event), run_by(one).count()) for who, one in people.items()}

    assert answers == {
        Role.SECRETARIAT: (True, 1),
        Role.NR: (False, 0),
        Role.ADMINISTRATOR: (False, 0),
        Role.PRESIDENCY: (False, 0),
        "nobody": (False, 0),
    }


def test_horizon_of_the_leap_day():
    assert (horizon(dt.date(2024, 2, 29)), horizon(dt.date(2025, 2, 28))) == (
        dt.date(2025, 2, 28),
        dt.date(2026, 2, 28),
    )
