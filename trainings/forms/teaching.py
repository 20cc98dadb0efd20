"""What a trainer answers, and which trainers to list."""

from collections.abc import Iterable, Mapping
from typing import Any, cast
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import MemberState
from courses import languages
from courses.models import Course
from interface.fields import DayField, LineField, TextField
from interface.moments import days
from trainers.enums import Approval, TrainerState
from trainings import words
from trainings.enums import Answer
from trainings.models import Assignment, DateOption


class TrainersFilter(forms.Form):
    """Which trainers to list."""

    q = LineField(label=gettext_lazy("Name or organisation"), required=False)
    course = forms.ModelChoiceField(
        Course.objects.offered(),
        label=gettext_lazy("Approved for"),
        empty_label=gettext_lazy("Any course"),
        required=False,
    )
    language = forms.ChoiceField(label=gettext_lazy("Teaches in"), required=False)
    country = forms.ModelChoiceField(
        MemberState.objects.all(),
        label=gettext_lazy("Works in"),
        empty_label=gettext_lazy("Any Member State"),
        required=False,
    )
    free_on = DayField(label=gettext_lazy("Free on"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    approval = forms.ChoiceField(label=gettext_lazy("Approval"), required=False)

    def __init__(self, data: Any = None) -> None:
        """Offer the words in the reader's language; accepted ones come first."""
        super().__init__(data)
        field = cast("forms.ChoiceField", self.fields["language"])
        field.choices = [("", _("Any language")), *languages.choices()]
        field = cast("forms.ChoiceField", self.fields["approval"])
        field.choices = [("", _("Any, or none")), *Approval.choices]
        others = [one for one in TrainerState.choices if one[0] != TrainerState.ACCEPTED]
        accepted = TrainerState.ACCEPTED
        cast("forms.ChoiceField", self.fields["state"]).choices = [
            (accepted, accepted.label), *others, ("all", _("All")),
        ]  # fmt: skip


def _name(help_text: Any) -> forms.BooleanField:
    return forms.BooleanField(
        label=gettext_lazy("My name may stand on the event's page and on certificates"),
        required=False,
        help_text=help_text,
    )


class NameForm(forms.Form):
    """Whether a trainer's name may be published."""

    may_publish = _name(
        gettext_lazy("You can change this at any time. Certificates already made stay as they are.")
    )


class TrainerDatesForm(forms.Form):
    """What a trainer says to each date, and to the own name when first asked."""

    def __init__(
        self,
        data: Any = None,
        *,
        options: Iterable[DateOption],
        said: Mapping[int, str],
        booked: Iterable[Any] = (),
        asks_for_name: bool = False,
    ) -> None:
        """Ask of each date; say at it where the trainer teaches elsewhere."""
        super().__init__(data)
        self.options = list(options)
        elsewhere = frozenset(booked)
        for one in self.options:
            self.fields[str(one.key)] = forms.ChoiceField(
                label=days(one.first_date, one.last_date),
                choices=Answer,
                widget=forms.RadioSelect,
                initial=said.get(one.pk),
                help_text=_("You teach elsewhere on one of these days.")
                if elsewhere.intersection(one.days)
                else "",
            )
        if asks_for_name:
            self.fields["may_publish"] = _name(_("You can change this later, on this page."))

    @property
    def dates(self) -> list[BoundField]:
        """Return the fields of the dates."""
        return [self[str(one.key)] for one in self.options]

    def answers(self) -> dict[UUID, str]:
        """Return the answers by the keys of the dates."""
        return {one.key: self.cleaned_data[str(one.key)] for one in self.options}


class CannotForm(forms.Form):
    """Why a trainer cannot teach; nobody has to say."""

    reason = TextField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("The Secretariat reads it."),
    )


class LeaveForm(forms.Form):
    """Why a trainer leaves, and whether the trainings are still taught whose days are booked."""

    reason = TextField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        help_text=gettext_lazy("The trainer reads it."),
    )

    def __init__(self, data: Any = None, *, booked: Iterable[Assignment]) -> None:
        """Ask of each training first."""
        super().__init__(data)
        self.booked = list(booked)
        for one in self.booked:
            self.fields[str(one.key)] = forms.ChoiceField(
                label=words.assigned(one),
                choices=[
                    ("no", _("Release the trainer; the days are free again")),
                    ("yes", _("The trainer still teaches it")),
                ],
                widget=forms.RadioSelect,
            )
        self.order_fields([*(str(one.key) for one in self.booked), "reason"])

    def stays(self) -> dict[UUID, bool]:
        """Return, by the keys of the assignments, whether the trainer still teaches it."""
        return {one.key: self.cleaned_data[str(one.key)] == "yes" for one in self.booked}
