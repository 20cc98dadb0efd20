"""The form of a delegation: kept while it is typed, judged when it is sent."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import AddressField
from accounts.versions import VersionField, said
from events.enums import Attending, Capacity, Mode
from interface.fields import LineField, TextField
from meetings.delegations import ROW, Terms
from meetings.enums import DelegationFault
from meetings.rules.delegation import Finding, Person, faults

MOST_ROWS = 20
LONGEST_DRAFT = 8_000
"""How many characters a draft holds."""

LABELS = {
    "name": _("Name, person %(row)d"),
    "email": _("Address, person %(row)d"),
    "function": _("Function, person %(row)d"),
    "capacity": _("Capacity, person %(row)d"),
    "attending": _("Takes part, person %(row)d"),
    "reimbursed": _("Reimbursed, person %(row)d"),
    "note": _("To the Secretariat"),
}


@dataclass(frozen=True)
class Row:
    """The boxes of one person; ``locked`` where how to take part is the person's own word."""

    number: int
    boxes: dict[str, forms.BoundField]

    @property
    def label(self) -> str:
        """Return what the group of boxes is called."""
        return _("Person %(number)d") % {"number": self.number}


@dataclass(frozen=True)
class Clash:
    """A box that two people filled in differently: what the other typed, and what is own."""

    name: str
    label: str
    theirs: str
    own: str


class NameField(LineField):
    """A name, which is needed where anything else is said of the person."""

    def validate(self, value: str) -> None:
        """Leave an empty box to the form, which knows the row."""


class OwnAddressField(AddressField):
    """An address; who sits without a seat needs one in each row that is not empty."""

    def validate(self, value: str) -> None:
        """Leave an empty box to the form, which knows the row."""


class CapacityField(forms.ChoiceField):
    """As what somebody comes; of an empty row it says nothing."""

    def validate(self, value: str) -> None:
        """Refuse only what is none of the choices."""
        if value:
            super().validate(value)


