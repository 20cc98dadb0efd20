"""Files of material, and what is said of their translations."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.models import MemberState
from accounts.versions import VersionField
from courses import languages
from courses.enums import Given
from courses.models import Material
from documents.forms import UploadField
from interface.fields import LineField, OnceField, TextField


class AddMaterialForm(forms.Form):
    """A material in English."""

    once = OnceField()
    title = LineField(label=_("Title"))
    given = forms.ChoiceField(
        label=_("Given to"), choices=Given.choices, widget=forms.RadioSelect,
        initial=Given.REGISTERED,
    )  # fmt: skip
    upload = UploadField(label=_("File in English"))


class ChangeMaterialForm(forms.Form):
    """What a material is called, and to whom it is given."""

    version = VersionField()
    title = LineField(label=_("Title"))
    given = forms.ChoiceField(label=_("Given to"), choices=Given.choices, widget=forms.RadioSelect)

    def __init__(self, data: Mapping[str, Any] | None = None, *, material: Material) -> None:
        """Fill in what is stored."""
        super().__init__(data, initial=self.stored(material) | {"version": material.version})

    @staticmethod
    def stored(material: Material) -> dict[str, Any]:
        """Return what of a material the form shows."""
        return {"title": material.title, "given": material.given}


class RenewMaterialForm(forms.Form):
    """A newer English file."""

    upload = UploadField(label=_("File in English"))
    words = LineField(label=_("What is new"), required=False)


class BeginTranslationForm(forms.Form):
    """A language, and who checks it."""

    language = forms.ChoiceField(label=_("Language"))
    checker = forms.ModelChoiceField(
        label=_("Checked by"), queryset=MemberState.objects.all(), required=False,
        empty_label=_("The Secretariat"),
        help_text=_("Its National Representative and substitutes are written to."),
    )  # fmt: skip

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, material: Material, standing: Standing
    ) -> None:
        """Offer the languages that are lacking; to who speaks for a state its own alone."""
        super().__init__(data)
        self.decides = standing.is_secretariat
        there = {languages.ENGLISH, *material.translations.values_list("language", flat=True)}
        lacking = [(code, name) for code, name in languages.choices() if code not in there]
        language = cast("forms.ChoiceField", self.fields["language"])
        checker = cast("forms.ModelChoiceField[MemberState]", self.fields["checker"])
        if not self.decides:
            own = MemberState.objects.filter(pk__in=standing.member_states)
            checker.queryset, checker.required, checker.empty_label = own, True, None
            spoken = {code for state in own for code in languages.of_state(state)}
            lacking = [(code, name) for code, name in lacking if code in spoken]
        language.choices = [("", gettext("Choose")), *lacking]
        self.offers = bool(lacking)

    def clean(self) -> dict[str, Any]:
        """Refuse a state that does not speak the language, unless the Secretariat wants it so."""
        said = super().clean() or {}
        checker, language = said.get("checker"), said.get("language")
        if (
            checker
            and language
            and not self.decides
            and language not in languages.of_state(checker)
        ):
            self.add_error("checker", gettext("Choose a state whose language it is."))
        return said


class HandInForm(forms.Form):
    """The file of a translation."""

    upload = UploadField(label=_("File of the translation"))


class PublishForm(forms.Form):
    """That the file which was read is right."""

    version = VersionField()


class SendBackForm(forms.Form):
    """What is to be mended in the file which was read."""

    version = VersionField()
    remark = TextField(label=_("What is to be mended"), max_length=2000)
