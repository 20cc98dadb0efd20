"""What the pages of bodies, seats and organisations accept."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import OrganisationKind
from accounts.forms.fields import AddressField
from accounts.forms.people import require_order
from accounts.models import Body, MemberState, Organisation, Seat
from accounts.shares import MalformedShareError, read_share
from accounts.versions import VersionField
from interface.fields import DayField, LineField

LONGEST_NOTICE = 250
MOST_PLACES = 20
LONGEST_SHARE = 9
CHECK = gettext_lazy("Check against your Rules of Procedure.")
_NUMBER = {"inputmode": "numeric", "class": "input-4"}


class BodyForm(forms.Form):
    """What a body is called, who chairs it, and how it meets and decides."""

    version = VersionField()
    name = LineField(label=gettext_lazy("Name"), max_length=120)
    notice_days = forms.IntegerField(
        label=gettext_lazy("Notice in clear working days"),
        min_value=0,
        max_value=LONGEST_NOTICE,
        help_text=gettext_lazy(
            "How many clear working days before a meeting agenda and papers are due."
        ),
        widget=forms.TextInput(attrs=_NUMBER),
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

    quorum_share = LineField(
        label=gettext_lazy("Quorum, as a share of the voting seats"),
        max_length=LONGEST_SHARE,
        help_text=format_lazy(
            "{} {}", gettext_lazy("A fraction such as 1/2 or 2/3; never a decimal."), CHECK
        ),
        widget=forms.TextInput(attrs={"class": "input-4"}),
    )
    quorum_is_more = forms.BooleanField(
        label=gettext_lazy("More than that share, not just as much"), required=False
    )
    online_is_present = forms.BooleanField(
        label=gettext_lazy("Who takes part online is present"), required=False, help_text=CHECK
    )
    places_per_seat = forms.IntegerField(
        label=gettext_lazy("Places of a delegation"),
        min_value=1,
        max_value=MOST_PLACES,
        help_text=gettext_lazy("How many people a seat may name for a meeting."),
        widget=forms.TextInput(attrs=_NUMBER),
    )
    reimbursed_per_seat = forms.IntegerField(
        label=gettext_lazy("Of whom so many are reimbursed"),
        min_value=0,
        max_value=MOST_PLACES,
        widget=forms.TextInput(attrs=_NUMBER),
    )

    def __init__(self, data: Any = None, *, body: Body) -> None:
        """Fill in what is stored."""
        super().__init__(data, initial={name: getattr(body, name) for name in self.base_fields})

    def clean_quorum_share(self) -> str:
        """Take an exact fraction above 0 and at most 1."""
        typed: str = self.cleaned_data["quorum_share"]
        try:
            read_share(typed)
        except MalformedShareError as error:
            raise forms.ValidationError(
                _("Write a fraction above 0 and at most 1, such as 1/2 or 2/3.")
            ) from error
        return typed

    def clean(self) -> dict[str, Any]:
        """Refuse a quorum that nobody reaches, and money for more people than have places."""
        super().clean()
        found = self.cleaned_data
        share = found.get("quorum_share")
        if share and read_share(share) == 1 and found["quorum_is_more"]:
            self.add_error("quorum_share", _("More than all can never be reached."))
        places, reimbursed = found.get("places_per_seat"), found.get("reimbursed_per_seat")
        if places and reimbursed and reimbursed > places:
            self.add_error(
                "reimbursed_per_seat", _("No more people are reimbursed than have a place.")
            )
        return found


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
