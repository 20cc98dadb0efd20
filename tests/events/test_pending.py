"""What one event waits for: each said once, with its number and its button."""

import datetime as dt
from collections import Counter

import pytest

from events import pending
from events.enums import Approver, State
from events.models import ChangeRequest, Mailing
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.invitations import InvitationFactory
from tests.factories.mail import LetterFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
BASE = "/events/2026-03-20-a/"


@pytest.fixture
def event():
    return EventFactory(first_date=dt.date(2026, 3, 20), slug="2026-03-20-a")


def todos(event, *, at=AT, **counts):
    return pending.of_event(event, counts=Counter(counts), at=at)


def told(found):
    return [(todo.what, todo.url.removeprefix(BASE), todo.button) for todo in found]


def test_nothing_waits(event, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert todos(event) == []


def test_everything_waits(event, django_assert_num_queries):
    wish = RegistrationFactory(event=event, unanswered=1)
    RegistrationFactory(event=event, unanswered_later=1)
    ChangeRequest.objects.create(registration=wish, what={"country": "FR"}, asked_at=AT)
    InvitationFactory(event=event, state="prepared")
    InvitationFactory.create_batch(2, event=event)
    Mailing.objects.create(event=event, subject="News", text="…", made_at=AT)
    LetterFactory(label="events.registration", key=str(wish.key), state="bounced")
    other = RegistrationFactory(unanswered=1)
    LetterFactory(label="events.registration", key=str(other.key), state="failed")
    InvitationFactory()

    with django_assert_num_queries(3):
        found = todos(event, pending=3, offered=1)

    assert told(found) == [
        (
            "Letters to 1 person did not arrive",
            "/letters/?state=returned&event=2026-03-20-a",
            "See them",
        ),
        ("3 registrations await approval", "registrations/?state=pending", "Look through"),
        ("1 change is asked for", "requests/", "Decide"),
        ("1 offered place is not accepted yet", "registrations/?state=offered", "See who"),
        ("1 invitation is prepared and not sent", "invitations/?state=prepared", "Send"),
        ("2 people invited have not answered", "invitations/?state=silent", "Remind"),
        ("2 people have not answered all questions", "registrations/?missing=on", "See who"),
        ("1 letter is drafted and not sent", "mailings/", "Read it over"),
    ]
    assert found[0].urgent
    assert {todo.by for todo in found if todo.by} == {event.starts_at}


def test_the_silent_are_asked_for_until_registration_closes(event):
    event.registration_closes_at = AT + dt.timedelta(days=2)
    InvitationFactory(event=event)

    before, after = todos(event), todos(event, at=AT + dt.timedelta(days=3))

    assert [before[0].by, after[0].by] == [event.registration_closes_at, event.starts_at]


def test_once_it_has_begun_nobody_is_asked_any_more(event):
    InvitationFactory(event=event)
    RegistrationFactory(event=event, unanswered=1)

    found = todos(event, at=event.starts_at, pending=1)

    assert [(todo.what, todo.by) for todo in found] == [("1 registration awaits approval", None)]


def test_what_the_states_approve_is_not_the_offices_own_work(event):
    event.needs_approval, event.approver = True, Approver.STATE
    event.save()
    for country, number in (("LV", 2), ("FR", 1), ("EU", 1)):
        RegistrationFactory.create_batch(number, event=event, country=country, state="pending")

    found = todos(event, pending=4)

    assert [todo.url.partition("?")[2] for todo in found] == [
        "state=pending&approver=secretariat",
        "state=pending&approver=state",
    ]
    assert [(todo.what, todo.button, todo.note) for todo in found] == [
        ("1 registration awaits approval", "Look through", ""),
        (
            "3 registrations await their National Representatives",
            "See who",
            "You may approve for them.",
        ),
    ]


def test_where_no_approval_is_needed_any_more_the_office_decides_on_who_is_left(event):
    event.approver = Approver.STATE
    RegistrationFactory(event=event, state="pending")

    assert told(todos(event, pending=1)) == [
        ("1 registration awaits approval", "registrations/?state=pending", "Look through")
    ]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.DRAFT, [("It is a draft: nobody sees it yet", "publish/", "See what is missing")]),
        (State.PUBLISHED, []),
        (State.HELD, [("It is over", "close/", "Close")]),
        (State.CLOSED, []),
    ],
)
def test_the_next_step_of_the_event_itself(event, state, expected):
    event.state = state

    assert told(todos(event)) == expected
