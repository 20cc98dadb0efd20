"""Which events the list shows."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from events import countries
from events.enums import Kind
from events.forms.dropdown import Dropdown
from interface.fields import LineField

ONLINE = "online"
UPCOMING, HALF_YEAR, NEXT_HALF_YEAR, PAST = "upcoming", "half", "next", "past"
PERIODS = (
    ("", _("From today")),
    (HALF_YEAR, _("This half-year")),
    (NEXT_HALF_YEAR, _("Next half-year")),
    (PAST, _("Past events")),
)


class EventsFilter(forms.Form):
    """What the visitor looks for; whatever makes no sense is left out."""

    text = LineField(
        label=_("Words"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "input-full", "type": "search"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("Any kind")), *Kind.choices],
        widget=Dropdown,
    )
    period = forms.ChoiceField(label=_("Period"), required=False, choices=PERIODS, widget=Dropdown)
    place = forms.ChoiceField(label=_("Place"), required=False, widget=Dropdown)
    open = forms.BooleanField(label=_("Open for registration"), required=False)

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Offer the places: online, or the Member State that hosts."""
        super().__init__(data)
        cast("forms.ChoiceField", self.fields["place"]).choices = [
            ("", _("Anywhere")),
            (ONLINE, _("Online")),
            *countries.member_state_choices(),
        ]
        self.is_valid()

    def wanted(self, name: str) -> Any:
        """Return what is asked for, or nothing where the address says nonsense."""
        return self.cleaned_data.get(name)


def half_year(on: dt.date, *, ahead: int = 0) -> tuple[dt.date, dt.date]:
    """Return first and last day of a half-year: the one of that day, or the next.

    >>> half_year(dt.date(2026, 11, 24), ahead=1)[1].isoformat()
    '2027-06-30'
    """
    number = on.year * 2 + (on.month > 6) + ahead
    year, second = divmod(number, 2)
    if second:
        return dt.date(year, 7, 1), dt.date(year, 12, 31)
    return dt.date(year, 1, 1), dt.date(year, 6, 30)
