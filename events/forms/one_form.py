"""By whose form one registers for an event."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from events.forms.seen import SeenField, mark
from events.models import Event
from interface import moments


class LeadField(forms.ModelChoiceField[Event]):
    """An event, told with its day."""

    def label_from_instance(self, obj: Event) -> str:
        """Return title and day."""
        return f"{obj.title}, {moments.short_day(obj.first_date)}"


class OneFormForm(forms.Form):
    """The event whose form serves for this one too."""

    seen = SeenField()
    lead = LeadField(
        queryset=Event.objects.none(),
        label=_("One form with"),
        required=False,
        empty_label=_("None: it has a form of its own"),
        help_text=_(
            "That event's form then has a tick for this one; who registers for both gets one"
            " letter and one page. Places are counted for each by itself."
        ),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        event: Event,
        leads: QuerySet[Event],
    ) -> None:
        """Offer the events near in time, and the one that is chosen already."""
        super().__init__(
            data,
            initial={"lead": event.registers_with_id, "seen": mark(event.registers_with_id)},
        )
        chosen = Event.objects.filter(registered_here=event)
        field = cast("LeadField", self.fields["lead"])
        field.queryset = (leads | chosen.distinct()).order_by("starts_at", "pk")
