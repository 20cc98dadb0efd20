"""A state is asked for the check of translations."""

from dataclasses import replace

import pytest

from courses import todos
from tests.courses.test_materials import added, begun, handed_in
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

    assert (todo.what, todo.url, todo.seat, todo.note) == (
        "Check a translation: Handbook, Portuguese",
        made.get_absolute_url(),
        "PT",
        made.material.course.title,
    )
    assert todos.for_user(speaks_for("EL")) == []


def test_the_start_page_asks_for_it(client):
    by, host = secretariat(), speaks_for()
    client.force_login(host.user)
    before = client.get("/").context["todos"]
    made = handed_in(by, added(by))

    (todo,) = client.get("/").context["todos"]

    assert (before, todo.url) == ([], made.get_absolute_url())
