"""What the pages of the day accept."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.versions import VersionField
from agendas.rules import narrower_than, no_wider
from decisions.models import SEEN_BY
from events.attended import half_day
from interface.fields import LineField, OnceField, TextField
from meetings.day import Day, key_of
from meetings.enums import NUMBERED, ItemOutcome
from meetings.models import ItemRecord, Minutes


class MarkForm(forms.Form):
    """How one delegate is there, with one press: half-day, person and presence, or none."""

    half = forms.CharField(max_length=30)
    mark = forms.RegexField(r"^[0-9]{1,18} (present|online|excused|absent|unknown)$")

    @property
    def person(self) -> int:
        """Return whose registration it is about."""
        return int(str(self.cleaned_data["mark"]).split(" ")[0])

    @property
    def presence(self) -> str:
        """Return how the person is there."""
        return str(self.cleaned_data["mark"]).split(" ")[1]


class RestForm(forms.Form):
    """All the others of a half-day in one go; ``undo`` says when that was, to take it back."""

    half = forms.CharField(max_length=30)
    undo = forms.CharField(max_length=40, required=False)


class ExcuseForm(forms.Form):
    """Why a delegate does not come."""

    reason = LineField(
        label=gettext_lazy("Why"),
        max_length=200,
        help_text=gettext_lazy(
            "Only who prepares the meeting reads it: the minutes say that the seat was excused,"
            " and not why."
        ),
    )


class ConclusionForm(forms.Form):
    """What was concluded on an item."""

    version = VersionField()
    conclusion = TextField(
        label=gettext_lazy("Conclusions"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, data: Any = None, *, kept: ItemRecord) -> None:
        """Show what was written."""
        super().__init__(data, initial=stored(kept))


class OutcomeForm(forms.Form):
    """What the meeting made of an item."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What did the body make of it?"),
        choices=ItemOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what the body made of it.")},
    )
    title = LineField(
        label=gettext_lazy("What was decided"),
        required=False,
        help_text=gettext_lazy("As the register of decisions shows it."),
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("Who may see it in the register"),
        choices=[(one.value, one.label) for one in SEEN_BY],
    )
    half = forms.ChoiceField(label=gettext_lazy("When"))
    quorum_note = TextField(
        label=gettext_lazy("Why it is decided below the quorum"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy(
            "Needed only where too few seats are there: without it nothing is decided. The"
            " minutes say it."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, data: Any, *, kept: ItemRecord, table: Day, number: int, adopts: Minutes | None = None
    ) -> None:
        """Offer the half-days of the meeting, that of now first; what is said is its number."""
        super().__init__(
            data,
            initial={
                "outcome": kept.outcome,
                "title": kept.title or kept.item.title,
                "visibility": kept.visibility,
                "quorum_note": kept.quorum_note,
                "half": key_of(table.half_days[number]),
            },
        )
        halves = [(key_of(one), half_day(one)) for one in table.half_days]
        self.fields["half"] = forms.TypedChoiceField(
            label=_("When"),
            choices=halves,
            coerce=table.number_of,
            widget=forms.HiddenInput if len(halves) == 1 else forms.Select,
            help_text="" if len(halves) == 1 else _("The quorum of that half-day is kept with it."),
        )
        if adopts is not None:
            self.fields["minutes_version"] = VersionField(initial=adopts.version)
        self._offer_readers(kept)

    def _offer_readers(self, kept: ItemRecord) -> None:
        """Offer who may see it in the register: no more people than the item is open to.

        What not all of the body may know of stands in no register.
        """
        item = kept.item
        seen_by = [one for one in SEEN_BY if one in narrower_than(item.readers_class)]
        if seen_by:
            choices = [(one.value, one.label) for one in seen_by]
            cast("forms.ChoiceField", self.fields["visibility"]).choices = choices
            self.initial["visibility"] = no_wider(kept.visibility, than=item.readers_class)
        if len(seen_by) <= 1:
            self.fields["visibility"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Ask what was decided where something was."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("outcome") in NUMBERED and not said.get("title"):
            self.add_error("title", _("Say what was decided."))
        return said


class CorrectionForm(forms.Form):
    """What is right, and why."""

    once = OnceField()
    text = TextField(label=gettext_lazy("What is right"), max_length=4000)
    reason = TextField(label=gettext_lazy("Reason"), max_length=2000)


def stored(kept: ItemRecord) -> dict[str, Any]:
    """Return what is kept, as the form shows it."""
    return {"conclusion": kept.conclusion, "version": kept.version}
