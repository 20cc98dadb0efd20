"""Which countries a focus day asks, and what each answers."""

from collections.abc import Collection, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import AddressField
from accounts.versions import VersionField
from events import countries
from events.enums import ParticipationDeed, ParticipationState
from events.forms.dropdown import Dropdown
from events.models import CountryParticipation
from interface.fields import LineField, TextField

SAID = ("contact_name", "contact_email", "activity")
STATE_AFTER = {
    ParticipationDeed.CONFIRM.value: ParticipationState.CONFIRMED,
    ParticipationDeed.DECLINE.value: ParticipationState.DECLINED,
}


class CountriesForm(forms.Form):
    """Countries to ask: all Member States at once, or one of any kind."""

    member_states = forms.BooleanField(
        label=_("All Member States that are not on the list yet"), required=False
    )
    country = forms.ChoiceField(label=_("One country"), required=False, widget=Dropdown)

    def __init__(self, data: Mapping[str, Any] | None = None, *, there: Collection[str]) -> None:
        """Offer what is not on the list; countries only, no bodies."""
        super().__init__(data, initial={"member_states": not there})
        self.missing = [code for code in countries.MEMBER_STATES if code not in there]
        left_out = {*there, countries.UNION, countries.INTERNATIONAL}
        groups = [
            (words, [(code, name) for code, name in group if code not in left_out])
            for words, group in countries.choices()
        ]
        cast("forms.ChoiceField", self.fields["country"]).choices = [
            ("", _("None")), *((words, group) for words, group in groups if group),
        ]  # fmt: skip
        if not self.missing:
            del self.fields["member_states"]

    def clean(self) -> dict[str, Any]:
        """Gather the codes."""
        super().clean()
        found = set(self.missing if self.cleaned_data.get("member_states") else [])
        found |= {self.cleaned_data.get("country") or ""} - {""}
        if not found and not self.errors:
            self.add_error("country", _("Choose a country, or tick the Member States."))
        self.cleaned_data["countries"] = found
        return self.cleaned_data


class CountryForm(forms.Form):
    """Whether a country takes part, who is to be asked there, and what happens."""

    version = VersionField()
    deed = forms.ChoiceField(
        label=_("Does it take part?"),
        choices=[
            (ParticipationDeed.CONFIRM.value, _("Yes, it takes part")),
            (ParticipationDeed.DECLINE.value, _("No, not this time")),
        ],
        widget=forms.RadioSelect,
    )
    activity = TextField(
        label=_("What happens there"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It stands on the public page beside the country."),
    )
    contact_name = LineField(
        label=_("Contact person"), required=False, help_text=_("For the organisers alone.")
    )
    contact_email = AddressField(label=_("Address of the contact person"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        participation: CountryParticipation,
    ) -> None:
        """Fill in what is known; the answer only where one was given."""
        super().__init__(data, initial=known(participation))


def known(participation: CountryParticipation) -> dict[str, Any]:
    """Return what the form shows of a country's participation."""
    deeds = {state: deed for deed, state in STATE_AFTER.items()}
    return {name: getattr(participation, name) for name in ("version", *SAID)} | {
        "deed": deeds.get(ParticipationState(participation.state), "")
    }
