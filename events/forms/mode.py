"""How one takes part, where there are two ways."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.enums import Attending


class ModeField(forms.ChoiceField):
    """In person or online."""

    widget = forms.RadioSelect
    default_error_messages = {"required": _("Say whether you come or take part online.")}

    def __init__(self, **known: Any) -> None:
        """Offer both ways."""
        super().__init__(label=_("How do you take part?"), choices=Attending.choices, **known)
