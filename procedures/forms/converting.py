"""What the page accepts on which an item of an agenda becomes a written procedure."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agendas.models import AgendaItem
from interface.fields import DayField, LineField, OnceField, TextField
from procedures import presets
from procedures.enums import Agreed
from procedures.models import VotingRule

SAID_ELSEWHERE = [(one.value, one.label) for one in Agreed if one != Agreed.HERE]


class AgreedForm(forms.Form):
    """The question and its rule, where the Presidency has agreed already."""

    once = OnceField()
    title = LineField(label=_("Title"), help_text=_("As it will stand in the register."))
    question = TextField(
        label=_("Question"),
        max_length=10_000,
        help_text=_("What the body is asked, so that for and against are clear answers."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    rule = forms.ModelChoiceField(
        VotingRule.objects.none(),
        label=_("Voting rule"),
        empty_label=_("Choose"),
        help_text=_("Check it against your Rules of Procedure; you can change it in the draft."),
    )

    def __init__(self, data: Any = None, *, item: AgendaItem, today: date) -> None:
        """Fill in what the item says."""
        rules = VotingRule.objects.offered()
        super().__init__(
            data,
            initial={
                "title": item.title,
                "question": item.text,
                "rule": rules.filter(preset=presets.DEFAULT).first(),
                "agreed_on": today,
            },
        )
        self.today = today
        cast("forms.ModelChoiceField[VotingRule]", self.fields["rule"]).queryset = rules


class ConvertForm(AgreedForm):
    """The same, and who of the Presidency agreed to it, when and how: also without an account."""

    agreed_by = LineField(
        label=_("Who of the Presidency agreed"), help_text=_("Such as: Anna Peeters, chair.")
    )
    agreed_on = DayField(label=_("On which day"))
    agreed_how = forms.ChoiceField(label=_("How"), choices=SAID_ELSEWHERE, widget=forms.RadioSelect)

    def clean_agreed_on(self) -> date:
        """See that it was agreed already."""
        agreed: date = self.cleaned_data["agreed_on"]
        if agreed > self.today:
            raise forms.ValidationError(_("Choose a day that is not ahead."))
        return agreed
