"""What the two sides say about a request: an answer, reasons, dates, tasks, files."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.versions import VersionField
from courses.enums import Side
from documents.forms import UploadsField
from interface.fields import DayField, LineField, OnceField, TextField
from trainings.enums import Answer
from trainings.models import DateOption, HostTask


class AnswerForm(forms.Form):
    """The answer to the Secretariat's question."""

    version = VersionField()
    text = TextField(label=_("Your answer"), max_length=2000)


class CancelForm(forms.Form):
    """Why a training should be cancelled."""

    reason = TextField(
        label=_("Reason"),
        max_length=2000,
        help_text=_("The Secretariat reads it and decides; you hear by mail."),
    )


class MessageForm(forms.Form):
    """A message to the other side."""

    once = OnceField()
    text = TextField(label=_("Message"), max_length=2000)


class DateAnswerField(forms.ChoiceField):
    """What is said to one date; nothing may be said yet."""

    widget = forms.RadioSelect

    def validate(self, value: str) -> None:
        """Take silence for an answer, and one of the three."""
        if value:
            super().validate(value)


class DatesForm(forms.Form):
    """What one side says to each date."""

    def __init__(self, data: Any = None, *, options: Iterable[tuple[DateOption, str, str]]) -> None:
        """Ask of each date; ``options`` are dates with their words and what was said before."""
        super().__init__(data)
        for option, words, said in options:
            self.fields[str(option.key)] = DateAnswerField(
                label=words, choices=Answer, initial=said
            )

    def answers(self) -> dict[UUID, str]:
        """Return what was said, by the keys of the dates."""
        return {UUID(key): said for key, said in self.cleaned_data.items() if said}


class TaskForm(forms.Form):
    """One task of the checklist, as both sides say it."""

    title = LineField(label=_("What is to be done"))
    owner = forms.ChoiceField(label=_("Who does it"), choices=Side, widget=forms.RadioSelect)
    due_date = DayField(label=_("By"), required=False)
    note_ = LineField(label=_("Note"), max_length=300, required=False)


class AddTaskForm(TaskForm):
    """A task that is new."""

    once = OnceField()


class ChangeTaskForm(TaskForm):
    """A task that is there already."""

    version = VersionField()

    def __init__(self, data: Any = None, *, task: HostTask) -> None:
        """Show the task as it is."""
        super().__init__(data, initial={**self.told(task), "version": task.version})

    @staticmethod
    def told(task: HostTask) -> dict[str, Any]:
        """Return what is stored, by the names of the fields."""
        return {
            "title": task.title,
            "owner": task.owner,
            "due_date": task.due_date,
            "note_": task.note,
        }


class FilesForm(forms.Form):
    """Files that go with a request."""

    once = OnceField()
    uploads = UploadsField(label=_("Files"))
    title = LineField(
        label=_("Title"),
        required=False,
        help_text=_("Of a single file; without one, and for several, the file's name stands."),
    )
