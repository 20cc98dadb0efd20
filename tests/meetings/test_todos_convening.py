"""Meetings to convene, for who prepares them."""

import datetime as dt

import pytest

from accounts.access import standing
from accounts.models import Body
from events.models import Event
from jobs.models import Job
from meetings.models import Convening
from meetings.todos import convening as todos
from tests.factories.accounts import HolidayFactory, UserFactory
from tests.factories.meetings import meeting, secretariat, speaks_for, with_agenda
from tests.meetings.test_todos_delegations import convened
from tests.queries import counted

pytestmark = pytest.mark.django_db

DISPATCH = dt.date(2024, 5, 13)
MONTH_BEFORE = dt.datetime(2024, 4, 14, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def event():
    """The Board of 29 May 2024, hosted by France; Whit Monday is a day off."""
    found = meeting(first_date=dt.date(2024, 5, 29), title="Board")
    Event.objects.update(host="FR")
    HolidayFactory(date=dt.date(2024, 5, 20))
    return found


def said(by):
    return [(one.what, one.by.date(), one.urgent) for one in todos.for_user(by)]


@pytest.mark.parametrize("who", ["the Secretariat", "the Presidency"])
def test_a_meeting_is_to_be_convened_from_a_month_before_its_last_day_of_dispatch(event, who):
    with_agenda(event)

    def by(at):
        return secretariat(at=at) if who[4] == "S" else speaks_for("FR", role="presidency", at=at)

    asked = ("Convene the meeting: Board", DISPATCH)
    assert said(by(MONTH_BEFORE - 2 * DAY)) == []
    assert said(by(MONTH_BEFORE)) == [(*asked, False)]
    assert said(by(dt.datetime(2024, 5, 13, 21, 59, tzinfo=dt.UTC))) == [(*asked, False)]
    assert said(by(dt.datetime(2024, 5, 13, 22, tzinfo=dt.UTC))) == [(*asked, True)]
    assert said(by(event.starts_at)) == []
    (one,) = todos.for_user(by(MONTH_BEFORE))
    assert (one.url, one.button, one.note) == (
        "/events/2026-05-27-board/convening/",
        "Convene",
        "Last day of dispatch: Monday 13 May 2024",
    )


def test_an_agenda_is_to_be_begun_before_anybody_is_convened(event):
    by = secretariat(at=dt.datetime(2024, 4, 1, 9, tzinfo=dt.UTC))
    begin = ("Begin the agenda: Board", DISPATCH, False)

    assert said(secretariat(at=by.at - 7 * DAY)) == []
    assert said(by) == said(secretariat(at=MONTH_BEFORE)) == [begin]
    assert [one.url for one in todos.for_user(by)] == ["/events/2026-05-27-board/agenda/edit/"]
    with_agenda(event)
    assert said(by) == []


def test_nobody_is_asked_once_it_is_pressed_and_again_where_that_is_stopped(event):
    by = secretariat(at=MONTH_BEFORE)
    with_agenda(event)
    pressed = convened(event, sent_at=None)
    assert said(by) == []
    Convening.objects.filter(pk=pressed.pk).update(stopped_at=MONTH_BEFORE)
    assert len(said(by)) == 1
    Convening.objects.filter(pk=pressed.pk).update(stopped_at=None, sent_at=pressed.starts_at)
    assert said(by) == []


@pytest.mark.parametrize("how", ["given up", "ended by itself"])
def test_what_did_not_leave_is_told_until_somebody_convenes_again(event, how):
    with_agenda(event)
    early = MONTH_BEFORE - 9 * DAY
    fault = {"ended_for": "changed", "stopped_at": early} if how[0] == "e" else {}
    pressed = convened(event, sent_at=None, made_at=early, **fault)
    if not fault:
        Job.objects.filter(pk=pressed.job_id).update(state="failed", ended_at=early)

    (one,) = todos.for_user(secretariat(at=early))

    assert (one.what, one.url, one.button, one.urgent) == (
        "Nobody was told: Board",
        "/events/2026-05-27-board/convening/",
        "See why",
        True,
    )
    again = convened(event, sent_at=None, made_at=early + DAY, edition=2)
    assert said(secretariat(at=early + 2 * DAY)) == []
    again.delete()
    Convening.objects.update(stopped_at=early, stopped_by=secretariat().user, ended_for="")
    assert said(secretariat(at=early + 2 * DAY)) == []


def test_who_was_told_before_was_not_told_of_the_change(event):
    with_agenda(event)
    first = convened(event, made_at=MONTH_BEFORE)
    later = MONTH_BEFORE + DAY
    ended = {"sent_at": None, "stopped_at": later, "ended_for": "changed"}
    convened(event, made_at=later, edition=first.edition + 1, **ended)

    (one,) = todos.for_user(secretariat(at=later))

    assert (one.what, one.button, one.urgent) == (
        "Nobody was told of the change: Board",
        "See why",
        False,
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "seminar"},
        {"state": "cancelled", "cancelled_at": MONTH_BEFORE, "cancel_reason": "Snow."},
        {"host_id": "LV", "first_date": dt.date(2024, 6, 28), "last_date": dt.date(2024, 6, 28)},
    ],
    ids=["no meeting", "cancelled", "far ahead"],
)
def test_what_is_not_to_be_convened_asks_nobody(event, fields):
    for name, value in fields.items():
        setattr(event, name, value)
    event.save()

    assert said(secretariat(at=MONTH_BEFORE)) == []


@pytest.mark.parametrize("words", ["Begin the agenda: Board", "Convene the meeting: Board"])
def test_a_long_notice_is_asked_for_long_before(event, words):
    Body.objects.update(notice_days=60)
    if words.startswith("Convene"):
        with_agenda(event)

    assert said(secretariat(at=dt.datetime(2024, 2, 10, 9, tzinfo=dt.UTC))) == [
        (words, dt.date(2024, 3, 4), False)
    ]


def test_others_are_asked_nothing_and_many_meetings_are_one_query(event):
    meeting(event.body, slug="second", first_date=dt.date(2024, 5, 30), host_id="FR")
    by = secretariat(at=MONTH_BEFORE)

    assert (len(said(by)), counted(lambda: said(by))) == (2, 1)
    for who in (
        speaks_for("LV", at=MONTH_BEFORE),
        speaks_for("LV", role="presidency", at=MONTH_BEFORE),
        standing(UserFactory(), MONTH_BEFORE),
    ):
        assert said(who) == []
