"""What the pages of bodies, seats and organisations accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import OrganisationKind
from accounts.forms.fields import AddressField
from accounts.forms.people import require_order
from accounts.models import Body, MemberState, Organisation, Seat
from accounts.versions import VersionField
from interface.fields import DayField, LineField

LONGEST_NOTICE = 250


class BodyForm(forms.Form):
    """What a body is called, how early its papers are due, who chairs it, how it decides."""

    version = VersionField()
    name = LineField(label=gettext_lazy("Name"), max_length=120)
    notice_days = forms.IntegerField(
        label=gettext_lazy("Notice in clear working days"),
        min_value=0,
        max_value=LONGEST_NOTICE,
        help_text=gettext_lazy(
            "How many clear working days before a meeting agenda and papers are due."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-4"}),
    )
    chaired_by_presidency = forms.BooleanField(
        label=gettext_lazy("Chaired by the Presidency in office"), required=False
    )
    vacant_seats_count = forms.BooleanField(
        label=gettext_lazy("Seats without a holder count in written procedures"),
        required=False,
        help_text=gettext_lazy(
            "Otherwise a launch leaves out the seats that nobody speaks for that day. What was"
            " launched before keeps its seats."
        ),
    )
    observers_read_procedures = forms.BooleanField(
        label=gettext_lazy("Observers read its written procedures"),
        required=False,
        help_text=gettext_lazy(
            "Otherwise who sits here without a vote, the Commission too, reads none of them."
        ),
    )

    def __init__(self, data: Any = None, *, body: Body) -> None:
        """Fill in what is stored."""
        super().__init__(data, initial={name: getattr(body, name) for name in self.base_fields})


class SeatForm(forms.Form):
    """A seat to be given, to a state or to an organisation."""

    member_state = forms.ModelChoiceField(
        MemberState.objects.all(),
        label=gettext_lazy("Member State"),
        empty_label=gettext_lazy("None"),
        required=False,
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=gettext_lazy("or organisation"),
        empty_label=gettext_lazy("None"),
        required=False,
    )
    votes = forms.BooleanField(label=gettext_lazy("Votes"), required=False, initial=True)
    starts = DayField(label=gettext_lazy("From"))
    ends = DayField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("The last day. Leave it empty where the seat has no end."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one holder, and see that the days stand in order."""
        super().clean()
        found = self.cleaned_data
        chosen = [name for name in ("member_state", "organisation") if found.get(name)]
        if len(chosen) != 1 and not {"member_state", "organisation"} & set(self.errors):
            self.add_error(
                "member_state", _("Choose a Member State or an organisation, one of the two.")
            )
        require_order(self)
        return found


class SeatChangeForm(forms.Form):
    """From when to when a seat lasts, and whether it votes."""

    version = VersionField()
    votes = forms.BooleanField(label=gettext_lazy("Votes"), required=False)
    starts = DayField(label=gettext_lazy("From"))
    ends = DayField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("The last day. Leave it empty where the seat has no end."),
    )

    def __init__(self, data: Any = None, *, seat: Seat) -> None:
        """Fill in what is stored."""
        super().__init__(data, initial={name: getattr(seat, name) for name in self.base_fields})

    def clean(self) -> dict[str, Any]:
        """See that the days stand in order."""
        super().clean()
        require_order(self)
        return self.cleaned_data


class OrganisationForm(forms.Form):
    """An organisation that may hold seats, send observers and be invited."""

    name = LineField(label=gettext_lazy("Name"), max_length=200)
    abbreviation = LineField(label=gettext_lazy("Abbreviation"), max_length=20, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=OrganisationKind)
    member_state = forms.ModelChoiceField(
        MemberState.objects.all(),
        label=gettext_lazy("Member State"),
        empty_label=gettext_lazy("None"),
        required=False,
    )
    email = AddressField(
        label=gettext_lazy("Contact address"),
        required=False,
        help_text=gettext_lazy("Invitations to the institution go there."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
