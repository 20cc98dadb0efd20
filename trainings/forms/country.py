"""For which country somebody asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import MemberState


class CountryForm(forms.Form):
    """One of the Member States."""

    country = forms.ModelChoiceField(
        label=_("Country"), queryset=MemberState.objects.order_by("name"), empty_label=_("Choose")
    )

    @property
    def chosen(self) -> MemberState | None:
        """Return the state that was chosen; nothing where none was."""
        return self.cleaned_data["country"] if self.is_bound and self.is_valid() else None
