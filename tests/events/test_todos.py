"""What has to be done about events, by the Secretariat and by members."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.access import Standing, standing
from accounts.enums import Role
from accounts.todos import Todo
from events.enums import Presence, RegistrationState, State
from events.models import ChangeRequest
from events.todos import for_user
from jobs.enums import State as JobState
from tests.events.soon import AT, BEGINS, SOON, soon
from tests.factories.accounts import (
    BodyFactory,
    MandateFactory,
    MemberStateFactory,
    PresidencyTermFactory,
    SeatFactory,
)
from tests.factories.events import (
    AttendanceFactory,
    EventFactory,
    RegistrationFactory,
    SessionFactory,
)
from tests.factories.mailings import JobFactory, MailingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AT)


def test_nothing_for_others_and_nothing_to_do(office):
    soon()

    assert (for_user(Standing(user=None, at=AT)), for_user(office)) == ([], [])


def test_drafts_within_thirty_days(office):
    draft = {"state": State.DRAFT, "published_at": None}
    soon(**draft)
    EventFactory(first_date=dt.date(2026, 4, 2), **draft)

    assert for_user(office) == [
        Todo(
            what="Publish the draft: Seminar",
            by=BEGINS,
            zone="Europe/Brussels",
            url="/events/2026-03-20-a/publish/",
            button="See what is missing",
            note="Friday 20 March 2026, Brussels, Residence Palace",
        )
    ]


def test_what_was_held_is_to_be_closed_in_one_line(office):
    soon(state=State.HELD)
    one = for_user(office)
    EventFactory(state=State.HELD)

    assert [*one, *for_user(office)] == [
        Todo(
            what="Close what was held: Seminar",
            by=None,
            url="/events/2026-03-20-a/close/",
            button="Close",
            note="Friday 20 March 2026, Brussels, Residence Palace",
        ),
        Todo(
            what="Close what was held: 2 events",
            by=None,
            url="/events/board/?state=held",
            button="See them",
        ),
    ]


def test_a_letter_to_many_that_was_given_up(office):
    event = soon()
    mailing = MailingFactory(
        event=event,
        starts_at=AT,
        job=JobFactory(state=JobState.FAILED, started_at=AT, ended_at=AT, last_error="No."),
    )
    MailingFactory(event=event)

    assert for_user(office) == [
        Todo(
            what="A letter to many does not go on: Seminar",
            by=None,
            url=f"/events/2026-03-20-a/mailings/{mailing.key}/",
            button="See why",
            note="Friday 20 March 2026",
            urgent=True,
        )
    ]


def test_two_queries_however_much_there_is_to_do(office):
    assert office.is_secretariat
    for event in [soon(), EventFactory(first_date=SOON), EventFactory(first_date=SOON)]:
        RegistrationFactory(event=event, state=RegistrationState.PENDING)

    with CaptureQueriesContext(connection) as seen:
        found = for_user(office)

    assert (len(found), len(seen)) == (3, 2)


def test_a_member_is_asked_to_say_whether_to_come_to_what_the_body_holds_for_itself():
    latvia = MemberStateFactory(code="LV")
    board = BodyFactory(code="BOARD")
    SeatFactory(body=board, member_state=latvia)
    person = MandateFactory(role=Role.NR, member_state=latvia).user
    ahead = {"body": board, "visibility": "body", "first_date": AT.date() + dt.timedelta(days=9)}
    study = EventFactory(kind="seminar", title="Study day", **ahead)
    meeting = EventFactory(kind="meeting", title="Board meeting", **ahead)
    EventFactory(first_date=AT.date() + dt.timedelta(days=9))

    (todo,) = for_user(standing(person, AT))
    assert (todo.what, todo.url, todo.by) == (
        "Say that you come: Study day",
        study.get_absolute_url(),
        study.starts_at,
    )
    team = MandateFactory(role=Role.PRESIDENCY, member_state=latvia).user
    assert [todo.url for todo in for_user(standing(team, AT))] == [
        study.get_absolute_url(),
        meeting.get_absolute_url(),
    ]

    RegistrationFactory(event=study, email=person.email, state="withdrawn")
    assert for_user(standing(person, AT)) == []


def test_the_team_that_hosts_an_event_is_not_asked_whether_it_comes():
    board = BodyFactory(code="BOARD")
    for code in ("LV", "FR"):
        SeatFactory(body=board, member_state=MemberStateFactory(code=code))
    for host in ("LV", "FR"):
        EventFactory(
            kind="seminar", title=f"Hosted by {host}", body=board, visibility="body",
            host_id=host, first_date=AT.date() + dt.timedelta(days=9),
        )  # fmt: skip
    latvia = MemberStateFactory(code="LV")
    team = MandateFactory(role=Role.PRESIDENCY, member_state=latvia).user

    def asked():
        return sorted(todo.what for todo in for_user(standing(team, AT)))

    theirs, own = "Say that you come: Hosted by FR", "Say that you come: Hosted by LV"
    assert asked() == [theirs]
    MandateFactory(user=team, role=Role.NR, member_state=latvia)
    assert asked() == [theirs, own]


def test_the_team_is_not_asked_about_what_comes_after_its_term():
    latvia = MemberStateFactory(code="LV")
    board = BodyFactory(code="BOARD")
    SeatFactory(body=board, member_state=latvia)
    PresidencyTermFactory(
        member_state=latvia,
        starts=AT.date() - dt.timedelta(days=30),
        ends=AT.date() + dt.timedelta(days=9),
    )
    for days in (9, 10):
        EventFactory(
            kind="meeting", title=f"In {days} days", body=board, visibility="body",
            first_date=AT.date() + dt.timedelta(days=days),
        )  # fmt: skip
    team = MandateFactory(role=Role.PRESIDENCY, member_state=latvia).user

    assert [todo.what for todo in for_user(standing(team, AT))] == ["Say that you come: In 9 days"]


def test_wishes_for_a_change_until_the_event_is_over(office):
    event = soon()
    for _number in range(2):
        registration = RegistrationFactory(event=event)
        ChangeRequest.objects.create(registration=registration, what={}, asked_at=AT)
    ChangeRequest.objects.create(
        registration=registration, what={}, asked_at=AT, state="granted", decided_at=AT
    )

    assert for_user(office) == [
        Todo(
            what="Seminar: 2 wishes for a change to decide",
            by=BEGINS,
            zone="Europe/Brussels",
            url="/events/2026-03-20-a/requests/",
            button="Decide",
        )
    ]
    over = standing(office.user, event.ends_at)
    assert for_user(over) == []


def test_who_comes_in_today_is_counted_and_stands_first(office):
    event = EventFactory(
        first_date=AT.date(), title="Seminar", slug="2026-03-02-a", starts_time=dt.time(10, 30)
    )
    first, second = (SessionFactory(event=event, title=title) for title in ("Opening", "Talk"))
    came, other, _third = RegistrationFactory.create_batch(3, event=event)
    RegistrationFactory(event=event, state=RegistrationState.WAITING)
    for session in (first, second):
        AttendanceFactory(registration=came, session=session)
    AttendanceFactory(registration=other, session=first, presence=Presence.ABSENT)
    MailingFactory(
        event=event,
        starts_at=AT,
        job=JobFactory(state=JobState.FAILED, started_at=AT, ended_at=AT, last_error="No."),
    )

    todo, *_rest = for_user(office)

    assert todo == Todo(
        what="Today at 10:30: Seminar",
        by=None,
        url="/events/2026-03-02-a/check-in/",
        button="Check-in",
        note="1 of 3 in",
        urgent=True,
    )


@pytest.mark.parametrize(
    "words",
    [
        {"first_date": AT.date() + dt.timedelta(days=1)},
        {"starts_time": dt.time(7), "ends_time": dt.time(9), "zone": "Europe/Brussels"},
        {"state": State.CANCELLED, "cancelled_at": AT, "cancel_reason": "Snow."},
    ],
    ids=["tomorrow", "over", "cancelled"],
)
def test_nobody_comes_in_on_another_day_nor_where_it_is_over(office, words):
    EventFactory(**{"first_date": AT.date(), "slug": "2026-03-02-a"} | words)

    assert for_user(office) == []
