"""What a state's wish for a decision in writing accepts."""

from collections.abc import Collection, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import MemberState
from accounts.versions import VersionField
from agendas.enums import PresidencyAnswer
from interface.fields import TextField


class WishForm(forms.Form):
    """For which state, and why; for which is asked only where there is a choice."""

    member_state = forms.ModelChoiceField(
        MemberState.objects.none(), label=_("Member State"), empty_label=None
    )
    text = TextField(
        label=_("Why"),
        required=False,
        max_length=1000,
        help_text=_("The Secretariat and the Presidency read it; the other states do not."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, states: Collection[str], said: Mapping[str, str], seen: str
    ) -> None:
        """Offer the states for which the person speaks, first one that has not ``said`` why."""
        first = min(states, key=lambda code: (code in said, code))
        shown = {"member_state": first, "text": said.get(first, ""), "seen": seen}
        super().__init__(data, initial=shown)
        field = cast("forms.ModelChoiceField[MemberState]", self.fields["member_state"])
        field.queryset = MemberState.objects.filter(pk__in=states)
        if len(states) == 1:
            field.widget = forms.HiddenInput()


class PresidencyForm(forms.Form):
    """What the Presidency says of deciding an item in writing: one button or the other."""

    version = VersionField()
    answer = forms.ChoiceField(
        label=_("Answer"), choices=PresidencyAnswer, widget=forms.HiddenInput
    )
    text = TextField(
        label=_("Remark"),
        required=False,
        max_length=1000,
        help_text=_("If you want to say something: the Secretariat reads it."),
    )
