"""What the Secretariat says to the host in the report on a training."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.versions import VersionField
from interface.fields import TextField
from trainings.models import TrainingRequest


class ReportWordsForm(forms.Form):
    """A few words to the host."""

    version = VersionField()
    words = TextField(
        label=_("To the host"), max_length=4000, required=False,
        help_text=_("It stands at the top of the report, on the page and on paper."),
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None = None, *, request: TrainingRequest) -> None:
        """Fill in what is stored."""
        stored = {"version": request.version, "words": request.report_words}
        super().__init__(data, initial=stored)
