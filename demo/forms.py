"""What the mailbox is asked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.fields import LineField


class MailboxFilter(forms.Form):
    """Whose letters."""

    to = LineField(label=_("Address or name"), max_length=100, required=False)
