"""What is asked once a place is confirmed, or was added later."""

from collections.abc import Mapping
from typing import Any

from django import forms

from accounts.versions import VersionField
from events.asking import Asking, before
from events.forms.more import More
from events.models import Registration


class DetailsForm(forms.Form):
    """The event's own questions alone."""

    version = VersionField()

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        registration: Registration,
        asking: Asking,
        files: Mapping[str, Any] | None = None,
    ) -> None:
        """Fill in what was answered before."""
        super().__init__(data, files, initial={"version": registration.version})  # type: ignore[arg-type]  # a mapping will do
        self.more = More(self, asking, attending=registration.attending)

    def clean(self) -> dict[str, Any]:
        """Judge by what is asked of this person."""
        super().clean()
        self.more.clean()
        return self.cleaned_data

    def theirs(self, registration: Registration) -> dict[str, Any]:
        """Return what is stored now of what this form asks."""
        return self.more.theirs(before(registration))
