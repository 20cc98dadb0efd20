"""Which people a list holds, and what of each."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WHO = (
    ("holding", _("Who holds a place")),
    ("live", _("Everybody whose registration stands")),
    ("all", _("Everybody, whoever withdrew or was declined too")),
)
USUAL = ("name", "organisation", "country", "category", "attending", "state")


class ListForm(forms.Form):
    """A list to take out; answers on diet, access and identity are never ticked beforehand."""

    who = forms.ChoiceField(label=_("Who"), choices=WHO)
    columns = forms.MultipleChoiceField(label=_("Columns"), widget=forms.CheckboxSelectMultiple)
    answers = forms.MultipleChoiceField(
        label=_("Answers"), widget=forms.CheckboxSelectMultiple, required=False
    )
    sensitive = forms.MultipleChoiceField(
        label=_("Diet, access and identity"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Never ticked beforehand. Whoever takes them out is named in the journal."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        columns: Mapping[str, str | Promise],
        answers: Mapping[str, str],
        sensitive: Mapping[str, str],
    ) -> None:
        """Offer the columns there are, the usual ones ticked; ask nothing without a choice."""
        usual = [name for name in columns if name in USUAL]
        super().__init__(data, initial={"who": "holding", "columns": usual})
        for name, offered in (
            ("columns", columns),
            ("answers", answers),
            ("sensitive", sensitive),
        ):
            field = cast("forms.MultipleChoiceField", self.fields[name])
            field.choices = list(offered.items())
            if not offered:
                del self.fields[name]

    def chosen(self, name: str) -> list[str]:
        """Return what was ticked of one kind; nothing where it was not offered."""
        return list(self.cleaned_data.get(name, []))
