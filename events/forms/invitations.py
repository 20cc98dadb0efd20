"""Whom to invite, with what words, and which invitations a list shows."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.addresses import normalised
from accounts.forms.fields import AddressField
from accounts.models import Organisation
from accounts.versions import VersionField
from events import groups, guests
from events.enums import Group, InvitationKind, InvitationState
from events.guests import Bench
from events.invitations import Guest, apart
from events.models import Event, Invitation
from interface.fields import LineField, OnceField, TextField

MOST_AT_ONCE = 500
FAULTS_SHOWN = 10
NAME_LENGTH = 200
GONE = "gone"


class GuestsField(TextField):
    """People as lines: a name and an address, or an address alone."""

    def to_python(self, value: Any) -> Any:
        """Return name and address of each line; say which lines hold none."""
        text = super().to_python(value)
        found: list[tuple[str, str]] = []
        faults: list[str] = []
        for number, line in enumerate(str(text or "").replace(";", "\n").splitlines(), start=1):
            if not line.strip():
                continue
            name, address = apart(line)
            try:
                found.append((name[:NAME_LENGTH], normalised(address)))
            except ValidationError:
                faults.append(
                    _("Line %(number)d holds no address: %(line)s.")
                    % {"number": number, "line": line.strip()[:80]}
                )
        if len(faults) > FAULTS_SHOWN:
            more = len(faults) - FAULTS_SHOWN
            faults = faults[:FAULTS_SHOWN]
            faults.append(
                ngettext("%(count)d more line holds none.", "%(count)d more lines hold none.", more)
                % {"count": more}
            )
        if faults:
            raise ValidationError(faults)
        if len(found) > MOST_AT_ONCE:
            raise ValidationError(
                _("Invite %(most)d people at a time at most; these are %(count)d.")
                % {"most": MOST_AT_ONCE, "count": len(found)}
            )
        return found


class InviteForm(forms.Form):
    """What every way of inviting asks: as what people come, and personal words."""

    once = OnceField()
    group = forms.ChoiceField(label=gettext_lazy("They come as"), initial=Group.PARTICIPANT)
    note = TextField(
        label=gettext_lazy("Personal words"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("They stand in the letter below the first sentence."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        event: Event,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """Call the groups what the event calls them."""
        super().__init__(data, initial=dict(initial or {}))
        called = list(groups.names(event).items())
        cast("forms.ChoiceField", self.fields["group"]).choices = called


class SeatsForm(InviteForm):
    """Those who speak for the seats of a body."""

    people = forms.MultipleChoiceField(
        label=gettext_lazy("Who is invited"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        event: Event,
        benches: Sequence[Bench],
        chosen: Sequence[str] = (),
    ) -> None:
        """Offer everybody of the body; all are ticked, or those that were chosen."""
        everybody = [str(one.pk) for bench in benches for one in bench.people]
        ticked = [pk for pk in everybody if pk in chosen] or everybody
        super().__init__(data, event=event, initial={"group": Group.MEMBER, "people": ticked})
        self.benches = benches
        cast("forms.MultipleChoiceField", self.fields["people"]).choices = [
            (str(one.pk), one.user.name) for bench in benches for one in bench.people
        ]

    def rows(self) -> list[tuple[Bench, list[tuple[Any, bool]]]]:
        """Return each place with its people and whether they are ticked."""
        ticked = {str(pk) for pk in self["people"].value() or ()}
        return [
            (bench, [(one, str(one.pk) in ticked) for one in bench.people])
            for bench in self.benches
        ]

    def guests(self) -> list[Guest]:
        """Return whom a valid form names."""
        chosen = {int(pk) for pk in self.cleaned_data["people"]}
        return guests.for_seats(self.benches, chosen=chosen)


class InstitutionsForm(InviteForm):
    """Institutions of the list, each at an address; a box each to tick and to write into."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        event: Event,
        organisations: Sequence[Organisation],
    ) -> None:
        """Ask for each institution whether, and at which address."""
        super().__init__(data, event=event)
        self.organisations = organisations
        for one in organisations:
            self.fields[f"ask_{one.pk}"] = forms.BooleanField(label=one.name, required=False)
            self.fields[f"email_{one.pk}"] = AddressField(
                label=_("Address of %(name)s") % {"name": one.name},
                required=False,
                initial=one.email,
                widget=forms.EmailInput(attrs={"autocomplete": "off"}),
            )

    def rows(self) -> list[tuple[Organisation, forms.BoundField, forms.BoundField]]:
        """Return each institution with its two boxes."""
        return [(one, self[f"ask_{one.pk}"], self[f"email_{one.pk}"]) for one in self.organisations]

    def clean(self) -> dict[str, Any]:
        """Ask for an address where an institution is ticked, and for one tick at least."""
        super().clean()
        for one in self.chosen():
            name = f"email_{one.pk}"
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, _("Write the address to which the invitation goes."))
        if not self.chosen():
            self.add_error(None, _("Choose at least one institution."))
        return self.cleaned_data

    def chosen(self) -> list[Organisation]:
        """Return the institutions that are ticked."""
        return [one for one in self.organisations if self.cleaned_data.get(f"ask_{one.pk}")]

    def new_addresses(self) -> list[tuple[Organisation, str]]:
        """Return which institutions have another address than was known."""
        pairs = [(one, self.cleaned_data[f"email_{one.pk}"]) for one in self.chosen()]
        return [(one, email) for one, email in pairs if email != one.email]

    def guests(self) -> list[Guest]:
        """Return whom a valid form names."""
        return [
            guests.for_institution(one, email=self.cleaned_data[f"email_{one.pk}"])
            for one in self.chosen()
        ]


