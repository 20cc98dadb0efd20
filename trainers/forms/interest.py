"""A Member State's interest in a trainer's training, and whom it would send."""

from collections.abc import Collection
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import AddressField
from accounts.models import MemberState
from accounts.versions import VersionField
from courses import languages
from courses.models import Course
from interface.fields import DayField, LineField, OnceField, TextField
from trainers.models import TrainerInterest

MOST_PEOPLE = 200
SAID = ("course", "language", "people", "from_date", "until_date", "note")


class _Interest(forms.Form):
    course = forms.ModelChoiceField(
        Course.objects.offered(),
        label=_("They would teach"),
        empty_label=_("Choose a course"),
    )
    language = forms.ChoiceField(label=_("In"))
    people = forms.IntegerField(
        label=_("How many people"), min_value=1, max_value=MOST_PEOPLE, localize=False
    )
    from_date = DayField(label=_("Not before"), required=False)
    until_date = DayField(label=_("Not after"), required=False)
    note = TextField(label=_("Note"), required=False, max_length=2000)

    def offer_languages(self) -> None:
        """Offer the languages in the reader's words."""
        field = cast("forms.ChoiceField", self.fields["language"])
        field.choices = [("", _("Choose a language")), *languages.choices()]

    def clean(self) -> dict[str, Any]:
        """See that the days stand in order."""
        super().clean()
        starts, ends = self.cleaned_data.get("from_date"), self.cleaned_data.get("until_date")
        if starts and ends and ends < starts:
            self.add_error("until_date", _("The last day lies before the first."))
        return self.cleaned_data


class InterestForm(_Interest):
    """Interest to be told of; for which state is asked only where there is a choice."""

    once = OnceField()
    member_state = forms.ModelChoiceField(MemberState.objects.all(), label=_("Member State"))

    field_order = ("member_state", *SAID)

    def __init__(self, data: Any = None, *, states: Collection[str], course: str = "") -> None:
        """Offer the states for which the person speaks; begin with the course that was asked."""
        super().__init__(data, initial={"course": course})
        self.offer_languages()
        field = cast("forms.ModelChoiceField[MemberState]", self.fields["member_state"])
        field.queryset = MemberState.objects.filter(pk__in=states)
        field.empty_label = None
        if len(states) == 1:
            field.widget = forms.HiddenInput()
            field.initial = next(iter(states))


class InterestChangeForm(_Interest):
    """Interest that was told of before."""

    version = VersionField()

    def __init__(self, data: Any = None, *, interest: TrainerInterest) -> None:
        """Fill in what is stored."""
        super().__init__(data, initial={"version": interest.version, **stored(interest)})
        self.offer_languages()


class CallForm(forms.Form):
    """What all Member States are asked, and until when they answer."""

    once = OnceField()
    course = forms.ModelChoiceField(
        Course.objects.offered(), label=_("They would teach"), empty_label=_("Choose a course")
    )
    words = TextField(
        label=_("Words to the Member States"),
        required=False,
        max_length=2000,
        help_text=_("When and where the trainer's training may take place, and what it asks."),
    )
    closes_on = DayField(label=_("Answer until"))

    def __init__(self, data: Any = None, *, today: date) -> None:
        """Take today, before which nobody can answer."""
        super().__init__(data)
        self.today = today

    def clean_closes_on(self) -> date:
        """See that there is time to answer."""
        closes: date = self.cleaned_data["closes_on"]
        if closes <= self.today:
            raise forms.ValidationError(_("Choose a day after today."))
        return closes


class CandidateForm(forms.Form):
    """A person whom the state would send."""

    name = LineField(label=_("Full name"))
    email = AddressField()
    function = LineField(label=_("Function"), required=False)


def stored(interest: TrainerInterest) -> dict[str, Any]:
    """Return what a state said as its form shows it."""
    return {name: getattr(interest, name) for name in SAID}
