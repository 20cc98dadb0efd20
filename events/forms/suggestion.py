"""What is asked of somebody who suggests an institution, and of who decides."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import AddressField
from interface.fields import LineField, OnceField, TextField


class SuggestionForm(forms.Form):
    """An institution that should be invited, and why."""

    once = OnceField()
    name = LineField(label=_("Institution"), widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = AddressField(
        help_text=_("Where the invitation would go."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    why = TextField(
        label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever decides reads it."),
    )  # fmt: skip


class AcceptForm(forms.Form):
    """Words that go along with a yes; none are needed."""

    reason = TextField(
        label=_("Words to whoever suggested it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
