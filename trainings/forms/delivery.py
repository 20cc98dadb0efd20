"""Which course an event delivers."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from courses import languages
from courses.models import Course


class DeliveryForm(forms.Form):
    """A course and a language."""

    course = forms.ModelChoiceField(
        label=_("Course"), queryset=Course.objects.offered(), empty_label=_("Choose")
    )
    language = forms.ChoiceField(label=_("Language"), initial=languages.ENGLISH)

    def __init__(self, data: object = None) -> None:
        """Offer the languages with their names."""
        super().__init__(data)  # type: ignore[arg-type]  # what was posted, or nothing
        cast("forms.ChoiceField", self.fields["language"]).choices = languages.choices()
