"""How many may come: in all, from each Member State, and from some of them otherwise."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import MemberState
from events.forms.seen import SeenField, mark
from events.rules import Places

MOST = 100_000


class NumberField(forms.IntegerField):
    """A number of places, or none; written as text, so that no wheel turns it by chance."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        """Take what a number of places can be."""
        super().__init__(required=False, min_value=0, max_value=MOST, **kwargs)
        self.widget.attrs |= {"class": "input-4", "inputmode": "numeric", "autocomplete": "off"}


class PlacesForm(forms.Form):
    """Numbers of places; an empty box sets no limit of its own."""

    seen = SeenField()
    total = NumberField(
        label=_("Places in all"),
        help_text=_("Empty: as many as like."),
    )
    each_state = NumberField(
        label=_("Places for each Member State"),
        help_text=_(
            "Empty: no number of its own. Union bodies and guests from elsewhere count in the"
            " total alone."
        ),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, places: Places) -> None:
        """Ask for each state an exception, in protocol order."""
        self.places = places
        self.states = list(MemberState.objects.all())
        initial: dict[str, Any] = {"total": places.total, "each_state": places.each_state}
        initial |= {f"state_{code}": number for code, number in places.by_state.items()}
        super().__init__(data, initial=initial | {"seen": mark(initial)})
        for state in self.states:
            self.fields[f"state_{state.code}"] = NumberField(label=state.name)

    def numbers(self) -> list[str]:
        """Return the names of all boxes."""
        return [name for name in self.fields if name != "seen"]

    def theirs(self) -> dict[str, int | None]:
        """Return the numbers as they are stored, by the names of the boxes."""
        return {name: self.initial.get(name) for name in self.numbers()}

    def exceptions(self) -> list[forms.BoundField]:
        """Return the boxes of the states."""
        return [self[f"state_{state.code}"] for state in self.states]

    @property
    def has_exceptions(self) -> bool:
        """Return whether a state has a number of its own, or a problem."""
        return any(
            self[name].value() not in {None, ""} or name in self.errors
            for name in self.fields
            if name.startswith("state_")
        )

    def by_state(self) -> dict[str, int | None]:
        """Return the numbers that differ from the general one.

        A state for which the number was lifted altogether keeps that until one is typed.
        """
        lifted = {code: None for code, number in self.places.by_state.items() if number is None}
        typed = {
            state.code: number
            for state in self.states
            if (number := self.cleaned_data[f"state_{state.code}"]) is not None
        }
        return {**lifted, **typed}
