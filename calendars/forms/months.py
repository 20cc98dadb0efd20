"""What a calendar page shows."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Body
from events import countries
from events.enums import Kind
from events.forms.dropdown import Dropdown


class CalendarFilter(forms.Form):
    """Kind, body and host; whatever makes no sense is left out."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("Any kind")), *Kind.choices],
        widget=Dropdown,
    )
    body = forms.ChoiceField(label=_("Body"), required=False, widget=Dropdown)
    host = forms.ChoiceField(label=_("Member State that hosts"), required=False, widget=Dropdown)

    def __init__(self, data: Mapping[str, Any], *, bodies: Iterable[Body]) -> None:
        """Offer the bodies there are."""
        super().__init__(data)
        cast("forms.ChoiceField", self.fields["body"]).choices = [
            ("", _("Any body")),
            *((body.pk, body.name) for body in bodies),
        ]
        cast("forms.ChoiceField", self.fields["host"]).choices = [
            ("", _("Any Member State")),
            *countries.member_state_choices(),
        ]
        self.is_valid()

    def wanted(self) -> dict[str, str]:
        """Return what is asked for, as the fields of an event that must be so."""
        return {name: value for name, value in self.cleaned_data.items() if value}
