"""What is asked of an item that stands on every agenda of a body."""

from typing import Any

from django import forms

from accounts.versions import VersionField
from agendas.forms.item import PresentedForm
from agendas.models import StandingItem
from interface.fields import OnceField


class AddStandingForm(PresentedForm):
    """An item to stand on each new agenda."""

    once = OnceField()


class ChangeStandingForm(PresentedForm):
    """A standing item as it is stored, to be changed."""

    version = VersionField()

    def __init__(self, data: Any = None, *, item: StandingItem) -> None:
        """Fill in what is stored."""
        super().__init__(data, initial={"version": item.version, **item.said()})


class MoveStandingForm(forms.Form):
    """How many places later in the list, or earlier below zero."""

    places = forms.IntegerField(min_value=-100, max_value=100)
