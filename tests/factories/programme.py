"""Programmes, goals and tasks: valid and dull."""

import datetime as dt

import factory

from programme.models import Goal, Task, WorkProgramme


class WorkProgrammeFactory(factory.django.DjangoModelFactory):
    """The first half of 2024."""

    class Meta:
        model = WorkProgramme

    slug = factory.Sequence(lambda n: f"work-programme-{n}")
    title = factory.Sequence(lambda n: f"Work programme {n}")
    starts = dt.date(2024, 1, 1)
    ends = dt.date(2024, 6, 30)


class GoalFactory(factory.django.DjangoModelFactory):
    """A strategic goal; with ``parent=…`` an operational one."""

    class Meta:
        model = Goal

    programme = factory.SubFactory(WorkProgrammeFactory)
    code = factory.Sequence(lambda n: f"{n}")
    kind = "strategic goal"
    title = factory.Sequence(lambda n: f"Goal {n}")


class TaskFactory(factory.django.DjangoModelFactory):
    """A task of the Secretariat, under an operational goal of its own."""

    class Meta:
        model = Task

    goal = factory.SubFactory(
        GoalFactory,
        kind="operational goal",
        parent=factory.SubFactory(GoalFactory),
        programme=factory.SelfAttribute("parent.programme"),
    )
    code = factory.Sequence(lambda n: f"WP-{n}")
    order = factory.Sequence(lambda n: n)
    area = "Create evidence"
    text = factory.Sequence(lambda n: f"Task number {n}")
    parties = "SEC"
