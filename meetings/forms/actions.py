"""What the pages of action points accept."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Body, MemberState, Organisation
from accounts.seats import Place, code_of
from accounts.versions import VersionField
from interface.fields import DayField, LineField, OnceField, TextField
from meetings.day import holder_of
from meetings.models import ActionPoint

OPEN, LATE, DONE = "open", "late", "done"
STATES = (
    (OPEN, gettext_lazy("Open")),
    (LATE, gettext_lazy("Late")),
    (DONE, gettext_lazy("Done")),
)
SECRETARIAT = "secretariat"


def owner_code(state: str | None, organisation: int | None) -> str:
    """Return the owner as a form names it."""
    return code_of(state, organisation) if state or organisation else SECRETARIAT


class ActionForm(forms.Form):
    """What is to be done, by whom and until when."""

    text = LineField(label=gettext_lazy("What is to be done"), max_length=300)
    owner = forms.ChoiceField(label=gettext_lazy("By whom"))
    due_date = DayField(label=gettext_lazy("Until"))

    def __init__(
        self, data: Any = None, *, places: Sequence[Place], met_on: date, **more: Any
    ) -> None:
        """Offer the Secretariat and the seats; nothing is due before the meeting."""
        super().__init__(data, **more)
        self.met_on = met_on
        self.places = {owner_code(*holder_of(place)): place for place in places}
        cast("forms.ChoiceField", self.fields["owner"]).choices = [
            (SECRETARIAT, _("Secretariat")),
            *((code, place.holder) for code, place in self.places.items()),
        ]

    def clean_due_date(self) -> date:
        """Refuse a day before the meeting."""
        due: date = self.cleaned_data["due_date"]
        if due < self.met_on:
            raise forms.ValidationError(_("That day is before the meeting."))
        return due

    @property
    def said(self) -> dict[str, Any]:
        """Return what was filled in, the owner as state or organisation."""
        said = dict(self.cleaned_data)
        place = self.places.get(said.pop("owner"))
        state: MemberState | None = place.member_state if place else None
        organisation: Organisation | None = place.organisation if place else None
        return said | {"member_state": state, "organisation": organisation}


class NewActionForm(ActionForm):
    """A new action point; a form that is sent twice has one effect."""

    once = OnceField()


class ActionChangeForm(ActionForm):
    """What is said of an action point."""

    version = VersionField()


def stored(action: ActionPoint) -> dict[str, Any]:
    """Return what is stored, as the form shows it."""
    return {
        "text": action.text,
        "owner": owner_code(action.member_state_id, action.organisation_id),
        "due_date": action.due_date,
    }


class DoneForm(forms.Form):
    """What came of it."""

    version = VersionField()
    note = TextField(
        label=gettext_lazy("What came of it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ActionsFilter(forms.Form):
    """Which action points are shown; whatever makes no sense is left out."""

    text = LineField(
        label=gettext_lazy("Words"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "input-full", "type": "search"}),
    )
    body = forms.ChoiceField(label=gettext_lazy("Body"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("Any state")), *STATES],
    )
    mine = forms.BooleanField(label=gettext_lazy("Only mine"), required=False)

    def __init__(self, data: Mapping[str, Any], *, bodies: Sequence[Body]) -> None:
        """Offer the bodies."""
        super().__init__(data)
        cast("forms.ChoiceField", self.fields["body"]).choices = [
            ("", _("Any body")),
            *((one.pk, one.name) for one in bodies),
        ]
        self.is_valid()

    def wanted(self, name: str) -> Any:
        """Return what is asked for, or nothing where the address says nonsense."""
        return self.cleaned_data.get(name)
