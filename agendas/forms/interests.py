"""What the declaration of an interest accepts."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.seats import Place
from interface.fields import LineField, OnceField, TextField


class InterestForm(forms.Form):
    """Whose interest it is, and what; for which seat is asked only where there is a choice."""

    once = OnceField()
    place = forms.ChoiceField(label=_("For"))
    person = LineField(
        label=_("Person"),
        required=False,
        help_text=_("Whose interest it is. Leave it empty where it is that of the whole seat."),
    )
    text = TextField(label=_("What the interest is"), max_length=2000)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        places: Sequence[Place],
        person: str = "",
    ) -> None:
        """Offer the seats for which the person can declare."""
        super().__init__(data, initial={"person": person})
        self.places = places
        field = cast("forms.ChoiceField", self.fields["place"])
        offered = [(str(number), place.holder) for number, place in enumerate(places)]
        field.choices = [("", _("Choose")), *offered]
        if len(places) == 1:
            field.initial, field.widget = "0", forms.HiddenInput()

    def clean_place(self) -> Place:
        """Return the place at the table."""
        return self.places[int(self.cleaned_data["place"])]
