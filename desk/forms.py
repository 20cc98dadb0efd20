"""What the desk is asked."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import AddressField
from agendas.enums import ItemKind
from agendas.models import Agenda
from agendas.models.agenda import AgendaQuerySet
from desk import deeds, things
from interface import moments
from interface.fields import DayField, LineField, OnceField
from mail.enums import State

RETURNED = "returned"


class SearchForm(forms.Form):
    """What to look for."""

    q = LineField(label=_("Search"), max_length=200, required=False)


class PersonForm(forms.Form):
    """Whose data."""

    address = AddressField(help_text=_("Of the person who asks what is held, or to be erased."))
    name = LineField(
        label=_("Name, as on old certificates"),
        max_length=200,
        required=False,
        help_text=_(
            "A certificate outlives the registration: after some years no address leads to it."
        ),
    )


class LetterFilter(forms.Form):
    """Which letters."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All")),
            (RETURNED, _("Waits for somebody")),
            *State.choices,
        ],
    )
    text = LineField(label=_("Address, name or subject"), max_length=200, required=False)
    event = forms.SlugField(required=False, widget=forms.HiddenInput)
    procedure = forms.SlugField(required=False, widget=forms.HiddenInput)
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)


class JournalFilter(forms.Form):
    """Which entries."""

    deed = forms.ChoiceField(label=_("Deed"), required=False)
    person = LineField(label=_("Who did it"), max_length=200, required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until"), required=False)
    label = forms.ChoiceField(label=_("Kind of thing"), required=False)
    key = LineField(max_length=80, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every deed of every app, and every kind of thing."""
        super().__init__(*args, **kwargs)
        for name, choices in (("deed", deeds.choices()), ("label", list(things.KINDS.items()))):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  # says it to mypy
            field.choices = [("", _("All")), *choices]

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", _("The period ends before it begins."))
        return found


class AgendaField(forms.ModelChoiceField[Agenda]):
    """Agendas, called by their meeting and its days."""

    def label_from_instance(self, obj: Agenda) -> str:
        """Return the meeting and its days."""
        return f"{obj.event}, {moments.days(obj.event.first_date, obj.event.last_date)}"


class PlaceForm(forms.Form):
    """On which agenda a suggestion comes, and as what."""

    once = OnceField()
    agenda = AgendaField(
        Agenda.objects.none(),
        label=_("Agenda"),
        empty_label=None,
        to_field_name="key",
        error_messages={"required": _("Choose a meeting.")},
    )
    title = LineField(label=_("Title"))
    kind = forms.ChoiceField(
        label=_("What the body does with it"),
        choices=ItemKind,
        initial=ItemKind.DISCUSSION,
        widget=forms.RadioSelect,
    )

    def __init__(
        self, data: Any = None, *, agendas: AgendaQuerySet, initial: dict[str, Any]
    ) -> None:
        """Offer the agendas that the person prepares."""
        super().__init__(data, initial=initial)
        cast("AgendaField", self.fields["agenda"]).queryset = agendas


class MemberForm(forms.Form):
    """Whom a state wants in the team of its Presidency."""

    once = OnceField()
    name = LineField(label=_("Name"))
    address = AddressField()
    starts = DayField(label=_("From"))
    ends = DayField(label=_("Until"), required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a time that ends before it begins."""
        found = super().clean() or {}
        starts, ends = found.get("starts"), found.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("The period ends before it begins."))
        return found
