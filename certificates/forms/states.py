"""Which certificates of people from one state a page shows."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certificates.models import CertificateQuerySet
from events.models import Event, Registration
from events.models.registration import RegistrationQuerySet
from interface.fields import LineField


class StatesFilter(forms.Form):
    """Words of the name of a person, or of the title of an event."""

    text = LineField(
        label=_("Name or event"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "input-full", "type": "search"}),
    )
    year = forms.CharField(required=False, widget=forms.HiddenInput)

    def filtered(self, rows: CertificateQuerySet) -> CertificateQuerySet:
        """Return those that are asked for; what makes no sense leaves all."""
        text: Any = self.cleaned_data.get("text") if self.is_valid() else ""
        if not text:
            return rows
        people = RegistrationQuerySet(Registration).matching(text)
        return rows.filter(
            Q(registration__in=people.values("pk"))
            | Q(registration__event__in=Event.objects.matching(text).values("pk"))
        )
