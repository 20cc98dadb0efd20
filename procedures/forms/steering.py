"""What the Secretariat says when it steers a running procedure."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import Mandate
from documents.forms import UploadField
from interface.fields import LineField, MomentField, OnceField, TextField
from procedures.deadlines import to_the_last_second
from procedures.enums import Choice
from procedures.forms.replies import CASTINGS
from procedures.models import Ballot, Procedure


class ReasonForm(forms.Form):
    """Why something is done; everybody who was asked reads it."""

    once = OnceField()
    reason = TextField(
        label=_("Reason"),
        help_text=_("All seats read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawForm(ReasonForm):
    """Why a procedure is withdrawn; of a draft no seat knows."""

    def __init__(self, data: Any, *, procedure: Procedure) -> None:
        """Say who reads it."""
        super().__init__(data)
        if procedure.launched_at is None:
            self.fields["reason"].help_text = _("The Secretariat alone reads it.")


class RoundForm(ReasonForm):
    """A next round, with the reason where it ends the one that runs."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, ends: bool) -> None:
        """Ask nobody why who hears of nothing."""
        super().__init__(data)
        if not ends:
            del self.fields["reason"]


class ExtendForm(ReasonForm):
    """A later deadline, with the reason."""

    deadline_at = MomentField(label=_("New deadline"), zone=settings.TIME_ZONE)
    field_order = ("deadline_at", "reason")

    def clean_deadline_at(self) -> datetime:
        """Take the last minute of a day to its last second, as the rule's own deadline."""
        return to_the_last_second(self.cleaned_data["deadline_at"])


class RemindForm(forms.Form):
    """The letter to the silent."""

    once = OnceField()
    subject = LineField(label=_("Subject"), max_length=250)
    text = TextField(
        label=_("Text"),
        max_length=4000,
        help_text=_("Deadline, seat and the button are added to it."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)


class EnterReplyForm(forms.Form):
    """A reply that came by mail: for which seat, what, from whom, why by us."""

    seat = forms.ChoiceField(label=_("Seat"))
    choice = forms.ChoiceField(
        label=_("Reply"), choices=Choice.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose for, against or abstain.")},
    )  # fmt: skip
    casting = forms.ChoiceField(
        label=_("If it is tied, the chair's casting vote is"),
        choices=CASTINGS,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Only where the mail is the chair's and says so."),
    )
    voter = forms.ChoiceField(label=_("Who replied"), required=False)
    statement = TextField(
        label=_("Statement"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_reservation = forms.BooleanField(label=_("It is a reservation"), required=False)
    reason = TextField(
        label=_("Why it is entered here"),
        help_text=_(
            "Such as: reply by mail of 23 April, 16:12. Name nobody: it stays in the record."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    mail = UploadField(label=_("The mail itself"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        ballots: list[Ballot],
        mandates: list[Mandate],
        chairs: Collection[str],
    ) -> None:
        """Offer the seats, and those who speak for them now.

        ``chairs`` are the seats whose casting vote may count; where there is none, none is asked.
        """
        super().__init__(data, files)
        self.chairs = chairs
        if not chairs:
            del self.fields["casting"]
        self.ballots = {ballot.code: ballot for ballot in ballots}
        self.mandates = {str(mandate.pk): mandate for mandate in mandates}
        cast("forms.ChoiceField", self.fields["seat"]).choices = [
            ("", _("Choose")),
            *((ballot.code, ballot.holder) for ballot in ballots),
        ]
        cast("forms.ChoiceField", self.fields["voter"]).choices = [
            ("", _("Somebody else")),
            *(
                (str(mandate.pk), f"{mandate.user.name}, {mandate.in_words}")
                for mandate in mandates
            ),
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse a voter of another seat, and a casting vote of any but the chair."""
        super().clean()
        found = self.cleaned_data
        mandate = self.mandates.get(found.get("voter", ""))
        ballot = self.ballots.get(found.get("seat", ""))
        if mandate and ballot and not _speaks_for(mandate, ballot):
            self.add_error("voter", _("This person speaks for another seat."))
        if found.get("casting") and found.get("seat") not in self.chairs:
            self.add_error("casting", _("Only the seat in the chair has a casting vote."))
        return found


def _speaks_for(mandate: Mandate, ballot: Ballot) -> bool:
    return (mandate.member_state_id, mandate.organisation_id) == (
        ballot.member_state_id,
        ballot.organisation_id,
    )
