"""Whose certificates a page shows."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.folding import folded
from certificates.candidates import Candidate
from certificates.enums import Stage, Verdict
from events import countries
from events.forms.dropdown import Dropdown
from events.models.registration import RegistrationQuerySet
from interface.fields import LineField


class CandidatesFilter(forms.Form):
    """Which people of an event a page shows."""

    text = LineField(
        label=_("Name"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "input-full", "type": "search"}),
    )
    country = forms.ChoiceField(label=_("Country or body"), required=False, widget=Dropdown)
    stage = forms.ChoiceField(
        label=_("Certificate"),
        required=False,
        choices=[("", _("Any")), *Stage.choices],
        widget=Dropdown,
    )
    verdict = forms.ChoiceField(
        label=_("By the rule"),
        required=False,
        choices=[("", _("Any")), *Verdict.choices],
        widget=Dropdown,
    )
    wishes = forms.BooleanField(label=_("Asks for another spelling"), required=False)

    def __init__(self, data: Mapping[str, Any], *, candidates: Iterable[Candidate]) -> None:
        """Offer the countries people come from."""
        super().__init__({name: data.get(name, "") for name in self.base_fields})
        codes = {one.registration.country for one in candidates}
        cast("forms.ChoiceField", self.fields["country"]).choices = [
            ("", _("Any")),
            *sorted(((code, countries.name(code)) for code in codes), key=lambda one: one[1]),
        ]
        self.is_valid()

    @property
    def wanted(self) -> dict[str, Any]:
        """Return what is asked for; what makes no sense is left out."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def filtered(
        self, candidates: Iterable[Candidate], *, people: RegistrationQuerySet
    ) -> list[Candidate]:
        """Return those whom the filters leave, in the order in which they came."""
        wanted = self.wanted
        found = list(candidates)
        if text := wanted.get("text"):
            named = set(people.matching(text).values_list("pk", flat=True))
            found = [
                one for one in found if one.registration.pk in named or _reads(one.other_name, text)
            ]
        if country := wanted.get("country"):
            found = [one for one in found if one.registration.country == country]
        if stage := wanted.get("stage"):
            found = [one for one in found if one.stage == stage]
        if verdict := wanted.get("verdict"):
            found = [one for one in found if one.earned.verdict == verdict]
        if wanted.get("wishes"):
            found = [one for one in found if one.correction]
        return found


def _reads(name: str, text: str) -> bool:
    """Return whether a name holds each word that is looked for."""
    return all(word in folded(name) for word in folded(text).split())
