"""Who pays, what must be said about it, and how long the evidence is kept."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from accounts.versions import VersionField
from documents.forms import UploadField
from documents.kinds import PICTURES
from events.models import FundingSource
from interface.fields import DayField, LineField, OnceField, TextField

SAID = ("name", "starts", "ends", "statement", "keep_until")


class FundingForm(forms.Form):
    """A grant or a budget line."""

    version = VersionField()
    once = OnceField()
    name = LineField(label=_("Name"), help_text=_("With its number, such as ISF 2027, 101099999."))
    starts = DayField(label=_("From"), help_text=_("Events from this day on can be paid from it."))
    ends = DayField(label=_("Until"))
    statement = TextField(
        label=_("Statement"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as: Funded by the European Union. It stands on the event's page."),
    )
    keep_until = DayField(
        label=_("Keep evidence until"),
        help_text=_("Lists and signatures of these events are not erased before."),
    )
    emblem = UploadField(label=_("Emblem"), required=False, allowed=PICTURES)
    without_emblem = forms.BooleanField(label=_("Take the emblem away"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        source: FundingSource | None,
    ) -> None:
        """Fill in what is known; what is not there cannot be taken away."""
        known = {name: getattr(source, name) for name in ("version", *SAID)} if source else {}
        super().__init__(data, files, initial=known)
        del self.fields["once" if source else "version"]
        if source is None or source.emblem_at is None:
            del self.fields["without_emblem"]

    def clean(self) -> dict[str, Any]:
        """Look at the days together."""
        super().clean()
        found = self.cleaned_data
        starts, ends = found.get("starts"), found.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("It ends before it begins."))
        if ends and (keep := found.get("keep_until")) and keep < ends:
            self.add_error("keep_until", _("Evidence is kept at least until the money ends."))
        return found
