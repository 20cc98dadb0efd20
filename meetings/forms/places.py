"""How many places delegations have at one meeting, and which of them are reminded."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.versions import VersionField
from interface.widgets import DIGITS
from meetings.delegations import Terms

MOST = 20


def _number(label: Any) -> forms.IntegerField:
    box = forms.TextInput({**DIGITS, "class": "input input-4"})
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, widget=box)


class CodesForm(forms.Form):
    """Which places are reminded, as they were shown to who presses."""

    codes = forms.CharField(widget=forms.HiddenInput)


class PlacesForm(forms.Form):
    """Places, and of whom so many are reimbursed."""

    version = VersionField()
    places = _number(_("Places of a delegation"))
    reimbursed = _number(_("Of whom so many are reimbursed"))

    def __init__(self, data: Any = None, *, terms: Terms) -> None:
        """Fill in the numbers that hold now."""
        super().__init__(data, initial=known(terms) | {"version": terms.version})

    def clean(self) -> dict[str, Any]:
        """Refuse more reimbursed people than there are places, and no place at all."""
        found = self.cleaned_data
        places, reimbursed = found.get("places"), found.get("reimbursed")
        if places == 0:
            self.add_error("places", _("A delegation has one place at least."))
        if places is not None and reimbursed is not None and reimbursed > places:
            self.add_error("reimbursed", _("Nobody is reimbursed without a place."))
        return found


def known(terms: Terms) -> dict[str, int]:
    """Return the numbers by the names of their boxes."""
    return {"places": terms.places, "reimbursed": terms.reimbursed}
