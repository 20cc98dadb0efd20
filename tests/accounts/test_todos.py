"""What the Secretariat has to do about terms and letters."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.access import standing
from accounts.enums import Role
from accounts.todos import Todo, for_user
from mail.models import Reply
from tests.factories.accounts import MandateFactory, PresidencyTermFactory
from tests.factories.mail import LetterFactory

pytestmark = pytest.mark.django_db

AT = datetime(2024, 5, 29, 10, tzinfo=UTC)
TERM = {
    "what": "Enter the next Presidency term",
    "url": "/terms/add/",
    "button": "Enter",
    "note": "Beyond the last known term there is no chair.",
}


@pytest.fixture
def secretariat():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AT)


def test_others_have_nothing_to_do_and_ask_nothing():
    representative = standing(MandateFactory().user, AT)

    with CaptureQueriesContext(connection) as queries:
        assert for_user(representative) == []

    assert len(queries) == 0


@pytest.mark.parametrize(
    ("ends", "due"), [(date(2025, 5, 29), True), (date(2025, 5, 30), False)], ids=["a year", "more"]
)
def test_the_next_term_is_asked_for_a_year_ahead(secretariat, ends, due):
    PresidencyTermFactory(ends=ends)

    todos = for_user(secretariat)

    assert bool(todos) is due


def test_the_term_is_due_when_the_last_known_one_ends(secretariat):
    PresidencyTermFactory()

    assert for_user(secretariat) == [Todo(by=datetime(2024, 6, 30, 21, 59, 59, tzinfo=UTC), **TERM)]


def test_with_no_term_at_all_it_is_urgent(secretariat):
    assert for_user(secretariat) == [Todo(by=None, urgent=True, **TERM)]


@pytest.mark.parametrize(
    ("count", "what", "note"),
    [
        (1, "1 letter did not arrive", "a4@example.eu"),
        (4, "4 letters did not arrive", "a4@example.eu, a3@example.eu, a2@example.eu …"),
    ],
)
def test_letters_that_came_back_are_one_thing_to_do(secretariat, count, what, note):
    PresidencyTermFactory(ends=date(2030, 6, 30))
    for number in range(5 - count, 5):
        LetterFactory(to=f"a{number}@example.eu", state="bounced", sent_at=AT)

    (todo,) = for_user(secretariat)

    assert (todo.what, todo.note, todo.urgent, todo.by) == (what, note, True, None)


def doubtful(**fields):
    return Reply.objects.create(
        provider="postmark",
        calendar="",
        received_at=AT,
        settled_at=AT,
        verdict="stranger",
        **fields,
    )


@pytest.mark.parametrize(
    ("count", "what"),
    [
        (1, "1 answer from a calendar fits nobody"),
        (2, "2 answers from calendars fit nobody"),
    ],
)
def test_answers_that_fit_nobody_are_to_be_looked_through_until_set_aside(secretariat, count, what):
    PresidencyTermFactory(ends=date(2030, 6, 30))
    for _ in range(count):
        doubtful()
    doubtful(handled_at=AT)

    assert for_user(secretariat) == [
        Todo(what=what, by=None, url="/calendar/replies/", button="Look through")
    ]


def test_letters_and_answers_are_asked_for_at_once(secretariat):
    PresidencyTermFactory(ends=date(2030, 6, 30))
    LetterFactory(state="bounced", sent_at=AT)
    doubtful(sender="a@example.eu")

    assert len(secretariat.terms) == 1
    with CaptureQueriesContext(connection) as queries:
        found = for_user(secretariat)

    assert ([todo.button for todo in found], len(queries)) == (["See them", "Look through"], 1)


def test_letters_and_answers_are_counted_where_they_are_and_only_three_are_read(secretariat):
    PresidencyTermFactory(ends=date(2030, 6, 30))
    for number in range(40):
        LetterFactory(to=f"a{number}@example.eu", state="bounced", sent_at=AT)
        doubtful()

    assert len(secretariat.terms) == 1
    with CaptureQueriesContext(connection) as queries:
        found = for_user(secretariat)
    [[only]] = [queries.captured_queries]
    with connection.cursor() as cursor:
        cursor.execute(only["sql"])
        read = cursor.fetchall()

    assert [todo.what for todo in found] == [
        "40 letters did not arrive",
        "40 answers from calendars fit nobody",
    ]
    assert len(read) == 4
