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
from accounts.versions import VersionField
from events.forms.seen import SeenField
from events.models import Event
from interface.fields import MomentField, OnceField, RowsField, TextField
from meetings.convening import Notice
from meetings.models import Convening

ANSWERED_AHEAD, CLOSES = (5, 1), time(17)
"""How many working days before the meeting, or where that is past, and at what time."""


def _said_in(stopped: Convening | None) -> dict[str, Any]:
    if stopped is None:
        return {}
    chosen = list(stopped.institutions.all())
    return {"reason": stopped.reason, "words": stopped.words, "institutions": chosen}


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
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the letter, in the journal and in the minutes."),
        error_messages={
            "required": _("The day of the notice is past. Say why the body is convened later.")
        },
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
        self,
        data: Mapping[str, Any] | None,
        *,
        event: Event,
        notice: Notice,
        at: datetime,
        again: Convening | None = None,
    ) -> None:
        """Offer institutions that have an address and no seat; ask why, where it is late.

        What was said in one that was stopped stands there ``again``.
        """
        super().__init__(data, initial={"answer_by": _proposed(event, at=at)} | _said_in(again))
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
    """Who would get the letters, and which agenda goes, as it was shown to who sends them."""

    seen = SeenField()
    agenda_version = VersionField()


def _institutions(event: Event) -> QuerySet[Organisation]:
    seated = event.body.seats.held_on(event.first_date) if event.body else []
    return Organisation.objects.exclude(email="").exclude(seats__in=seated)


def _proposed(event: Event, *, at: datetime) -> datetime | None:
    """Return the moment that is set, or else a usual one; nothing where all are past."""
    holidays = Holiday.objects.days(HolidayCalendar.BE)
    days = [
        working_day_before(event.first_date, working_days=ahead, holidays=holidays)
        for ahead in ANSWERED_AHEAD
    ]
    usual = [datetime.combine(day, CLOSES, ZoneInfo(event.zone)) for day in days]
    moments = [event.registration_closes_at, *usual]
    return next((one for one in moments if one is not None and one > at), None)
