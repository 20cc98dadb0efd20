"""Which items are taken over from the last agenda."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agendas.enums import ItemState
from agendas.models import AgendaItem
from agendas.reading import Line
from interface.fields import OnceField


class CopyForm(forms.Form):
    """Items of the last agenda, those chosen beforehand that nothing came of and nothing brings."""

    once = OnceField()
    items = forms.MultipleChoiceField(
        label=_("Take over"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, data: Any = None, *, lines: Sequence[Line]) -> None:
        """Offer the items by their numbers."""
        chosen = [str(line.item.key) for line in lines if _is_left(line.item)]
        super().__init__(data, initial={"items": chosen})
        self.by_key = {str(line.item.key): line.item for line in lines}
        cast("forms.MultipleChoiceField", self.fields["items"]).choices = [
            (str(line.item.key), f"{line.number} {line.item.title}") for line in lines
        ]

    def chosen(self) -> list[AgendaItem]:
        """Return the items that were chosen."""
        return [self.by_key[key] for key in self.cleaned_data["items"]]


def _is_left(item: AgendaItem) -> bool:
    """Return whether an item is open still, and does not come again by itself; a part as its whole.

    By itself comes what stands on each agenda, and what something brought.
    """
    comes_itself = item.standing_id is not None or item.source_key
    if comes_itself or item.state != ItemState.OPEN or item.decided_at is not None:
        return False
    return item.parent is None or _is_left(item.parent)
