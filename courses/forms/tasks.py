"""What host and Secretariat do before each delivery of a course."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext

from accounts.versions import VersionField
from courses.enums import Provision, Side
from courses.forms import rows
from courses.forms.course import NumberField
from courses.forms.line import Line, lines
from courses.models import Course
from interface.fields import LineField

TASK = ("title", "owner", "days", "provision")
MOST_TASKS, MOST_DAYS = 30, 365


class TasksForm(forms.Form):
    """The checklist with which each training of a course begins."""

    version = VersionField()

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        course: Course,
        typed: dict[str, Any] | None = None,
    ) -> None:
        """Fill in what is stored, or what was typed before a button of a task was pressed."""
        stored = self.stored(course) | {"version": course.version}
        super().__init__(data, initial=stored if typed is None else typed)
        tasks = len(course.task_templates.all())
        self.rows = rows.number(
            data if typed is None else typed, stored=tasks, most=max(MOST_TASKS, tasks)
        )
        for number in self.numbers:
            self._add(number)

    @property
    def numbers(self) -> range:
        """Return the numbers of the tasks that the form shows."""
        return range(1, self.rows + 1)

    def _add(self, number: int) -> None:
        self.fields[f"title_{number}"] = LineField(
            label=gettext("Task %(number)d") % {"number": number}
        )
        self.fields[f"owner_{number}"] = forms.ChoiceField(
            label=gettext("Done by"), choices=Side.choices
        )
        self.fields[f"days_{number}"] = NumberField(
            label=gettext("Days before the training"), least=0,
            max_value=MOST_DAYS,
        )  # fmt: skip
        self.fields[f"provision_{number}"] = forms.ChoiceField(
            label=gettext("Only where the host provides"), required=False,
            choices=[("", gettext("Always")), *Provision.choices],
        )  # fmt: skip

    @staticmethod
    def stored(course: Course) -> dict[str, Any]:
        """Return what of a course the form shows."""
        found: dict[str, Any] = {}
        for number, task in enumerate(course.task_templates.all(), start=1):
            found |= {
                f"title_{number}": task.title,
                f"owner_{number}": task.owner,
                f"days_{number}": task.days_before,
                f"provision_{number}": task.provision,
            }
        return found

    def known(self, course: Course) -> dict[str, Any]:
        """Return what of a course stands in the fields that this form has."""
        return {name: said for name, said in self.stored(course).items() if name in self.fields}

    def whole(self) -> list[dict[str, Any]]:
        """Return what was said, as the service takes it."""
        said = self.cleaned_data
        return [
            {
                "title": said[f"title_{number}"],
                "owner": said[f"owner_{number}"],
                "days_before": said[f"days_{number}"],
                "provision": said[f"provision_{number}"],
            }
            for number in self.numbers
        ]

    @property
    def lines(self) -> list[Line]:
        """Return the tasks, each with its fields."""
        return lines(self.__getitem__, TASK, self.rows)
