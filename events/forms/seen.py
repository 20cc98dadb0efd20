"""Rows without a version of their own are guarded by what a form was filled from."""

import hashlib
import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def mark(shown: object) -> str:
    """Return a short mark of what a form shows; other values have another.

    >>> mark({"total": 50}) == mark({"total": 50}), mark({"total": 50}) == mark({"total": 51})
    (True, False)
    """
    text = json.dumps(shown, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


class SeenField(forms.CharField):
    """The mark of what a form was filled from; travels hidden."""

    widget = forms.HiddenInput
    default_error_messages = {
        "required": _("This form lacks its mark. Reload the page and fill it in again."),
    }

    def __init__(self, **kwargs: Any) -> None:
        """Take what a mark can be."""
        super().__init__(max_length=20, **kwargs)


def is_stale(form: forms.Form) -> bool:
    """Return whether what a valid form was filled from has changed meanwhile."""
    return bool(form.cleaned_data["seen"] != form.initial["seen"])
