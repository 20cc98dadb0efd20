"""What is looked for in the register, and who may see a decision."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Body
from accounts.versions import VersionField
from decisions.models import SEEN_BY
from interface.fields import LineField


class RegisterFilter(forms.Form):
    """What the reader looks for; whatever makes no sense is left out."""

    text = LineField(
        label=_("Words or number"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "input-full", "type": "search"}),
    )
    body = forms.ChoiceField(label=_("Body"), required=False)
    year = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=2000,
        max_value=2200,
        widget=forms.TextInput(attrs={"class": "input-4", "inputmode": "numeric"}),
    )

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Offer the bodies."""
        super().__init__(data)
        cast("forms.ChoiceField", self.fields["body"]).choices = [
            ("", _("Any body")),
            *Body.objects.values_list("code", "name"),
        ]
        self.is_valid()

    def wanted(self, name: str) -> Any:
        """Return what is asked for, or nothing where the address says nonsense."""
        return self.cleaned_data.get(name)


class VisibilityForm(forms.Form):
    """Who may see a decision; who voted how stays where it came about."""

    version = VersionField()
    visibility = forms.ChoiceField(
        label=_("Who may see it"),
        choices=[(one.value, one.label) for one in SEEN_BY],
        widget=forms.RadioSelect,
    )
