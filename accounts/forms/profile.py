"""What people say about themselves, and what the Secretariat says about privacy."""

from collections.abc import Mapping
from typing import Any, cast
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from accounts.enums import CalendarBy
from accounts.models import User
from accounts.versions import VersionField
from interface.fields import LineField, TextField
from interface.moments import canonical, city

OUTERMOST = (
    "America/Cayenne",
    "America/Guadeloupe",
    "America/Marigot",
    "America/Martinique",
    "Atlantic/Azores",
    "Atlantic/Canary",
    "Atlantic/Madeira",
    "Indian/Mayotte",
    "Indian/Reunion",
)


def languages() -> list[tuple[str, str]]:
    """Return the languages in which letters and pages come, by their short codes."""
    return [(code.partition("-")[0], str(name)) for code, name in settings.LANGUAGES]


def zones(own: str) -> list[tuple[str, str]]:
    """Return the zones of Europe and its outermost regions, each once, and the own as stored."""
    near = {canonical(zone) for zone in available_timezones() if zone.startswith("Europe/")}
    offered = {*near, *OUTERMOST} - {canonical(own)} | {own}
    return sorted(((zone, city(zone)) for zone in offered), key=lambda pair: pair[1])


class ProfileForm(forms.Form):
    """A person's own details; the address is changed by the Secretariat."""

    version = VersionField()
    name = LineField(
        label=_("Full name"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As it shall stand on badges and certificates, in your own alphabet."),
    )
    telephone = LineField(
        label=_("Telephone"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Times are shown on the event's own clock, and on yours where it differs."),
    )
    calendar_by = forms.ChoiceField(
        label=_("Dates reach me"),
        choices=CalendarBy,
        widget=forms.RadioSelect,
        help_text=_(
            "A feed is an address that your calendar reads; an invitation comes with the letter"
            " about your place. What moves within 72 hours is mailed in any case."
        ),
    )
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, user: User) -> None:
        """Fill in what is known; ask for the language only where there is a choice."""
        shown = ("version", "name", "telephone", "time_zone", "calendar_by", "language")
        super().__init__(data, initial={name: getattr(user, name) for name in shown})
        self.user = user
        offered = languages()
        cast("forms.ChoiceField", self.fields["time_zone"]).choices = zones(user.time_zone)
        cast("forms.ChoiceField", self.fields["language"]).choices = offered
        if len(offered) == 1:
            del self.fields["language"]

    def clean(self) -> dict[str, Any]:
        """Keep the language where it was not asked for."""
        super().clean()
        self.cleaned_data["language"] = self.cleaned_data.get("language") or self.user.language
        return self.cleaned_data


class NoticeForm(forms.Form):
    """A new version of the privacy notice."""

    version = LineField(
        label=_("Version"),
        max_length=20,
        validators=[
            RegexValidator(r"^(?!publish$)[\w.-]+$", _("Use letters, digits, points and hyphens."))
        ],
        help_text=_(
            "Such as the day, 2026-01-31. Registrations name the version they were made under."
        ),
    )
    text = TextField(
        label=_("Text"),
        max_length=40_000,
        help_text=_("Markdown: ## for a heading, a blank line between paragraphs, - for a list."),
        widget=forms.Textarea(attrs={"rows": 24}),
    )


class CodeForm(forms.Form):
    """The code of a letter."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "class": "code-input",
                "size": 8,
            }
        ),
    )
