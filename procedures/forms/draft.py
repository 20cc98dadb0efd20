"""What is said of a procedure before it is launched, and the papers that go with it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.enums import HolidayCalendar, Visibility
from accounts.models import Body
from accounts.versions import VersionField
from documents.forms import UploadsField
from interface.fields import LineField, MomentField, OnceField, TextField
from procedures import presets
from procedures.deadlines import to_the_last_second
from procedures.models import Procedure, VotingRule

READERS = (
    (Visibility.BODY.value, _("Members of the body")),
    (Visibility.NETWORK.value, _("All members of the Network")),
)
REGISTER = (
    (Visibility.PUBLIC.value, _("Everybody: number, title, date and outcome")),
    (Visibility.NETWORK.value, _("Members of the Network")),
    (Visibility.BODY.value, _("Members of the body")),
)
SHOWN = (
    "title", "question", "body", "visibility", "decision_visibility", "rule", "calendar",
    "is_urgent", "urgent_reason", "wanted_deadline_at", "reminds",
)  # fmt: skip


class DraftForm(forms.Form):
    """Question, body, rule and time of a procedure."""

    version = VersionField()
    once = OnceField()
    title = LineField(label=_("Title"), help_text=_("As it will stand in the register."))
    question = TextField(
        label=_("Question"),
        max_length=10_000,
        help_text=_("What the body is asked, so that for and against are clear answers."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    body = forms.ModelChoiceField(Body.objects.all(), label=_("Body"), empty_label=_("Choose"))
    visibility = forms.ChoiceField(
        label=_("Who may read it"), choices=READERS, widget=forms.RadioSelect
    )
    decision_visibility = forms.ChoiceField(
        label=_("Who sees the decision in the register"),
        choices=REGISTER,
        widget=forms.RadioSelect,
    )
    rule = forms.ModelChoiceField(
        VotingRule.objects.none(),
        label=_("Voting rule"),
        empty_label=_("Choose"),
        help_text=_("Check it against your Rules of Procedure; what it does stands below."),
    )
    calendar = forms.ChoiceField(
        label=_("Holidays of"), choices=HolidayCalendar.choices, widget=forms.RadioSelect
    )
    is_urgent = forms.BooleanField(label=_("Urgent: the rule's shorter time"), required=False)
    urgent_reason = TextField(
        label=_("Why it is urgent"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    wanted_deadline_at = MomentField(
        label=_("Another deadline"),
        zone=settings.TIME_ZONE,
        required=False,
        help_text=_("Leave empty: the last second of the last day that the rule gives."),
    )
    reminds = forms.BooleanField(
        label=_("The silent are reminded by themselves, three and one working days before"),
        required=False,
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, procedure: Procedure | None
    ) -> None:
        """Fill in what is known; a new one takes the default rule and the Board."""
        super().__init__(data, initial=stored(procedure) if procedure else _fresh())
        del self.fields["once" if procedure else "version"]
        rules = VotingRule.objects.offered()
        if procedure:
            rules = rules | VotingRule.objects.filter(pk=procedure.rule_id)
        cast("forms.ModelChoiceField[VotingRule]", self.fields["rule"]).queryset = rules
        if procedure and procedure.agreed_on:
            bodies = Body.objects.filter(pk=procedure.body_id)
            cast("forms.ModelChoiceField[Body]", self.fields["body"]).queryset = bodies

    def clean_wanted_deadline_at(self) -> datetime | None:
        """Take the last minute of a day to its last second, as the rule's own deadline."""
        wanted: datetime | None = self.cleaned_data["wanted_deadline_at"]
        return wanted and to_the_last_second(wanted)

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where it is urgent."""
        super().clean()
        found = self.cleaned_data
        if found.get("is_urgent") and not found.get("urgent_reason"):
            self.add_error("urgent_reason", _("Say why it is urgent; all seats read it."))
        rule = found.get("rule")
        if found.get("is_urgent") and rule and not rule.rule.urgent_days:
            self.add_error("is_urgent", _("This rule knows no shorter time."))
        return found

    def theirs(self, procedure: Procedure) -> dict[str, Any]:
        """Return what is stored now, by the names of this form's fields."""
        known = stored(procedure)
        return {name: known[name] for name in SHOWN if name in self.cleaned_data}


def stored(procedure: Procedure) -> dict[str, Any]:
    """Return what the form shows of a procedure."""
    return {name: getattr(procedure, name) for name in SHOWN} | {"version": procedure.version}


def _fresh() -> dict[str, Any]:
    return {
        "body": Body.objects.filter(pk="BOARD").first(),
        "visibility": Visibility.BODY.value,
        "decision_visibility": Visibility.PUBLIC.value,
        "rule": VotingRule.objects.offered().filter(preset=presets.DEFAULT).first(),
        "calendar": HolidayCalendar.BE.value,
        "reminds": True,
    }


class PapersForm(forms.Form):
    """Files that go with the question."""

    once = OnceField()
    papers = UploadsField(label=_("Files"))
    title = LineField(
        label=_("Title"),
        required=False,
        help_text=_("Of a single file; without one, and for several, the file's name stands."),
    )
