"""What the Secretariat says when it steers a request."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import Visibility
from accounts.models import User
from courses.languages import ENGLISH
from interface import moments
from interface.fields import DayField, OnceField, TextField
from trainers.models import Trainer
from trainings.enums import Answer, Need
from trainings.forms.board import secretariat
from trainings.models import DateOption, Delivery, TrainingRequest
from trainings.rules import UnmetError

MORE_DATES = 3
VISIBLE_TO = (Visibility.PUBLIC, Visibility.NETWORK, Visibility.ATTENDEES)


def _words(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class QuestionForm(forms.Form):
    """A question to the host."""

    question = TextField(
        label=_("Your question"),
        max_length=2000,
        help_text=_("The host gets it by mail; the request waits for the answer."),
    )


class ReasonForm(forms.Form):
    """Why a request is declined or cancelled; everybody who is told reads it."""

    reason = TextField(
        label=_("Reason"), max_length=2000, help_text=_("It stands in the letters that go out.")
    )


class GoOnForm(forms.Form):
    """What the host is told who wanted to cancel."""

    text = TextField(
        label=_("Your answer"), max_length=2000, help_text=_("The host gets it by mail.")
    )


class NoteForm(forms.Form):
    """A note that the Secretariat alone reads."""

    once = OnceField()
    text = TextField(
        label=_("Note"),
        max_length=2000,
        widget=_words(3),
        help_text=_("Only the Secretariat reads it."),
    )


class AssigneeForm(forms.Form):
    """Who of the Secretariat looks after a request."""

    assignee = forms.ChoiceField(label=_("Who looks after it"))

    def __init__(self, data: Any = None, *, at: datetime, chosen: User | None) -> None:
        """Offer everybody of the Secretariat, one of them chosen already."""
        super().__init__(data, initial={"assignee": str(chosen.pk) if chosen else ""})
        self.people = {str(one.pk): one for one in secretariat(at)}
        choices = [(key, one.name) for key, one in self.people.items()]
        cast("forms.ChoiceField", self.fields["assignee"]).choices = choices

    def clean_assignee(self) -> User:
        """Return the person."""
        return self.people[self.cleaned_data["assignee"]]


class InviteForm(forms.Form):
    """Words to a trainer who is invited."""

    message = TextField(
        label=_("Words to the trainer"),
        required=False,
        max_length=2000,
        help_text=_("Course, place, dates and the way to answer are added to it."),
    )


class InvitationsForm(InviteForm):
    """Whom of the trainers who could teach it to invite, with the same words to each."""

    trainers = forms.ModelMultipleChoiceField(Trainer.objects.teaching(), to_field_name="key")


class ReleaseForm(forms.Form):
    """Why a trainer is released."""

    reason = TextField(
        label=_("Reason"),
        max_length=1000,
        widget=_words(3),
        help_text=_("Somebody who was invited already reads it in a letter."),
    )


class EnteredForm(forms.Form):
    """What a trainer said on the telephone or in a mail: comes or not, and to which dates."""

    comes = forms.ChoiceField(
        label=_("Does the trainer teach it?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    reason = TextField(
        label=_("Reason, where it is no"), required=False, max_length=1000, widget=_words(2)
    )

    def __init__(self, data: Any = None, *, options: Iterable[DateOption]) -> None:
        """Ask of each date."""
        super().__init__(data)
        self.options = list(options)
        for option in self.options:
            self.fields[str(option.key)] = forms.ChoiceField(
                label=moments.days(option.first_date, option.last_date),
                choices=Answer.choices,
                required=False,
                widget=forms.RadioSelect,
            )

    @property
    def answers(self) -> dict[UUID, str]:
        """Return what was said to the dates, by their keys."""
        said = {option.key: self.cleaned_data[str(option.key)] for option in self.options}
        return {key: answer for key, answer in said.items() if answer}


class DatesForm(forms.Form):
    """First days that are proposed: of those within the windows, or others."""

    suggested = forms.MultipleChoiceField(
        label=_("Suggested: within the host's windows, or of a training that it can join"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    close_on = DayField(
        label=_("Answers until"),
        required=False,
        help_text=_("After this day the host can no longer change the answers."),
    )

    def __init__(self, data: Any = None, *, suggested: Iterable[tuple[date, str]]) -> None:
        """Offer what is suggested, each with its words, and a few empty boxes."""
        super().__init__(data)
        choices = [(day.isoformat(), words) for day, words in suggested]
        cast("forms.ChoiceField", self.fields["suggested"]).choices = choices
        for number in range(1, MORE_DATES + 1):
            label = _("Another first day") if number == 1 else _("And another")
            self.fields[f"other_{number}"] = DayField(label=label, required=False)
        self.order_fields(
            ["suggested", *(f"other_{number}" for number in range(1, MORE_DATES + 1)), "close_on"]
        )

    @property
    def first_dates(self) -> list[date]:
        """Return all first days that were chosen."""
        others = [self.cleaned_data[f"other_{number}"] for number in range(1, MORE_DATES + 1)]
        ticked = [date.fromisoformat(one) for one in self.cleaned_data["suggested"]]
        return [*ticked, *filter(None, others)]


class MoveForm(forms.Form):
    """On which of the dates a training is to be."""

    option = forms.ChoiceField(label=_("Date"), widget=forms.RadioSelect)
    material_waiver = TextField(
        label=_("Why it goes without material in the language"),
        required=False,
        max_length=1000,
        widget=_words(2),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        shown: TrainingRequest,
        options: Iterable[DateOption],
        **more: Any,
    ) -> None:
        """Offer the dates that stand; English needs no waiver."""
        super().__init__(data, **more)
        self.options = {str(one.key): one for one in options}
        cast("forms.ChoiceField", self.fields["option"]).choices = [
            (key, moments.days(one.first_date, one.last_date)) for key, one in self.options.items()
        ]
        if shown.language == ENGLISH:
            del self.fields["material_waiver"]

    def clean_option(self) -> DateOption:
        """Return the date."""
        return self.options[self.cleaned_data["option"]]

    def say(self, error: UnmetError) -> None:
        """Put what is missing where it is mended: at its field, or above the form."""
        fields = {
            Need.DATE: "option",
            Need.TRAINERS: "alone_reason",
            Need.MATERIAL: "material_waiver",
        }
        for finding in error.findings:
            field = fields.get(Need(finding.of), "")
            self.add_error(field if field in self.fields else None, finding.says)


class ScheduleForm(MoveForm):
    """How a training is scheduled: date, exceptions, event of its own or one that there is."""

    alone_reason = TextField(
        label=_("Why one trainer is enough"), required=False, max_length=1000, widget=_words(2)
    )
    onto = forms.ChoiceField(
        label=_("Event"),
        required=False,
        help_text=_(
            "A training of the same course and language on the same days can be joined: one"
            " event then answers both requests, and its trainers count for both."
        ),
    )
    visibility = forms.ChoiceField(
        label=_("Who may see the event"),
        choices=[(one.value, one.label) for one in VISIBLE_TO],
        initial=Visibility.PUBLIC,
    )
    field_order = ("option", "alone_reason", "material_waiver", "onto", "visibility")

    def __init__(
        self,
        data: Any = None,
        *,
        shown: TrainingRequest,
        options: Iterable[DateOption],
        joinable: Iterable[Delivery],
        **more: Any,
    ) -> None:
        """Offer the trainings that it could join, where there are any."""
        super().__init__(data, shown=shown, options=options, **more)
        self.joinable = {str(one.pk): one for one in joinable}
        cast("forms.ChoiceField", self.fields["onto"]).choices = [
            ("", _("A new one")),
            *(
                (key, _("Join: %(event)s") % {"event": _joined(one)})
                for key, one in self.joinable.items()
            ),
        ]
        if not self.joinable:
            del self.fields["onto"]

    def clean_onto(self) -> Delivery | None:
        """Return the training that it is to join, or nothing."""
        return self.joinable.get(self.cleaned_data["onto"])


def _joined(one: Delivery) -> str:
    event = one.event
    return f"{event.title}, {moments.days(event.first_date, event.last_date)}"


class CloseForm(forms.Form):
    """Closing a request; certificates that are due may be waived."""

    certificates_waiver = TextField(
        label=_("Why no certificates are issued"),
        required=False,
        max_length=1000,
        widget=_words(2),
        help_text=_("Only where certificates that were earned are not to be issued."),
    )