class NobodyForm(forms.Form):
    """What goes with the word that nobody comes."""

    note = TextField(
        label=_("To the Secretariat"),
        required=False,
        max_length=2000,
        help_text=_("Why nobody comes, if you want to say."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class StampForm(forms.Form):
    """What travels hidden: what was read, in which version."""

    version = VersionField()
    base = forms.CharField(required=False, widget=forms.HiddenInput)


class DelegationForm(forms.Form):
    """A delegation as it is typed. ``people`` is whom it names, once it was checked."""

    note = TextField(
        label=_("To the Secretariat"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    rows = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        terms: Terms,
        mode: str,
        has_seat: bool,
        typed: Mapping[str, Any] | None = None,
    ) -> None:
        """Show what was typed before, in as many rows as there are places, or people."""
        super().__init__(data, initial=dict(typed or {}))
        self.terms, self.mode, self.has_seat = terms, mode, has_seat
        self.people: list[Person] = []
        self.row_of: list[int] = []
        given = self.data.get("rows") if self.is_bound else self.initial.get("rows")
        self.number = _rows(given, least=terms.places)
        self.initial["rows"] = str(self.number)
        for row in range(1, self.number + 1):
            self._add_row(row)

    def _add_row(self, row: int) -> None:
        self.fields[f"name_{row}"] = NameField(label=_("Full name"))
        self.fields[f"email_{row}"] = OwnAddressField(
            label=_("E-mail address"), required=not self.has_seat
        )
        self.fields[f"function_{row}"] = LineField(label=_("Function"), required=False)
        self.fields[f"capacity_{row}"] = CapacityField(
            label=_("As what"),
            choices=Capacity,
            initial=Capacity.HEAD if row == 1 else Capacity.MEMBER,
        )
        if self.mode == Mode.HYBRID:
            self.fields[f"attending_{row}"] = forms.ChoiceField(
                label=_("Takes part"), choices=Attending, initial=Attending.IN_PERSON,
                required=False,
            )  # fmt: skip
        if self.terms.reimbursed:
            self.fields[f"reimbursed_{row}"] = forms.BooleanField(
                label=_("Reimbursed"), required=False
            )
        self.fields[f"key_{row}"] = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def table(self) -> list[Row]:
        """Return the rows for the page."""
        return [
            Row(
                row,
                {name: self[f"{name}_{row}"] for name in ROW if f"{name}_{row}" in self.fields},
            )
            for row in range(1, self.number + 1)
        ]

    def label_in_full(self, name: str) -> str:
        """Return the label of a box with whose it is, for the list of what is wrong."""
        return label_of(name) if is_shown(name) else str(self.fields[name].label)

    @property
    def may_have_more(self) -> bool:
        """Return whether another row may be asked for."""
        return self.number < MOST_ROWS

    def clean(self) -> dict[str, Any]:
        """Judge the whole as the service does, each fault at its row."""
        self.people, self.row_of = [], []
        for row in range(1, self.number + 1):
            if not self._is_empty(row):
                self._take(row)
        if self.errors:
            return self.cleaned_data
        self.refuse(
            faults(
                self.people,
                places=self.terms.places,
                reimbursed=self.terms.reimbursed,
                has_seat=self.has_seat,
            )
        )
        return self.cleaned_data

    def _is_empty(self, row: int) -> bool:
        """Return whether nothing was typed into a row but what stands there by itself."""
        return not any(
            str(self.data.get(f"{name}_{row}", "")).strip()
            for name in ("name", "email", "function")
        )

    def _take(self, row: int) -> None:
        found = {name: self.cleaned_data.get(f"{name}_{row}") for name in ROW}
        if not found["name"] and f"name_{row}" not in self.errors:
            self.add_error(f"name_{row}", _("Write the name of this person."))
        self.row_of.append(row)
        self.people.append(
            Person(
                name=found["name"] or "",
                email=found["email"] or "",
                function=found["function"] or "",
                capacity=found["capacity"] or Capacity.MEMBER,
                attending=found["attending"] or "",
                is_reimbursed=bool(found["reimbursed"]),
                key=found["key"] or "",
            )
        )

    def refuse(self, findings: Iterable[Finding]) -> None:
        """Say what is wrong, each at its row; what concerns all of it above."""
        for one in findings:
            box = "email" if one.fault == DelegationFault.NO_ADDRESS else "name"
            at = f"{box}_{self.row_of[one.row - 1]}" if one.row else None
            self.add_error(at, one.says(self.terms.places, self.terms.reimbursed))

    def typed(self, *, more: int = 0) -> dict[str, Any]:
        """Return what was typed, as it was typed, with so many rows more."""
        return {**self.read(self.data), "rows": str(min(self.number + more, MOST_ROWS))}

    def read(self, sent: Any) -> dict[str, str]:
        """Return what stands in the boxes of a form like this one."""
        return {
            name: _kept(field.widget.value_from_datadict(sent, {}, name))
            for name, field in self.fields.items()
        }

    def base(self, stamp: StampForm) -> dict[str, Any] | None:
        """Return what stood in the boxes before anything was typed, where the form told it."""
        told = stamp.cleaned_data["base"]
        return self.read(QueryDict(told)) if told else None

    def as_sent(self) -> str:
        """Return what the form shows as a browser would send it, to be the base of what comes."""
        found = []
        for bound in self:
            value = bound.value()
            if isinstance(bound.field, forms.BooleanField):
                found += [(bound.name, "on")] if value else []
            else:
                found.append((bound.name, "" if value is None else str(value)))
        return urlencode(found)

    def judged(self) -> "DelegationForm":
        """Return the form as if what it shows had been sent."""
        return DelegationForm(
            QueryDict(self.as_sent()), terms=self.terms, mode=self.mode, has_seat=self.has_seat
        )

    @property
    def told(self) -> tuple[list[Person], str]:
        """Return whom a valid form names, whatever row they were filled into, and what it adds."""
        return [replace(one, key="") for one in self.people], self.cleaned_data["note"]

    def is_too_long(self) -> bool:
        """Return whether more was typed than a draft holds."""
        return sum(len(value) for value in self.typed().values()) > LONGEST_DRAFT

    def differences(self, theirs: Mapping[str, Any]) -> list[str]:
        """Return the labels of the boxes in which something else stands."""
        own = self.typed()
        return [
            label_of(name)
            for name in dict.fromkeys([*own, *theirs])
            if is_shown(name) and own.get(name, "") != theirs.get(name, "")
        ]

    def clashes(self, theirs: Mapping[str, Any], names: Collection[str]) -> list[Clash]:
        """Return of each of the boxes what both typed, in the words in which it is shown.

        Who somebody is stands in two, which are asked about as one.
        """
        own = self.typed()
        leaders = dict.fromkeys(asked_with(name) for name in names)
        return [
            Clash(name, asked_of(name), self._words(name, theirs), self._words(name, own))
            for name in leaders
        ]

    def _words(self, name: str, typed: Mapping[str, Any]) -> str:
        boxes = [box for box in self.fields if asked_with(box) == name]
        return "\n".join(self._word(box, typed.get(box, "")) for box in boxes)

    def _word(self, name: str, value: str) -> str:
        field = self.fields[name]
        return said(field, bool(value) if isinstance(field, forms.BooleanField) else value)


def is_shown(name: str) -> bool:
    """Return whether a box is one that people fill in."""
    return name.rpartition("_")[0] in LABELS or name == "note"


def asked_with(name: str) -> str:
    """Return with which box a box is chosen: an address goes with the name of its row."""
    return name.replace("email_", "name_")


def asked_of(name: str) -> str:
    """Return what is chosen between two texts by the box of that name."""
    kind, _underscore, row = name.rpartition("_")
    if kind == "name":
        return str(_("Name and address, person %(row)d")) % {"row": int(row)}
    return label_of(name)


def label_of(name: str) -> str:
    """Return what a box is called beside others of its kind."""
    kind, _underscore, row = name.rpartition("_")
    return str(LABELS[kind or name]) % {"row": int(row)} if kind else str(LABELS[name])


def _rows(given: Any, *, least: int) -> int:
    text = str(given or "")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0
    return min(max(number, least, 1), MOST_ROWS)


def _kept(value: Any) -> str:
    """Return what stands in a box: one sort of line break, no sign that no database keeps."""
    if value is True:
        return "on"
    return str(value or "").replace("\0", "").replace("\r\n", "\n")
