"""What the desk is asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import AddressField
from desk import deeds, things
from interface.fields import DayField, LineField
from mail.enums import State

RETURNED = "returned"


class SearchForm(forms.Form):
    """What to look for."""

    q = LineField(label=_("Search"), max_length=200, required=False)


class PersonForm(forms.Form):
    """Whose data."""

    address = AddressField(help_text=_("Of the person who asks what is held, or to be erased."))
    name = LineField(
        label=_("Name, as on old certificates"),
        max_length=200,
        required=False,
        help_text=_(
            "A certificate outlives the registration: after some years no address leads to it."
        ),
    )


class LetterFilter(forms.Form):
    """Which letters."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All")),
            (RETURNED, _("Waits for somebody")),
            *State.choices,
        ],
    )
    text = LineField(label=_("Address, name or subject"), max_length=200, required=False)
    event = forms.SlugField(required=False, widget=forms.HiddenInput)
    procedure = forms.SlugField(required=False, widget=forms.HiddenInput)
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)


class JournalFilter(forms.Form):
    """Which entries."""

    deed = forms.ChoiceField(label=_("Deed"), required=False)
    person = LineField(label=_("Who did it"), max_length=200, required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until"), required=False)
    label = forms.ChoiceField(label=_("Kind of thing"), required=False)
    key = LineField(max_length=80, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every deed of every app, and every kind of thing."""
        super().__init__(*args, **kwargs)
        for name, choices in (("deed", deeds.choices()), ("label", list(things.KINDS.items()))):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  # says it to mypy
            field.choices = [("", _("All")), *choices]

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", _("The period ends before it begins."))
        return found
