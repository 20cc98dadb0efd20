"""Reasons, and what is known of a person who registers."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import Category
from accounts.forms.fields import AddressField
from accounts.versions import VersionField
from events import countries
from events.enums import Attending, Mode, RegistrationState
from events.models import Event, Registration
from interface.fields import LineField, OnceField, TextField


class ReasonForm(forms.Form):
    """Why something is done; it stands in the letter."""

    reason = TextField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It stands in the letter, word by word."),
    )


class PersonForm(forms.Form):
    """What is asked of everybody who registers."""

    name = LineField(label=_("Full name"))
    email = AddressField()
    organisation = LineField(label=_("Organisation"), required=False)
    country = forms.ChoiceField(label=_("Country or body"))
    category = forms.ChoiceField(
        label=_("Category"), choices=[("", _("Choose")), *Category.choices]
    )
    attending = forms.ChoiceField(
        label=_("Takes part"), choices=Attending.choices, widget=forms.RadioSelect
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        event: Event,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """Offer the countries; ask how somebody takes part only where there are two ways."""
        super().__init__(data, initial=dict(initial or {}))
        self.event = event
        cast("forms.ChoiceField", self.fields["country"]).choices = [
            ("", _("Choose")),
            *countries.choices(),
        ]
        if event.mode != Mode.HYBRID:
            del self.fields["attending"]

    def clean_country(self) -> str:
        """Return the code as it is stored."""
        return countries.normalised(self.cleaned_data["country"])

    def clean(self) -> dict[str, Any]:
        """Say how somebody takes part where it was not asked."""
        super().clean()
        if "attending" not in self.fields:
            online = self.event.mode == Mode.ONLINE
            self.cleaned_data["attending"] = Attending.ONLINE if online else Attending.IN_PERSON
        return self.cleaned_data


class OnBehalfForm(PersonForm):
    """A registration that the Secretariat makes for somebody."""

    once = OnceField()


class ChangeForm(PersonForm):
    """What is known of a registration; the address is the person and stays."""

    version = VersionField()

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, registration: Registration
    ) -> None:
        """Fill in what is known."""
        names = ("name", "organisation", "country", "category", "attending", "version")
        initial = {name: getattr(registration, name) for name in names}
        super().__init__(data, event=registration.event, initial=initial)
        del self.fields["email"]

    def theirs(self, registration: Registration) -> dict[str, Any]:
        """Return what is stored, by the names of this form's fields."""
        return {name: getattr(registration, name) for name in self.fields if name != "version"}


class RegistrationsFilter(forms.Form):
    """Which registrations a list shows."""

    text = LineField(label=_("Name, address or organisation"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Any state")), *RegistrationState.choices]
    )
    country = forms.ChoiceField(label=_("Country or body"), required=False)
    category = forms.ChoiceField(
        label=_("Category"), required=False, choices=[("", _("Any category")), *Category.choices]
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, codes: list[str]) -> None:
        """Offer the countries from which somebody registered."""
        super().__init__(data)
        named = sorted(((code, countries.name(code)) for code in codes), key=lambda pair: pair[1])
        cast("forms.ChoiceField", self.fields["country"]).choices = [("", _("Anywhere")), *named]
