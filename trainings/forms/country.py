"""For which country somebody asks."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import MemberState


class CountryForm(forms.Form):
    """One of the Member States."""

    country = forms.ChoiceField(label=_("Country"))

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, states: Sequence[MemberState]
    ) -> None:
        """Offer the states, which are read already."""
        super().__init__(data)
        self.states = {state.pk: state for state in states}
        cast("forms.ChoiceField", self.fields["country"]).choices = [
            ("", gettext("Choose")),
            *((one.pk, one.name) for one in states),
        ]

    @property
    def chosen(self) -> MemberState | None:
        """Return the state that was chosen; nothing where none was."""
        if self.is_bound and self.is_valid():
            return self.states[self.cleaned_data["country"]]
        return None
