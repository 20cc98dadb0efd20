"""The tables of a work programme."""

from datetime import date

import pytest
from django.db import IntegrityError

from programme.models import Task, WorkProgramme
from tests.factories.programme import GoalFactory, TaskFactory, WorkProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("on", "title"),
    [
        (date(2024, 1, 1), "Older"),
        (date(2024, 6, 30), "Older"),
        (date(2024, 7, 1), "Newer"),
        (date(2026, 1, 1), "Newer"),
        (date(2023, 12, 31), None),
    ],
)
def test_in_force_is_that_of_the_day_else_the_newest_begun(on, title):
    WorkProgrammeFactory(title="Older")
    WorkProgrammeFactory(title="Newer", starts=date(2024, 7, 1), ends=date(2024, 12, 31))

    found = WorkProgramme.objects.in_force(on)

    assert (found and found.title) == title


def test_of_gives_the_tasks_of_one_programme_in_order():
    second = TaskFactory(order=2)
    first = TaskFactory(order=1, goal=second.goal)
    TaskFactory()

    assert list(Task.objects.of(second.goal.programme)) == [first, second]


def test_matching_finds_each_word_in_text_area_or_code():
    task = TaskFactory(code="WP-7", area="Local level", text="Invite practitioners")
    TaskFactory(area="Local level")

    assert list(Task.objects.matching("practitioners LOCAL wp-7")) == [task]


def test_what_people_read_of_them():
    task = TaskFactory(
        code="WP-7", text="Invite", parties="SEC+NR", goal__code="1.1", goal__title="Aim"
    )

    assert (str(task), str(task.goal)) == ("WP-7 Invite", "1.1 Aim")
    assert [party.label for party in task.responsible] == [
        "Secretariat",
        "National Representatives",
    ]


def test_a_programme_that_ends_before_it_starts_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="programme_ends_after_it_starts"):
        WorkProgrammeFactory(ends=date(2024, 1, 1))


def test_a_goal_code_stands_once_in_a_programme():
    goal = GoalFactory(code="1")

    with pytest.raises(IntegrityError):
        GoalFactory(code="1", programme=goal.programme)
