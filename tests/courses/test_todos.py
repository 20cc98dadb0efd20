"""A state is asked for the check of translations."""

import datetime as dt
from dataclasses import replace

import pytest

from accounts.days import end_of_day
from courses import todos
from tests.courses.test_materials import LATER, added, begun, handed_in
from tests.factories.trainings import secretariat, speaks_for

pytestmark = pytest.mark.django_db


def test_who_speaks_for_no_state_is_asked_nothing(django_assert_num_queries):
    nobody = replace(speaks_for(), mandates=())

    with django_assert_num_queries(0):
        assert todos.for_user(nobody) == []


def test_a_translation_is_to_be_checked_by_its_state_alone(django_assert_num_queries):
    by, host = secretariat(), speaks_for()
    made = handed_in(by, added(by))
    begun(by, added(by, made.material.course, title="Slides"))

    with django_assert_num_queries(1):
        (todo,) = todos.for_user(host)

    assert (todo.by, todo.what, todo.url, todo.seat, todo.note) == (
        end_of_day(LATER.date() + dt.timedelta(days=14)),
        "Check a translation: Handbook, Portuguese",
        made.get_absolute_url(),
        "PT",
        made.material.course.title,
    )
    assert todos.for_user(speaks_for("EL")) == []


def test_who_handed_a_translation_in_is_not_asked_to_check_it():
    host, second = speaks_for(), speaks_for(role="substitute")
    handed_in(host, added(secretariat()))

    assert todos.for_user(host) == []
    assert len(todos.for_user(second)) == 1


def test_the_start_page_asks_for_it(client):
    by, host = secretariat(), speaks_for()
    client.force_login(host.user)
    before = client.get("/").context["todos"]
    made = handed_in(by, added(by))

    (todo,) = client.get("/").context["todos"]

    assert (before, todo.url) == ([], made.get_absolute_url())
