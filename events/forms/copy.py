"""What a copy of an event takes along, and when it is."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from events.copying import title_for, year_later
from events.enums import CopyPart
from events.models import Event
from interface.fields import DayField, LineField, OnceField

NOT_AT_ONCE = frozenset({CopyPart.CONSENT, CopyPart.JOIN_LINK, CopyPart.INVITATIONS})
"""Parts that are ticked only by somebody who means it."""


def parts_field() -> forms.TypedMultipleChoiceField:
    """Return the boxes of the parts; a form offers those that there are."""
    return forms.TypedMultipleChoiceField(
        label=_("What comes along"),
        required=False,
        coerce=CopyPart,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Kind, body, text about it, hours, mode, languages and contact come along in any case;"
            " registrations, output and report never do."
        ),
    )


def offer(form: forms.Form, parts: Mapping[CopyPart, int]) -> None:
    """Offer the parts that there are, each with how much of it; most are ticked at once."""
    field = cast("forms.ChoiceField", form.fields["parts"])
    field.choices = [(part.value, f"{part.label} ({number})") for part, number in parts.items()]
    form.initial["parts"] = [part.value for part in parts if part not in NOT_AT_ONCE]


class CopyForm(forms.Form):
    """Title, first day and parts; a title left as it is proposed follows the year of the day."""

    once = OnceField()
    title = LineField(label=_("Title"))
    first_date = DayField(
        label=_("First day"),
        help_text=_("Proposed is the same weekday a year later. All other days move along."),
    )
    parts = parts_field()

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        event: Event,
        offered: Mapping[CopyPart, int],
    ) -> None:
        """Propose the same weekday a year later, and all that is usually wanted."""
        self.event = event
        day = year_later(event.first_date)
        super().__init__(data, initial={"first_date": day, "title": self._titled(day.year)})
        offer(self, offered)

    def _titled(self, year: int) -> str:
        return title_for(self.event.title, old=self.event.first_date.year, new=year)[:200]

    def clean(self) -> dict[str, Any]:
        """Let a title that nobody wrote follow the day; consent comes with the programme alone."""
        super().clean()
        found = self.cleaned_data
        day = found.get("first_date")
        if day and found.get("title") == self.initial["title"]:
            found["title"] = self._titled(day.year)
        parts = found.get("parts", [])
        if CopyPart.CONSENT in parts and CopyPart.PROGRAMME not in parts:
            self.add_error("parts", _("Consent to be published comes with the programme alone."))
        return found
