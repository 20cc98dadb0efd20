"""Fields that several forms share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.addresses import normalised


class AddressField(forms.CharField):
    """A mail address, in the form in which addresses are stored."""

    widget = forms.EmailInput

    def __init__(self, **kwargs: Any) -> None:
        """Label it, and let the browser fill it in."""
        kwargs.setdefault("label", _("E-mail address"))
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Tell the browser whose address is meant."""
        return {"autocomplete": "email", **super().widget_attrs(widget)}

    def to_python(self, value: Any) -> str:
        """Return the address casefolded, its domain in IDNA letters."""
        typed = super().to_python(value)
        return normalised(typed) if typed else ""
