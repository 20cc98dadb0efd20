"""What the page of a person's feeds accepts."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.forms.profile import languages
from accounts.models import Body
from accounts.versions import VersionField
from calendars.enums import Scope
from calendars.models import Feed
from interface.fields import LineField, OnceField

INVITED_HELP = _(
    "Events to which you have a place or an invitation then stand in your calendar once, where"
    " the mail has put them."
)
ALARM_HELP = _("One reminder a deadline: at nine the day before, or 24 hours before its hour.")


def bodies_of(standing: Standing) -> Iterable[Body]:
    """Return the bodies whose dates the person may have as a feed."""
    every = Body.objects.order_by("name")
    return every if standing.is_secretariat else every.filter(pk__in=standing.bodies)


class NewFeedForm(forms.Form):
    """Whose dates, under what name, and what of them."""

    once = OnceField()
    holds = forms.ChoiceField(label=_("What it holds"), widget=forms.RadioSelect)
    label = LineField(
        label=_("Name"),
        max_length=100,
        required=False,
        help_text=_("As your calendar shows it; left blank, it is called after what it holds."),
    )
    leaves_out_invited = forms.BooleanField(
        label=_("Leave out what comes to me as invitations by mail"),
        required=False,
        help_text=INVITED_HELP,
    )
    leaves_out_cancelled = forms.BooleanField(
        label=_("Leave out what is cancelled"), required=False
    )
    has_alarm = forms.BooleanField(
        label=_("Remind me of deadlines"), required=False, help_text=ALARM_HELP
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, standing: Standing) -> None:
        """Offer the own dates, and each body in which the person sits."""
        super().__init__(data, initial={"holds": Scope.MINE.value})
        self.bodies = {body.pk: body for body in bodies_of(standing)}
        cast("forms.ChoiceField", self.fields["holds"]).choices = [
            (Scope.MINE.value, _("My own dates: places, invitations, trainings, deadlines")),
            *((code, body.name) for code, body in self.bodies.items()),
        ]

    def clean(self) -> dict[str, Any]:
        """Turn what it holds into scope and body, and name it after that where it has no name."""
        super().clean()
        body = self.bodies.get(self.cleaned_data.pop("holds", ""))
        self.cleaned_data["scope"] = Scope.BODY if body else Scope.MINE
        self.cleaned_data["body"] = body
        named = body.name if body else str(Scope.MINE.label)
        self.cleaned_data["label"] = self.cleaned_data.get("label") or named[:100]
        return self.cleaned_data


class SettingsForm(forms.Form):
    """Name, language and what is left out."""

    version = VersionField()
    label = LineField(label=_("Name"), max_length=100)
    language = forms.ChoiceField(label=_("Language"), required=False, choices=languages)
    leaves_out_invited = forms.BooleanField(
        label=_("Leave out what comes to me as invitations by mail"),
        required=False,
        help_text=INVITED_HELP,
    )
    leaves_out_cancelled = forms.BooleanField(
        label=_("Leave out what is cancelled"), required=False
    )
    has_alarm = forms.BooleanField(
        label=_("Remind me of deadlines"), required=False, help_text=ALARM_HELP
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, feed: Feed) -> None:
        """Fill in what is so now; a body sends no invitations, and there may be one language."""
        super().__init__(
            data,
            initial={
                name: getattr(feed, name)
                for name in (
                    "version",
                    "label",
                    "language",
                    "leaves_out_invited",
                    "leaves_out_cancelled",
                    "has_alarm",
                )
            },
        )
        self.feed = feed
        if feed.scope == Scope.BODY:
            del self.fields["leaves_out_invited"]
        if len(languages()) == 1:
            del self.fields["language"]

    def clean(self) -> dict[str, Any]:
        """Keep as it is what was not asked."""
        super().clean()
        self.cleaned_data.setdefault("leaves_out_invited", False)
        self.cleaned_data["language"] = self.cleaned_data.get("language") or self.feed.language
        return self.cleaned_data
