"""What a registrant types on the own pages: an address, who takes over, why something changes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import AddressField
from interface.fields import LineField, OnceField, TextField


class AddressForm(forms.Form):
    """A mail address."""

    email = AddressField()


class PassOnForm(forms.Form):
    """Who takes a place over."""

    once = OnceField()
    name = LineField(
        label=_("Full name"),
        help_text=_("As it should stand on lists and badges, in the person's own alphabet."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = AddressField(help_text=_("The letter with a link of their own goes there."))
    organisation = LineField(
        label=_("Organisation"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Speak of somebody whose data this browser does not know."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django takes them
        self.fields["email"].widget.attrs["autocomplete"] = "off"


class NoteForm(forms.Form):
    """Why somebody wants a change."""

    note = TextField(
        label=_("Why"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It helps the Secretariat to decide."),
    )
