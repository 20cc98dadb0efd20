"""What is left to do about an event that is over, each with the page where it is done."""

import datetime as dt

import pytest

from events import afterwards
from events.enums import Kind, State
from events.models import AttendanceList, AttendanceTerms
from tests.events.organisers import secretariat
from tests.factories.accounts import UserFactory
from tests.factories.events import (
    AttendanceFactory,
    EventFactory,
    RegistrationFactory,
    SessionFactory,
)
from tests.factories.feedback import FeedbackAskedFactory, FeedbackFormFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 4, 9, tzinfo=dt.UTC)
SLUG = "2026-02-20-a"
BASE = f"/events/{SLUG}/"
UNASKED = ("Nobody was asked yet what it was like", "feedback/", "Ask for feedback")


def over(**words):
    """A seminar that was held in February."""
    facts = {"first_date": dt.date(2026, 2, 20), "slug": SLUG, "state": State.HELD}
    return EventFactory(**facts | words)


def told(event, *, at=AT):
    found = afterwards.of_event(event, at=at)
    return [(todo.what, todo.url.removeprefix(BASE), todo.button) for todo in found]


def a_list(event, **words):
    facts = {"file_name": "webinar.csv", "taken_in_by": UserFactory(), "taken_in_at": AT}
    return AttendanceList.objects.create(event=event, **facts | words)


@pytest.mark.parametrize("state", [State.DRAFT, State.CANCELLED])
def test_what_did_not_take_place_leaves_nothing(state):
    cancelled = {"cancelled_at": AT, "cancel_reason": "Flood"} if state == State.CANCELLED else {}

    assert told(over(state=state, **cancelled)) == []


def test_nothing_is_left_before_the_end():
    event = over()

    assert told(event, at=event.ends_at - dt.timedelta(minutes=1)) == []
    assert told(event, at=event.ends_at) == [UNASKED]


def test_list_that_waits_leads_to_it_and_one_that_was_applied_does_not():
    event = over()
    waiting = a_list(event)
    a_list(event, state="applied", ended_at=AT)

    assert told(event)[0] == (
        "An attendance list is not applied yet: webinar.csv",
        f"attendance/lists/{waiting.key}/",
        "Check it",
    )


def test_those_unknown_at_a_session_that_counts_are_asked_for():
    event = over()
    counting = SessionFactory(event=event)
    SessionFactory(event=event, counts=False)
    known, *_others = RegistrationFactory.create_batch(3, event=event)
    AttendanceFactory(registration=known, session=counting, presence="absent")

    assert told(event)[0] == (
        "Attendance of 2 people is unknown",
        "attendance/?presence=unknown",
        "Take attendance",
    )


def test_without_a_session_everybody_is_unknown():
    event = over()
    RegistrationFactory(event=event)

    assert told(event)[0][0] == "Attendance of 1 person is unknown"


def test_where_no_certificates_are_given_attendance_is_nobodys_duty():
    event = over()
    RegistrationFactory(event=event)
    AttendanceTerms.objects.create(event=event, gives_certificates=False)

    assert told(event) == [UNASKED]


def test_open_feedback_says_how_it_goes_and_until_when():
    event = over()
    form = FeedbackFormFactory(event=event, is_open=True)
    FeedbackAskedFactory(form=form, has_answered=True)
    FeedbackAskedFactory(form=form)

    *_before, todo = afterwards.of_event(event, at=AT)

    assert (todo.what, todo.url, todo.button, todo.note) == (
        "Feedback is open: 1 of 2 answered",
        f"{BASE}feedback/",
        "See how it goes",
        "until Tuesday 17 March 2026, 10:00 (Brussels)",
    )


@pytest.mark.parametrize(
    ("form", "expected"),
    [({}, [UNASKED]), ({"opens_at_end": True}, []), ({"is_closed": True}, [])],
    ids=["draft", "opens by itself", "over"],
)
def test_feedback_that_needs_nobody_is_not_asked_for(form, expected):
    event = over()
    FeedbackFormFactory(event=event, **form)

    assert told(event) == expected


def test_what_others_organise_asks_nobody_what_it_was_like():
    assert told(over(kind=Kind.EXTERNAL)) == []


def test_once_closed_neither_attendance_nor_feedback_begins():
    event = over(state=State.CLOSED)
    RegistrationFactory(event=event)
    a_list(event)

    assert told(event) == []


def test_control_room_names_it_before_the_step_that_closes():
    event = over()
    RegistrationFactory(event=event)

    page = secretariat().get(f"{BASE}control/").text

    assert page.index("Attendance of 1 person is unknown") < page.index("It is over")


def test_page_that_closes_names_what_is_left_with_its_way():
    event = over()
    RegistrationFactory(event=event)

    page = secretariat().get(f"{BASE}close/").text

    assert "Something is left to do" in page
    assert (
        "Attendance of 1 person is unknown: "
        f'<a href="{BASE}attendance/?presence=unknown">Take attendance</a>'
    ) in page


def test_page_that_closes_warns_of_nothing_where_nothing_is_left():
    over(kind=Kind.EXTERNAL)

    assert "Something is left to do" not in secretariat().get(f"{BASE}close/").text
