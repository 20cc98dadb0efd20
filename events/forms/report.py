"""The short report on a meeting that others held."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.versions import VersionField
from interface.fields import TextField


class ReportForm(forms.Form):
    """What was said, and what follows for the Network."""

    version = VersionField()
    report = TextField(
        label=_("Short report"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "Half a page will do. Markdown: a blank line between paragraphs, - for a list."
        ),
    )
