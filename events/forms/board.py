"""Which events the board shows."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import MemberState
from events.enums import Kind
from interface.fields import LineField


class BoardFilter(forms.Form):
    """Filters of the board; the state is chosen by its tabs."""

    text = LineField(label=_("Title or place"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Any kind")), *Kind.choices]
    )
    when = forms.ChoiceField(
        label=_("When"),
        required=False,
        choices=[("", _("Any time")), ("ahead", _("Ahead")), ("past", _("Over"))],
    )
    host = forms.ModelChoiceField(
        MemberState.objects.all(),
        label=_("Host Member State"),
        required=False,
        empty_label=_("Any host"),
    )
    state = forms.CharField(required=False, widget=forms.HiddenInput)
