"""What is asked of an item of an agenda, and of one that stands on every agenda."""

from collections.abc import Collection
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Visibility
from accounts.models import Body, MemberState, Seat
from accounts.versions import VersionField
from agendas.enums import ItemKind, Presenter
from agendas.models import Agenda, AgendaItem
from agendas.models.agenda import SAID, Presented
from interface.fields import ClockField, LineField, OnceField, RowsField, TextField

LONGEST = 600
"""Minutes that one item may take: ten hours."""

OWN = ""
"""The choice of an item that is part of none."""


class SeatsField(RowsField[Seat]):
    """Seats, called by who holds them."""

    def label_from_instance(self, obj: Seat) -> str:
        """Return the name of the state or organisation."""
        return obj.holder


class PresentedForm(forms.Form):
    """What is said of an item: what is done with it, who presents it, how long it takes."""

    title = LineField(label=_("Title"))
    kind = forms.ChoiceField(
        label=_("What the body does with it"),
        choices=ItemKind,
        initial=ItemKind.DISCUSSION,
        widget=forms.RadioSelect,
    )
    text = TextField(
        label=_("What it is about"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    presenter = forms.ChoiceField(label=_("Presented by"), choices=Presenter, required=False)
    presenter_state = forms.ModelChoiceField(
        MemberState.objects.all(),
        label=_("Member State"),
        required=False,
        empty_label=_("None"),
        help_text=_("Where a Member State presents it."),
    )
    presenter_name = LineField(
        label=_("Name"), required=False, help_text=_("The person, or who else presents it.")
    )
    minutes = forms.IntegerField(
        label=_("Minutes planned"), required=False, min_value=1, max_value=LONGEST
    )

    def clean(self) -> dict[str, Any]:
        """See that it is said who presents it; a state goes without saying that one does."""
        super().clean()
        said = self.cleaned_data
        state = said.get("presenter_state")
        if said.get("presenter") == Presenter.STATE and "presenter_state" in said and not state:
            self.add_error("presenter_state", _("Say which Member State."))
        if said.get("presenter") != Presenter.STATE and state:
            said["presenter_state"] = None
        if said.get("presenter") == Presenter.OTHER and said.get("presenter_name") == "":
            self.add_error("presenter_name", _("Say who."))
        return said


class ItemForm(PresentedForm):
    """An item of an agenda, and who may see it.

    What is restricted is offered to those alone who may know of it then.
    """

    starts_time = ClockField(
        label=_("Begins"),
        required=False,
        help_text=_("Only where it has an hour of its own; else it follows the one before."),
    )
    visibility = forms.ChoiceField(label=_("Who may see it"), initial=Visibility.BODY)
    readers = SeatsField(
        Seat.objects.none(),
        label=_("Open to these seats"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Of a restricted item, beside the chair and who has the right."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        agenda: Agenda,
        restricts: bool,
        initial: dict[str, Any] | None = None,
    ) -> None:
        """Offer what the person may choose; ``restricts`` who may know of restricted items."""
        super().__init__(data, initial=initial)
        if not agenda.has_hours:
            del self.fields["starts_time"]
        field = cast("forms.ChoiceField", self.fields["visibility"])
        field.choices = [
            (value, label)
            for value, label in Visibility.choices
            if restricts or value != Visibility.RESTRICTED
        ]
        if restricts:
            cast("SeatsField", self.fields["readers"]).queryset = _seats(agenda.event.body, agenda)
        else:
            del self.fields["readers"]


def _seats(body: Body | None, agenda: Agenda) -> Any:
    """Return the seats of the body on the day of the meeting, and those named already."""
    named = AgendaItem.readers.through.objects.filter(agendaitem__agenda=agenda)
    on = Seat.objects.held_on(agenda.event.first_date).filter(body=body).values("pk")
    found = Seat.objects.filter(Q(pk__in=on) | Q(pk__in=named.values("seat")))
    return found.in_protocol_order()


class AddItemForm(ItemForm):
    """An item to be put on an agenda, by itself or as a part of another."""

    once = OnceField()
    parent = forms.ChoiceField(label=_("Part of"), required=False)

    def __init__(
        self, data: Any = None, *, whole: Collection[tuple[AgendaItem, str]], **kwargs: Any
    ) -> None:
        """Offer the items of which it can be a part, each with its number."""
        super().__init__(data, **kwargs)
        self.whole = {str(item.key): item for item, _number in whole}
        offer_parents(self.fields["parent"], whole)

    def said(self) -> dict[str, Any]:
        """Return what the service is told."""
        told = dict(self.cleaned_data)
        told["parent"] = self.whole.get(told["parent"])
        return told


def offer_parents(field: forms.Field, whole: Collection[tuple[AgendaItem, str]]) -> None:
    """Offer items of which another can be a part, and to be part of none."""
    cast("forms.ChoiceField", field).choices = [
        (OWN, _("None: an item of its own")),
        *((str(item.key), f"{number} {item.title}") for item, number in whole),
    ]


class ChangeItemForm(ItemForm):
    """An item as it is stored, to be changed."""

    version = VersionField()

    def __init__(self, data: Any = None, *, item: AgendaItem, **kwargs: Any) -> None:
        """Fill in what is stored."""
        known = {"version": item.version, **stored(item)}
        super().__init__(data, agenda=item.agenda, initial=known, **kwargs)

    def theirs(self, item: AgendaItem) -> dict[str, Any]:
        """Return what is stored now, under the names that the form asks."""
        return {name: value for name, value in stored(item).items() if name in self.fields}


class PlaceForm(forms.Form):
    """Of which item another is a part."""

    parent = forms.ChoiceField(label=_("Part of"), required=False)

    def __init__(self, *, item: AgendaItem, whole: Collection[tuple[AgendaItem, str]]) -> None:
        """Begin with where it stands."""
        super().__init__(initial={"parent": str(item.parent.key) if item.parent else OWN})
        offer_parents(self.fields["parent"], whole)


class StrikeForm(forms.Form):
    """Why an item is taken off, and which version of it was read."""

    version = VersionField()
    reason = TextField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Any = None, *, item: AgendaItem, is_needed: bool) -> None:
        """Need a reason only where somebody has seen it."""
        super().__init__(data, initial={"version": item.version})
        self.fields["reason"].required = is_needed


def stored(item: AgendaItem) -> dict[str, Any]:
    """Return what is kept of an item as its form shows it."""
    return {
        **_said(item),
        "starts_time": item.starts_time,
        "visibility": item.visibility,
        "readers": list(item.readers.in_protocol_order()),
    }


def _said(item: Presented) -> dict[str, Any]:
    return {name: getattr(item, name) for name in SAID}
