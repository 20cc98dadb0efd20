"""Where an item of an agenda goes to, and that an agenda is adopted as it was read."""

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.versions import VersionField
from agendas.models import Agenda, AgendaItem

FARTHEST = 500


class MoveForm(forms.Form):
    """Some places up or down among the items that the person sees, or below another item."""

    places = forms.IntegerField(required=False, min_value=-FARTHEST, max_value=FARTHEST)
    parent = forms.UUIDField(required=False)

    def __init__(self, data: Any, *, items: Sequence[AgendaItem], item: AgendaItem) -> None:
        """Keep the items in their order, and which of them is moved."""
        super().__init__(data)
        self.items = {one.key: one for one in items}
        self.item = item

    def clean_parent(self) -> AgendaItem | None:
        """Return the item below which it goes; one unknown is none of the agenda."""
        key = self.cleaned_data["parent"]
        if key and key not in self.items:
            raise forms.ValidationError("")
        return self.items.get(key)

    def said(self) -> dict[str, AgendaItem | None]:
        """Return of which item it becomes a part, and before which one it stands then."""
        places = self.cleaned_data["places"]
        if places is None:
            return {"parent": self.cleaned_data["parent"], "before": None}
        beside = [one for one in self.items.values() if one.parent_id == self.item.parent_id]
        others = [one for one in beside if one != self.item]
        place = min(max(0, beside.index(self.item) + places), len(others))
        before = others[place] if place < len(others) else None
        return {"parent": self.item.parent, "before": before}


class AdoptForm(forms.Form):
    """The version of the agenda that was read."""

    version = VersionField()

    def __init__(self, data: Any = None, *, agenda: Agenda) -> None:
        """Fill in the version that stands."""
        super().__init__(data, initial={"version": agenda.version})
