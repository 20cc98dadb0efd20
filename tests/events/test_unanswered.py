import datetime as dt

import pytest

from accounts.access import standing
from events import todos, unanswered
from events.enums import State
from events.questions import Question
from events.services import answers
from events.views.registration import own_page
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.questions import asks
from tests.queries import counted

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)
TRAIN = Question("train", "yes_no", "By train?", required=True)
FLIGHT = Question("flight", "text", "Flight?", required=True, stage="confirmed")


def registered(user, *questions, state="confirmed", **fields):
    event = EventFactory(first_date=dt.date(2026, 12, 10), **fields)
    asks(event, *questions)
    registration = RegistrationFactory(event=event, email=user.email, user=user, state=state)
    answers.keep(registration, answers={}, at=AT)
    return registration


def test_who_lacks_an_answer_is_asked_for_it():
    user = UserFactory()
    one = registered(user, TRAIN, title="Seminar")
    registered(user, TRAIN, FLIGHT, title="Platform", details_until=dt.date(2026, 12, 1))
    registered(user, TRAIN, FLIGHT, title="Waiting", state="waiting")

    found = {todo.what: todo for todo in todos.for_user(standing(user, AT))}

    assert set(found) == {
        "One question more: Seminar",
        "2 questions more: Platform",
        "One question more: Waiting",
    }
    todo = found["One question more: Seminar"]
    assert (todo.url, todo.by) == (f"{own_page(one)}details/", one.event.starts_at)
    assert todo.button == "Answer it"
    until = found["2 questions more: Platform"].by
    assert until == dt.datetime(2026, 12, 1, 22, 59, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "fields",
    [
        {"details_until": dt.date(2026, 11, 25)},
        {"state": State.HELD},
        {"state": State.CLOSED},
    ],
)
def test_what_can_no_longer_be_answered_is_nobodys_to_do(fields):
    user = UserFactory()
    registered(user, TRAIN, **fields)

    assert unanswered.for_user(standing(user, AT)) == []


def test_others_and_visitors_have_nothing_to_answer():
    registered(UserFactory(), TRAIN)
    other = standing(UserFactory(), AT)

    assert unanswered.for_user(other) == unanswered.for_user(standing(None, AT)) == []
    assert counted(lambda: unanswered.for_user(other)) == 1


def test_who_was_named_is_asked_whether_to_come():
    user = UserFactory()
    named = registered(user, state="named", title="Board")
    draft = registered(user, state="named", title="Draft").event
    over = EventFactory(first_date=dt.date(2020, 1, 1))
    RegistrationFactory(event=over, email=user.email, state="named")
    draft.state = State.DRAFT
    draft.save()

    (one,) = unanswered.for_user(standing(user, AT))

    assert (one.what, one.button, one.url) == (
        "Say whether you come: Board", "Answer", own_page(named),
    )  # fmt: skip
