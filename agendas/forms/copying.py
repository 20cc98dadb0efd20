"""Which items are taken over from the last agenda."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agendas.models import AgendaItem
from agendas.reading import Line
from interface.fields import OnceField


class CopyForm(forms.Form):
    """Items of the last agenda, those chosen beforehand that do not stand on each one anyway."""

    once = OnceField()
    items = forms.MultipleChoiceField(
        label=_("Take over"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, data: Any = None, *, lines: Sequence[Line]) -> None:
        """Offer the items by their numbers."""
        chosen = [str(line.item.key) for line in lines if line.item.standing_id is None]
        super().__init__(data, initial={"items": chosen})
        self.by_key = {str(line.item.key): line.item for line in lines}
        cast("forms.MultipleChoiceField", self.fields["items"]).choices = [
            (str(line.item.key), f"{line.number} {line.item.title}") for line in lines
        ]

    def chosen(self) -> list[AgendaItem]:
        """Return the items that were chosen."""
        return [self.by_key[key] for key in self.cleaned_data["items"]]
