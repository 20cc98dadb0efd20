"""What the Secretariat decides about certificates, as it is typed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.forms.names import NameField
from interface.fields import LineField, TextField

YES, NO = "yes", "no"


class OverrideForm(forms.Form):
    """A decision against the rule, for one person."""

    earns = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[(YES, _("Gets a certificate all the same")), (NO, _("Gets no certificate"))],
        coerce=lambda said: said == YES,
        widget=forms.RadioSelect,
    )
    reason = TextField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the list and is not sent to the person."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, earns: bool, reason: str) -> None:
        """Fill in what is decided, or the other than what the rule says."""
        super().__init__(data, initial={"earns": YES if earns else NO, "reason": reason})


class RevokeForm(forms.Form):
    """Why a certificate is revoked."""

    reason = TextField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "The holder reads it, word by word, in the letter and on the own page: write it as you"
            " would to the holder."
        ),
    )


class ReplaceForm(forms.Form):
    """How the next version is to read, and why there is one."""

    name = LineField(label=_("Name as it should read"), max_length=200)
    reason = TextField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept with the former version and not sent."),
    )


class CorrectionForm(forms.Form):
    """What the Secretariat says to a wish for another spelling."""

    name = NameField(
        label=_("Name as it will read"),
        required=False,
        help_text=_("As the holder wrote it; put it right where it is not quite so."),
    )
    registration = forms.BooleanField(
        label=_("Correct it in the registration too"),
        required=False,
        initial=True,
        help_text=_("So that lists and letters have the same name."),
    )
    reason = TextField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where you refuse. It stands in the letter, word by word."),
    )
