"""What the pages of the programme accept."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programme.enums import Party


class Filter(forms.Form):
    """Whose tasks to show."""

    party = forms.ChoiceField(
        label=_("Responsible"), choices=[("", _("Everybody")), *Party.choices], required=False
    )
