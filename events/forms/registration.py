"""What is asked of somebody who registers, and of somebody who changes a registration."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.enums import Category
from accounts.forms.fields import AddressField
from accounts.models import Notice
from accounts.versions import VersionField
from events import countries
from events.asking import NOTHING_MORE, Asking, before
from events.forms.dropdown import Dropdown
from events.forms.mode import ModeField
from events.forms.more import More
from events.models import Event, Registration
from events.words import attending
from interface.fields import LineField, OnceField

CHANGED = ("name", "organisation", "country", "category")


class CountryField(forms.ChoiceField):
    """A country or body by its code; ``GR`` is understood and stored as ``EL``."""

    widget = Dropdown(attrs={"autocomplete": "country"})
    default_error_messages = {
        "required": _("Choose your country, or the kind of body you work for."),
        "invalid_choice": _("Choose a country or body of the list."),
    }

    def to_python(self, value: Any) -> str:
        """Return the code as it is stored."""
        return countries.normalised(super().to_python(value))

    def prepare_value(self, value: Any) -> Any:
        """Return the code under which the country stands in the box."""
        return countries.normalised(value) if isinstance(value, str) else value

    def valid_value(self, value: str) -> bool:
        """Tell whether there is such a country or body."""
        return value in countries.codes()


class PersonForm(forms.Form):
    """What is asked of everybody; how one takes part only where there are two ways."""

    name = LineField(
        label=_("Full name"),
        help_text=_("As it should stand on lists and badges, in your own alphabet."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    organisation = LineField(
        label=_("Organisation"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    country = CountryField(label=_("Country or body"))
    category = forms.ChoiceField(
        label=_("What describes your work best?"),
        choices=[("", _("Choose")), *Category.choices],
        widget=Dropdown,
        error_messages={
            "required": _("Choose what describes your work best."),
            "invalid_choice": _("Choose what describes your work best."),
        },
    )
    mode = ModeField()

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        event: Event,
        asking: Asking = NOTHING_MORE,
        files: Mapping[str, Any] | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """Offer the countries in the reader's language, and ask what the event asks."""
        super().__init__(data, files, initial=dict(initial or {}))  # type: ignore[arg-type]  # a mapping will do
        self.event, self.asking = event, asking
        country = cast("forms.ChoiceField", self.fields["country"])
        country.choices = [("", _("Choose")), *countries.choices()]
        self.more = More(self, asking, attending=attending(event))

    def clean(self) -> dict[str, Any]:
        """Judge the event's own questions by what is asked of this person."""
        super().clean()
        self.more.clean()
        return self.cleaned_data


class RegistrationForm(PersonForm):
    """A registration; the names of its fields are part of the contract."""

    once = OnceField()
    email = AddressField(help_text=_("Your confirmation and the link to change it go there."))
    notice = forms.CharField(widget=forms.HiddenInput, required=False)

    field_order = ("once", "name", "email", "organisation", "country", "category", "mode", "notice")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        event: Event,
        notice: Notice | None,
        asking: Asking = NOTHING_MORE,
        files: Mapping[str, Any] | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """Take the privacy notice that is in force, if there is one already."""
        self.in_force = notice
        known = {**(initial or {}), "notice": notice.version if notice else ""}
        super().__init__(data, event=event, asking=asking, files=files, initial=known)

    def clean_notice(self) -> Notice | None:
        """Return the notice the person was shown, which must be the one in force."""
        if self.in_force and self.cleaned_data["notice"] != self.in_force.version:
            raise ValidationError(
                _("The privacy notice has changed. Read it, and send the form again."),
                code="notice",
            )
        return self.in_force


class ChangeForm(PersonForm):
    """What a person told us, to be corrected; the address is the person and stays."""

    version = VersionField()

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        registration: Registration,
        asking: Asking = NOTHING_MORE,
        files: Mapping[str, Any] | None = None,
    ) -> None:
        """Fill in what is known."""
        super().__init__(
            data,
            event=registration.event,
            asking=asking,
            files=files,
            initial={**self.stored(registration), "version": registration.version},
        )

    @staticmethod
    def stored(registration: Registration) -> dict[str, Any]:
        """Return what is stored, by the names of this form's fields."""
        known = {name: getattr(registration, name) for name in CHANGED}
        return {**known, "mode": registration.attending}

    def theirs(self, registration: Registration) -> dict[str, Any]:
        """Return what is stored now of what this form asks."""
        stored = self.stored(registration)
        of_the_person = {name: stored[name] for name in stored if name in self.fields}
        if not self.more.schema:
            return of_the_person
        return of_the_person | self.more.theirs(before(registration))
