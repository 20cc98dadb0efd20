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

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        offered: Mapping[str, str | Promise],
    ) -> None:
        """Offer the columns there are, the usual ones ticked."""
        usual = [name for name in offered if name in USUAL]
        super().__init__(data, initial={"who": "holding", "columns": usual})
        columns = cast("forms.MultipleChoiceField", self.fields["columns"])
        columns.choices = list(offered.items())
