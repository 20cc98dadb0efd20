"""When a series comes again, which of its dates are made, and what goes on to later events."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.versions import VersionField
from events.enums import CopyPart, Later, Recurrence, State, Weekday, WeekOfMonth
from events.forms.copy import offer, parts_field
from events.forms.seen import SeenField, mark
from events.models import Event, Series
from events.recurrence import MOST, Rule, dates
from events.repeats import Proposal
from interface import moments
from interface.fields import DayField, LineField, OnceField

IN_A_SERIES = frozenset({CopyPart.SERIES})


class RuleForm(forms.Form):
    """The rule by which events come again, until a day or so many of them, and their parts."""

    once = OnceField()
    recurrence = forms.ChoiceField(
        label=_("It comes again"), choices=Recurrence.choices, widget=forms.RadioSelect
    )
    every = forms.IntegerField(
        label=_("Every so many weeks or months"),
        min_value=1,
        max_value=52,
        widget=forms.TextInput(attrs={"class": "input-2", "inputmode": "numeric"}),
    )
    weekday = forms.TypedChoiceField(label=_("On"), choices=Weekday.choices, coerce=int)
    week_of_month = forms.TypedChoiceField(
        label=_("Which of the month"),
        choices=[("", _("Does not matter")), *WeekOfMonth.choices],
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("For events on a weekday of the month."),
    )
    until = DayField(
        label=_("Until"), required=False, help_text=_("The last day that counts, or a number.")
    )
    number = forms.IntegerField(
        label=_("Number of events"),
        required=False,
        min_value=1,
        max_value=MOST,
        widget=forms.TextInput(attrs={"class": "input-2", "inputmode": "numeric"}),
        help_text=_("Beside the one there is; at most 60 at once."),
    )
    parts = parts_field()

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        event: Event,
        offered: Mapping[CopyPart, int],
        rule: Rule | None = None,
    ) -> None:
        """Propose the rule there is, or the weekday of the event."""
        self.event = event
        initial: dict[str, Any] = {
            "recurrence": rule.recurrence if rule else Recurrence.WEEKS.value,
            "every": rule.every if rule else 1,
            "weekday": rule.weekday if rule else event.first_date.weekday(),
            "week_of_month": rule.week_of_month if rule else None,
        }
        super().__init__(data, initial=initial)
        offer(self, {part: n for part, n in offered.items() if part not in IN_A_SERIES})

    def clean(self) -> dict[str, Any]:
        """Look at what belongs together, and work the dates out."""
        super().clean()
        found = self.cleaned_data
        monthly = found.get("recurrence") == Recurrence.MONTHS
        if monthly and "week_of_month" in found and found["week_of_month"] is None:
            self.add_error("week_of_month", _("Say which of the month."))
        if "until" in found and "number" in found and not (found["until"] or found["number"]):
            self.add_error("number", _("Say how many events there are to be, or until when."))
        if CopyPart.CONSENT in found.get("parts", []) and CopyPart.PROGRAMME not in found["parts"]:
            self.add_error("parts", _("Consent to be published comes with the programme alone."))
        if not self.errors and not self.dates():
            self.add_error("until", _("By this rule there is no event until then."))
        return found

    def rule(self) -> Rule:
        """Return the rule of a valid form."""
        found = self.cleaned_data
        monthly = found["recurrence"] == Recurrence.MONTHS
        return Rule(
            recurrence=found["recurrence"],
            every=found["every"],
            weekday=found["weekday"],
            week_of_month=found["week_of_month"] if monthly else None,
        )

    def dates(self) -> list[Any]:
        """Return the days on which the event comes again."""
        return dates(
            self.rule(),
            after=self.event.first_date,
            until=self.cleaned_data["until"],
            number=self.cleaned_data["number"],
        )


class SeriesForm(RuleForm):
    """A new series, begun with an event."""

    title = LineField(label=_("Title of the series"))

    field_order = ("once", "title")

    def __init__(self, data: Mapping[str, Any] | None = None, **known: Any) -> None:
        """Propose the event's title."""
        super().__init__(data, **known)
        self.initial["title"] = self.event.title


class DaysForm(forms.Form):
    """The dates that were worked out; those not wanted are unticked."""

    days = forms.MultipleChoiceField(
        label=_("Dates"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick one date at least."),
            "invalid_choice": _("The rule has changed since: look at the dates again."),
        },
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, proposals: Sequence[Proposal]
    ) -> None:
        """Offer each date on which there can be an event, all ticked."""
        self.by_day = {
            proposal.day.isoformat(): proposal.day
            for proposal in proposals
            if not proposal.impossible
        }
        self.left_out = [proposal.said for proposal in proposals if proposal.impossible]
        super().__init__(data, initial={"days": list(self.by_day)})
        cast("forms.ChoiceField", self.fields["days"]).choices = [
            (proposal.day.isoformat(), proposal.said)
            for proposal in proposals
            if not proposal.impossible
        ]

    def clean_days(self) -> list[Any]:
        """Return the dates that are wanted."""
        return [self.by_day[day] for day in self.cleaned_data["days"]]


class SeriesTitleForm(forms.Form):
    """What a series is called."""

    version = VersionField()
    title = LineField(label=_("Title"))

    def __init__(self, data: Mapping[str, Any] | None = None, *, series: Series) -> None:
        """Fill in what is known."""
        super().__init__(data, initial={"title": series.title, "version": series.version})


class JoinForm(forms.Form):
    """Which series an event is put into."""

    series = forms.ModelChoiceField(
        Series.objects.all(), label=_("Series"), empty_label=_("Choose"), required=True
    )


class LaterForm(forms.Form):
    """What one event says for those that follow, and for which of them."""

    seen = SeenField()
    what = forms.MultipleChoiceField(
        label=_("What goes on"),
        choices=Later.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("As it stands in the settings of this event now."),
    )
    events = forms.MultipleChoiceField(
        label=_("To which events"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick one event at least.")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        event: Event,
        later: Collection[Event],
        told: Mapping[int, int],
    ) -> None:
        """Offer the events that follow, each with how many people would hear of it."""
        self.by_uid = {str(other.uid): other for other in later}
        seen = [(event.pk, event.version), *((other.pk, other.version) for other in later)]
        super().__init__(data, initial={"seen": mark(seen), "events": list(self.by_uid)})
        cast("forms.ChoiceField", self.fields["events"]).choices = [
            (uid, _line(other, told.get(other.pk, 0))) for uid, other in self.by_uid.items()
        ]

    def clean_events(self) -> list[Event]:
        """Return the events that are ticked."""
        return [self.by_uid[uid] for uid in self.cleaned_data["events"]]


def _line(event: Event, told: int) -> str:
    """Return an event as a line to tick: its day, its title, who would hear of the change."""
    line = f"{moments.day(event.first_date)} · {event.title}"
    if event.state == State.DRAFT:
        return _("%(line)s · draft") % {"line": line}
    return _("%(line)s · registered people: %(count)d") % {"line": line, "count": told}