class AddressesForm(InviteForm):
    """Anybody, by typed or pasted addresses."""

    people = GuestsField(
        label=gettext_lazy("Names and addresses"),
        max_length=60_000,
        help_text=gettext_lazy(
            "One a line: Anna Kalniņa <anna@example.eu>, or the address alone. Who is named"
            " twice is invited once."
        ),
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
    )

    field_order = ("once", "people", "group", "note")

    def guests(self) -> list[Guest]:
        """Return whom a valid form names."""
        return [Guest(email=email, name=name) for name, email in self.cleaned_data["people"]]


class InvitationsFilter(forms.Form):
    """Which invitations a list shows."""

    text = LineField(
        label=gettext_lazy("Name, address or institution"), required=False, max_length=100
    )
    state = forms.ChoiceField(
        label=gettext_lazy("Answer"),
        required=False,
        choices=[
            ("", gettext_lazy("Any answer")),
            *InvitationState.choices,
            (GONE, gettext_lazy("Said yes and comes no longer")),
        ],
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Invited as"),
        required=False,
        choices=[("", gettext_lazy("Anything")), *InvitationKind.choices],
    )


class RenewForm(forms.Form):
    """Where an invitation goes with its new link."""

    version = VersionField()
    name = LineField(label=gettext_lazy("Name"), required=False, max_length=NAME_LENGTH)
    email = AddressField(widget=forms.EmailInput(attrs={"autocomplete": "off"}))

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, invitation: Invitation, fixed: bool
    ) -> None:
        """Fill in what is stored; an address that has answered stays."""
        super().__init__(data, initial=self.stored(invitation))
        if fixed:
            self.fields["email"].disabled = True
            self.fields["email"].help_text = _(
                "It has answered, so it stays: the answer is bound to it."
            )

    @staticmethod
    def stored(invitation: Invitation) -> dict[str, Any]:
        """Return what is stored of what this form asks."""
        return {
            "version": invitation.version,
            "name": invitation.name,
            "email": invitation.email,
        }

    def theirs(self, invitation: Invitation) -> dict[str, Any]:
        """Return what is stored now, without the version."""
        stored = self.stored(invitation)
        del stored["version"]
        return stored
