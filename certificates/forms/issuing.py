"""The press of "issue", as a page sends it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.forms.seen import SeenField
from interface.fields import OnceField


class IssueForm(forms.Form):
    """For whom it was seen to be, and whether each is written to."""

    once = OnceField()
    seen = SeenField()
    mails = forms.BooleanField(
        label=_("Write to each person"),
        required=False,
        initial=True,
        help_text=_("A letter with a button to the certificate, as soon as it is made."),
    )
