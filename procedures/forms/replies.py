"""What a seat says: its reply, an objection to the procedure, other words."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.fields import TextField
from procedures.enums import Casting, Choice
from procedures.models import Ballot, ReplyDraft

LONGEST = 10_000
CASTINGS = [("", _("not given: the tie fails")), *Casting.choices]


class ReplyForm(forms.Form):
    """For, against or abstain, with a statement; how the chair would break a tie, if it may.

    Nothing is chosen beforehand but what the seat's holders have chosen themselves. ``seen``
    and ``draft`` name the reply that stood and the draft there was when it was filled in.
    """

    choice = forms.ChoiceField(
        label=_("Your reply"),
        choices=Choice.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose for, against or abstain."),
            "invalid_choice": _("Choose for, against or abstain."),
        },
    )
    casting = forms.ChoiceField(
        label=_("If it is tied, the chair's casting vote is"),
        choices=CASTINGS,
        required=False,
        widget=forms.RadioSelect,
    )
    statement = TextField(
        label=_("Statement or reservation"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    is_reservation = forms.BooleanField(label=_("It is a reservation"), required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    draft = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        ballot: Ballot,
        draft: ReplyDraft | None,
        chairs: bool,
        statement: str = "",
    ) -> None:
        """Fill in the draft, or else what is recorded; ask the chair alone for a casting vote."""
        told = draft or ballot
        super().__init__(
            data,
            initial={
                "choice": told.choice,
                "casting": told.casting,
                "is_reservation": told.is_reservation,
                "statement": draft.statement if draft else statement,
                "seen": ballot.stands,
                "draft": draft.moment if draft else "",
            },
            prefix=None,
            auto_id=f"{ballot.code}-%s",
        )
        self.fields["statement"].help_text = _(
            "Stands in the outcome note under the name of %(seat)s; nobody sees it before closing."
        ) % {"seat": ballot.holder}
        if not chairs:
            del self.fields["casting"]

    def said(self) -> dict[str, Any]:
        """Return the reply as the service takes it."""
        return {**self._typed(), "seen": self.data.get("seen")}

    def typed(self) -> dict[str, Any]:
        """Return what is typed so far, as far as it makes sense, as the service takes a draft."""
        return {**self._typed(), "seen": self.data.get("draft")}

    def _typed(self) -> dict[str, Any]:
        self.is_valid()
        found = self.cleaned_data
        return {
            "choice": found.get("choice", ""),
            "casting": found.get("casting", ""),
            "statement": found.get("statement", ""),
            "is_reservation": found.get("is_reservation", False),
        }


class ObjectionForm(forms.Form):
    """Why a seat, or the chair, would not decide this in writing."""

    reason = TextField(
        label=_("Why it should be discussed"),
        required=False,
        max_length=LONGEST,
        help_text=_("Stands in the outcome note; may be left empty."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    as_chair = forms.BooleanField(
        label=_("Stop it as the chair: the procedure ends at once"), required=False
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, may_stop: bool) -> None:
        """Offer the chair's stop to the chair alone."""
        super().__init__(data)
        if not may_stop:
            del self.fields["as_chair"]


class AmendmentForm(forms.Form):
    """Other words for the question or a paper."""

    text = TextField(
        label=_("Your proposal"),
        max_length=LONGEST,
        help_text=_("Name the paper and the place, then the words you propose."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
