"""What the page of a convening asks for."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.days import working_day_before
from accounts.enums import HolidayCalendar
from accounts.models import Holiday, Organisation
from events.forms.seen import SeenField
from events.models import Event
from interface.fields import MomentField, OnceField, RowsField, TextField
from meetings.convening import Notice

ANSWERED_AHEAD, CLOSES = 5, time(17)
"""How many working days before the meeting, and at what time, unless somebody says otherwise."""


class ConveningForm(forms.Form):
    """By when seats answer, why it is late, own words, and which institutions come."""

    once = OnceField()
    answer_by = MomentField(
        label=_("Please answer by"),
        zone="Europe/Brussels",
        required=False,
        help_text=_("Until then the seats name their delegations, and the invited answer."),
    )
    reason = TextField(
        label=_("Why it is later than the notice says"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the letter, in the journal and in the minutes."),
    )
    words = TextField(
        label=_("Your own words"),
        required=False,
        help_text=_("Plain paragraphs, parted by an empty line. They stand in each letter."),
    )
    institutions = RowsField[Organisation](
        label=_("Institutions"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, event: Event, notice: Notice, at: datetime
    ) -> None:
        """Offer institutions that have an address and no seat; ask why, where it is late."""
        super().__init__(data, initial={"answer_by": _proposed(event)})
        self.event, self.notice, self.at = event, notice, at
        cast("MomentField", self.fields["answer_by"]).zone = event.zone
        if not notice.is_late:
            del self.fields["reason"]
        offered = _institutions(event)
        if offered.exists():
            cast("RowsField[Organisation]", self.fields["institutions"]).queryset = offered
        else:
            del self.fields["institutions"]

    def clean_answer_by(self) -> datetime | None:
        """Refuse a moment that is over, or comes after the meeting has begun."""
        until: datetime | None = self.cleaned_data["answer_by"]
        if until is not None and not self.at < until <= self.event.starts_at:
            raise forms.ValidationError(
                _("Choose a moment from now on, before the meeting begins."), code="when"
            )
        return until

    def clean_reason(self) -> str:
        """Refuse a late convening without a reason."""
        reason: str = self.cleaned_data["reason"]
        if not reason:
            raise forms.ValidationError(
                _("The day of the notice is past. Say why the body is convened later."),
                code="late",
            )
        return reason

    @property
    def said(self) -> dict[str, Any]:
        """Return what a valid form says, as the service takes it."""
        found = self.cleaned_data
        return {
            "once": found["once"],
            "answer_by": found["answer_by"],
            "words": found["words"],
            "reason": found.get("reason", ""),
            "institutions": list(found.get("institutions", ())),
        }


class SeenForm(forms.Form):
    """Who would get the letters, as it was shown to who sends them."""

    seen = SeenField()


def _institutions(event: Event) -> QuerySet[Organisation]:
    seated = event.body.seats.held_on(event.first_date) if event.body else []
    return Organisation.objects.exclude(email="").exclude(seats__in=seated)


def _proposed(event: Event) -> datetime:
    if event.registration_closes_at:
        return event.registration_closes_at
    holidays = Holiday.objects.days(HolidayCalendar.BE)
    day = working_day_before(event.first_date, working_days=ANSWERED_AHEAD, holidays=holidays)
    return datetime.combine(day, CLOSES, ZoneInfo(event.zone))
