"""What a search finds in the programmes."""

from datetime import UTC, datetime

import pytest

from accounts.access import standing
from accounts.search import Found
from programme.search import find
from tests.factories.programme import TaskFactory

pytestmark = pytest.mark.django_db

NOBODY = standing(None, datetime(2024, 5, 29, tzinfo=UTC))


def test_everybody_finds_tasks_by_their_words():
    task = TaskFactory(code="WP-LOCAL", text="Invite local practitioners")
    TaskFactory(text="Something else")

    assert find("LOCAL practitioners", NOBODY, 10) == [
        Found(
            kind="Task",
            title="Invite local practitioners",
            note=f"WP-LOCAL · {task.goal.programme}",
            url=f"/programme/{task.goal.programme.slug}/?tasks=all#WP-LOCAL",
            icon="list",
        )
    ]


def test_a_long_text_is_cut_and_no_more_come_than_asked_for():
    TaskFactory(text="seminar " * 40)
    TaskFactory(text="seminar " * 40)

    (found,) = find("seminar", NOBODY, 1)

    assert (len(found.title), found.title[-1]) == (120, "…")


def test_nothing_is_found_by_no_word():
    TaskFactory()

    assert find("  ", NOBODY, 10) == []
