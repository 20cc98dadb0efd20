"""A person who is put forward, and what is kept of him or her."""

from collections.abc import Collection
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import AddressField
from accounts.forms.people import require_order
from accounts.models import MemberState
from accounts.versions import VersionField
from courses import languages
from interface.fields import DayField, LineField, OnceField, TextField
from trainers.enums import Period
from trainers.models import Trainer

OF_THE_PERSON = ("name", "member_state", "organisation", "function", "languages", "biography")
EDITED = ("name", "email", *OF_THE_PERSON[1:], "motivation")


class _Described(forms.Form):
    name = LineField(label=_("Full name"), help_text=_("In the person's own alphabet."))
    email = AddressField(help_text=_("The person signs in with it, and letters go there."))
    member_state = forms.ModelChoiceField(
        MemberState.objects.all(),
        label=_("Works in"),
        empty_label=_("None of them"),
        required=False,
        help_text=_("Trainers of the host's country are suggested before others."),
    )
    organisation = LineField(label=_("Organisation"), required=False)
    function = LineField(label=_("Function"), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Speaks"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In which of them the person may teach is decided with the approvals."),
    )
    biography = TextField(
        label=_("Biography"), required=False, help_text=_("A few lines for the programme.")
    )
    motivation = TextField(
        label=_("Why this person"),
        required=False,
        help_text=_("What the person has done, and taught; the Secretariat decides by it."),
    )

    def offer_languages(self) -> None:
        """Offer the languages in the reader's words."""
        field = cast("forms.MultipleChoiceField", self.fields["languages"])
        field.choices = languages.choices()


class NominationForm(_Described):
    """A person to be put forward; for whom is asked only where there is a choice."""

    once = OnceField()
    nominated_for = forms.ModelChoiceField(
        MemberState.objects.all(), label=_("Put forward by"), required=False
    )

    field_order = ("nominated_for", *EDITED)

    def __init__(
        self,
        data: Any = None,
        *,
        states: Collection[str] | None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        """Offer the states for which the person speaks; ``None``: all, and the Secretariat."""
        super().__init__(data, initial=initial)
        self.offer_languages()
        field = cast("forms.ModelChoiceField[MemberState]", self.fields["nominated_for"])
        if states is not None:
            field.queryset = MemberState.objects.filter(pk__in=states)
        field.empty_label = cast("str", _("The Secretariat")) if states is None else None
        field.required = states is not None
        self.fields["motivation"].required = states is not None
        if states is not None and len(states) == 1:
            field.widget = forms.HiddenInput()
            field.initial = next(iter(states))


class TrainerForm(_Described):
    """What is kept of a trainer; of oneself all but the address and the reasons of others.

    ``moves`` says that the person may give the trainer another address.
    """

    version = VersionField()

    def __init__(self, data: Any = None, *, trainer: Trainer, is_own: bool, moves: bool) -> None:
        """Fill in what is stored."""
        super().__init__(data, initial={"version": trainer.version, **stored(trainer)})
        self.offer_languages()
        if is_own or not moves:
            del self.fields["email"]
        if is_own:
            del self.fields["motivation"]


class AgainForm(forms.Form):
    """Why somebody who was declined is put forward again."""

    motivation = TextField(label=_("Why this person"))

    def __init__(self, data: Any = None, *, trainer: Trainer) -> None:
        """Begin with what was written then."""
        super().__init__(data, initial={"motivation": trainer.motivation})


class AvailabilityForm(forms.Form):
    """Days on which a trainer is free, or is away."""

    period = forms.ChoiceField(
        label=_("On these days"), choices=Period, widget=forms.RadioSelect, initial=Period.AWAY
    )
    starts = DayField(label=_("First day"))
    ends = DayField(label=_("Last day"), required=False, help_text=_("Empty: that one day."))
    note = LineField(label=_("Note"), required=False)

    def __init__(self, data: Any = None, *, today: date) -> None:
        """Take today, before which nothing has to be said."""
        super().__init__(data)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """See that the days stand in order and are not over."""
        super().clean()
        said = self.cleaned_data
        last = "ends" if said.get("ends") else "starts"
        if "ends" in said and last == "starts":
            said["ends"] = said.get("starts")
        require_order(self)
        if said.get("ends") and said["ends"] < self.today:
            self.add_error(last, _("These days are over."))
        return said


def stored(trainer: Trainer) -> dict[str, Any]:
    """Return what is kept of a trainer as its form shows it."""
    return {
        "name": trainer.name,
        "email": trainer.email,
        "member_state": trainer.member_state,
        "organisation": trainer.organisation,
        "function": trainer.function,
        "languages": [one.language for one in trainer.languages.all()],
        "biography": trainer.biography,
        "motivation": trainer.motivation,
    }
