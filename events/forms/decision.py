"""Reasons, and what is known of a person who registers."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import Category
from accounts.forms.fields import AddressField
from events import countries, groups
from events.asking import NOTHING_MORE, Asking
from events.enums import Approver, Attending, RegistrationState
from events.forms.more import SESSIONS
from events.forms.registration import ChangeForm, PersonForm
from events.models import Event, Registration
from events.questions import GROUP
from interface.fields import LineField, OnceField, TextField


class ReasonForm(forms.Form):
    """Why something is done; it stands in the letter."""

    reason = TextField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It stands in the letter, word by word."),
    )


class OnBehalfForm(PersonForm):
    """A registration that the Secretariat makes for somebody; it speaks of that person."""

    once = OnceField()
    email = AddressField(help_text=_("The letter with the link to the own page goes there."))

    field_order = ("once", "name", "email", "organisation", "country", "category", "mode")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        event: Event,
        asking: Asking = NOTHING_MORE,
    ) -> None:
        """Ask about somebody else, whose data this browser does not know."""
        super().__init__(data, event=event, asking=asking)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"
        _about_another(self)


class CorrectionForm(ChangeForm):
    """What is known of a registrant, as the Secretariat corrects it."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        registration: Registration,
        asking: Asking = NOTHING_MORE,
    ) -> None:
        """Fill in what is known, and speak of another person."""
        super().__init__(data, registration=registration, asking=asking)
        _about_another(self)

    def clean(self) -> dict[str, Any]:
        """Leave the group as it is where none is said."""
        super().clean()
        self.cleaned_data |= {GROUP: self.more.group} if GROUP in self.fields else {}
        return self.cleaned_data

    def theirs(self, registration: Registration) -> dict[str, Any]:
        """Return what is stored now of what this form asks, group and sessions too."""
        found = super().theirs(registration)
        found |= {GROUP: registration.group} if GROUP in self.fields else {}
        if SESSIONS in self.fields:
            chosen = registration.sessions.order_by().values_list("uid", flat=True)
            found[SESSIONS] = sorted(str(uid) for uid in chosen)
        return found


def _about_another(form: PersonForm) -> None:
    form.fields["category"].label = _("Category")
    for name in {GROUP} & form.fields.keys():
        form.fields[name].label = _("As")
        form.fields[name].required = False
        form.fields[name].initial = form.asking.group
    if SESSIONS in form.fields:
        form.fields[SESSIONS].help_text = ""
    if "mode" in form.fields:
        form.fields["mode"].label = _("Takes part")


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
    group = forms.ChoiceField(label=_("As"), required=False)
    attending = forms.ChoiceField(
        label=_("Takes part"), required=False, choices=[("", _("Either way")), *Attending.choices]
    )
    approver = forms.ChoiceField(label=_("Approved by"), required=False)
    missing = forms.BooleanField(label=_("Lacks answers"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, event: Event) -> None:
        """Offer the countries from which somebody registered, and groups as they are called.

        Who approves is asked where it is not always the Secretariat.
        """
        super().__init__(data)
        if event.states_approve:
            whom = [Approver.SECRETARIAT, Approver(event.approver)]
            cast("forms.ChoiceField", self.fields["approver"]).choices = [
                ("", _("Either")),
                *((one.value, one.label) for one in whom),
            ]
        else:
            del self.fields["approver"]
        codes = event.registrations.order_by().values_list("country", flat=True).distinct()
        named = sorted(((code, countries.name(code)) for code in codes), key=lambda pair: pair[1])
        called = groups.names(event).items()
        cast("forms.ChoiceField", self.fields["country"]).choices = [("", _("Anywhere")), *named]
        cast("forms.ChoiceField", self.fields["group"]).choices = [("", _("Anything")), *called]
