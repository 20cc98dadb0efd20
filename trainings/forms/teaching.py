"""What a trainer answers, and which trainers to list."""

from collections.abc import Iterable, Mapping
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import MemberState
from courses import languages
from courses.models import Course
from interface.fields import DayField, LineField, TextField
from interface.moments import day
from trainers.enums import Approval, TrainerState
from trainings.enums import Answer
from trainings.models import DateOption


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


class TrainerDatesForm(forms.Form):
    """What a trainer says to each date."""

    def __init__(
        self,
        data: Any = None,
        *,
        options: Iterable[DateOption],
        said: Mapping[int, str],
        booked: Iterable[Any] = (),
    ) -> None:
        """Ask of each date; say at it where the trainer teaches elsewhere."""
        super().__init__(data)
        self.options = list(options)
        elsewhere = frozenset(booked)
        for one in self.options:
            self.fields[str(one.key)] = forms.ChoiceField(
                label=day(one.first_date)
                if one.first_date == one.last_date
                else f"{day(one.first_date)} – {day(one.last_date)}",
                choices=Answer,
                widget=forms.RadioSelect,
                initial=said.get(one.pk),
                help_text=_("You teach elsewhere on one of these days.")
                if elsewhere.intersection(one.days)
                else "",
            )

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
