"""What a state is asked to do about its requests."""

import datetime as dt
from dataclasses import replace

import pytest

from accounts.days import end_of_day, network_day
from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    accepted,
    draft,
    fresh,
    scheduled,
    secretariat,
    speaks_for,
    submitted,
)
from trainings import services
from trainings.todos import states

pytestmark = pytest.mark.django_db


@pytest.fixture
def host():
    """A representative of Portugal."""
    return speaks_for()


def asked(standing):
    return [(todo.what, todo.button, todo.url) for todo in states.todos(standing)]


def test_who_speaks_for_no_state_is_asked_nothing(django_assert_num_queries):
    nobody = replace(speaks_for(), mandates=())

    with django_assert_num_queries(0):
        assert states.todos(nobody) == []


def test_a_draft_is_to_be_finished_by_either_of_the_two(host, django_assert_num_queries):
    made = draft(host)
    draft(speaks_for("EL"))

    other = speaks_for()
    with django_assert_num_queries(1):
        (todo,) = states.todos(other)

    assert (todo.what, todo.url, todo.seat, todo.note) == (
        "Finish your request for a training",
        f"/trainings/requests/{made.reference}/draft/",
        "PT",
        f"{made.reference} · {host.user.name}",
    )


def test_a_question_is_to_be_answered(host):
    made = submitted(host)
    assert asked(host) == []

    services.ask(made, question="Which police?", by=secretariat(), at=NOW)

    (todo,) = states.todos(host)
    assert (todo.what, todo.button, todo.url) == (
        f"The Secretariat asks: {made.course.title}, Lisbon",
        "Answer",
        f"/trainings/requests/{made.reference}/answer/",
    )
    assert todo.by == end_of_day(network_day(NOW) + dt.timedelta(days=14))


def test_dates_are_to_be_answered_until_they_close_or_are_over(host):
    by = secretariat()
    made = accepted(by, host)
    services.confirm_checklist(made, by=host, at=NOW)
    closes = dt.date(2026, 9, 20)
    (option,) = services.propose_dates(
        made, first_dates=[FIRST_DAY], close_on=closes, by=by, at=NOW
    )

    (todo,) = states.todos(host)

    assert (todo.what, todo.url) == (
        f"Which date suits? {made.course.title}, Lisbon",
        f"{made.get_absolute_url()}#dates",
    )
    assert todo.by.date() == closes
    assert asked(replace(host, at=NOW + dt.timedelta(days=20))) == []
    services.propose_dates(made, first_dates=[FIRST_DAY], close_on=None, by=by, at=NOW)
    assert [todo.by for todo in states.todos(host)] == [None]
    assert asked(replace(host, at=NOW + dt.timedelta(days=200)))[0][0].startswith("1 task")
    services.answer_dates(made, answers={option.key: "no"}, by=host, at=NOW)
    assert asked(host) == []


def test_the_checklist_is_to_be_confirmed_and_done_in_time(host):
    made = accepted(host=host)
    task = made.tasks.get()
    (todo,) = states.todos(host)
    assert todo.what == f"Confirm the checklist: {made.course.title}, Lisbon"
    assert todo.by == end_of_day(network_day(NOW) + dt.timedelta(days=14))
    services.confirm_checklist(made, by=host, at=NOW)
    noon = dt.datetime.combine(task.due_date, dt.time(12), tzinfo=dt.UTC)

    soon = states.todos(replace(host, at=noon - dt.timedelta(days=7)))
    late = states.todos(replace(host, at=noon + dt.timedelta(days=1)))

    assert asked(replace(host, at=noon - dt.timedelta(days=8))) == []
    assert [(todo.what, todo.urgent) for todo in (*soon, *late)] == [
        (f"1 task of the checklist is due: {made.course.title}, Lisbon", False),
        (f"1 task of the checklist is due: {made.course.title}, Lisbon", True),
    ]
    services.set_done(task, done=True, by=host, at=NOW)
    assert asked(replace(host, at=noon)) == []
    assert fresh(made).state == "accepted"


def test_where_a_training_is_is_told_in_the_same_query(django_assert_num_queries):
    made, _by, host, _option = scheduled()
    noon = dt.datetime.combine(made.tasks.get().due_date, dt.time(12), tzinfo=dt.UTC)
    own = replace(host, at=noon)

    with django_assert_num_queries(1):
        (todo,) = states.todos(own)

    assert todo.what.endswith(", Lisbon")
