"""Which procedures the list shows."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Body
from interface.fields import LineField

OPEN, ENDED, DRAFT = "open", "ended", "draft"


class ProceduresFilter(forms.Form):
    """What the reader looks for; whatever makes no sense is left out."""

    text = LineField(
        label=_("Words or number"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "input-full", "type": "search"}),
    )
    body = forms.ChoiceField(label=_("Body"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    year = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=2000,
        max_value=2200,
        widget=forms.TextInput(attrs={"class": "input-4", "inputmode": "numeric"}),
    )

    def __init__(self, data: Mapping[str, Any], *, drafts: bool) -> None:
        """Offer the bodies, and drafts to who may see them."""
        super().__init__(data)
        cast("forms.ChoiceField", self.fields["body"]).choices = [
            ("", _("Any body")),
            *Body.objects.values_list("code", "name"),
        ]
        states = [("", _("Any state")), (OPEN, _("Open for replies")), (ENDED, _("Ended"))]
        if drafts:
            states.append((DRAFT, _("Draft")))
        cast("forms.ChoiceField", self.fields["state"]).choices = states
        self.is_valid()

    def wanted(self, name: str) -> Any:
        """Return what is asked for, or nothing where the address says nonsense."""
        return self.cleaned_data.get(name)
