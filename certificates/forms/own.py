"""What a holder types to have another spelling of the own name."""

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.forms.names import NameField
from interface.fields import OnceField, TextField


class NameForm(forms.Form):
    """The name as it should read, and a word about it."""

    once = OnceField()
    name = NameField(
        label=_("Name as it should read"),
        help_text=_("Letter by letter, in your own alphabet. Titles and functions stay out."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    note = TextField(
        label=_("Note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It helps the Secretariat to decide, such as: as in my passport."),
    )
