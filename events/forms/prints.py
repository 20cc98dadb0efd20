"""Which badges and which signature lists are printed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from events import countries
from events.enums import BadgeFormat, BadgeOrder
from events.forms.dropdown import Dropdown
from interface import moments
from interface.fields import LineField

BLANK, MOST_BLANK = 5, 50


class SignatureListForm(forms.Form):
    """The days of a list, and how many rows are left blank on each."""

    day = forms.ChoiceField(label=_("Day"), required=False, widget=Dropdown)
    blank = forms.IntegerField(
        label=_("Blank rows on each day"),
        min_value=0,
        max_value=MOST_BLANK,
        help_text=_("For whoever comes without a place."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, days: Sequence[date]) -> None:
        """Offer the days of the event, and all at once."""
        super().__init__(data, initial={"blank": BLANK})
        self.days = {one.isoformat(): one for one in days}
        cast("forms.ChoiceField", self.fields["day"]).choices = [
            ("", _("All days")),
            *((key, moments.short_day(one)) for key, one in self.days.items()),
        ]
        if len(self.days) == 1:
            del self.fields["day"]

    def chosen(self) -> list[date]:
        """Return the days that a valid form asks for."""
        day = self.cleaned_data.get("day")
        return [self.days[day]] if day else list(self.days.values())


class BadgeForm(forms.Form):
    """Whose badges, how large and in which order."""

    text = LineField(
        label=_("Name, address or organisation"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "input-full", "type": "search"}),
    )
    country = forms.ChoiceField(label=_("Country or body"), required=False, widget=Dropdown)
    group = forms.ChoiceField(label=_("As what"), required=False, widget=Dropdown)
    new = forms.BooleanField(
        label=_("Only who was confirmed or changed since badges were last printed"),
        required=False,
    )
    form = forms.ChoiceField(
        label=_("Format"), choices=BadgeFormat.choices, widget=forms.RadioSelect
    )
    order = forms.ChoiceField(label=_("Order"), choices=BadgeOrder.choices, widget=Dropdown)

    def __init__(
        self, data: Mapping[str, Any], *, codes: Sequence[str], called: Mapping[str, str]
    ) -> None:
        """Offer the countries and groups there are; nonsense in the address is as nothing."""
        usual = {"form": BadgeFormat.CARD.value, "order": BadgeOrder.NAME.value}
        super().__init__({name: data.get(name) or usual.get(name, "") for name in self.base_fields})
        cast("forms.ChoiceField", self.fields["country"]).choices = [
            ("", _("Any")),
            *sorted(((code, countries.name(code)) for code in codes), key=lambda one: one[1]),
        ]
        cast("forms.ChoiceField", self.fields["group"]).choices = [("", _("Any")), *called.items()]
        self.is_valid()

    def wanted(self, name: str) -> Any:
        """Return what is asked for; what is usual, where the address says nonsense."""
        usual = {"form": BadgeFormat.CARD.value, "order": BadgeOrder.NAME.value}
        return self.cleaned_data.get(name) or usual.get(name, "")
