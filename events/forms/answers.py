"""Fields for an event's own questions, and the plain values that they give."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from documents.checking import Checked
from documents.forms import UploadField
from events import questions
from events.asking import Before
from events.enums import QuestionType, QuotaScope
from events.forms.dropdown import Dropdown
from events.questions import NO, YES, Option, Question
from events.rules import Claim
from interface.fields import DayField, LineField, TextField

PREFIX = "q_"
BESIDE_EACH_OTHER = 7


def name_of(key: str) -> str:
    """Return the name of a question's field; it is part of the contract."""
    return f"{PREFIX}{key}"


class NumberField(forms.DecimalField):
    """A number as people write it, with a comma or a point."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": gettext_lazy("Write a number, such as 3 or 2.5."),
        "max_digits": gettext_lazy("Write a number of nine digits at most."),
        "max_whole_digits": gettext_lazy("Write a number of nine digits at most."),
        "max_decimal_places": gettext_lazy("Write two digits after the point at most."),
    }

    def __init__(self, **kwargs: Any) -> None:
        """Take what ``questions.NUMBER`` keeps."""
        super().__init__(max_digits=11, decimal_places=2, **kwargs)
        self.widget.attrs |= {"class": "input-4", "inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # it gives one
        """Understand a comma."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


def field_for(
    question: Question, *, before: Before | None, left: Mapping[Claim, int]
) -> forms.Field:
    """Return the field that asks a question, filled with what was answered before."""
    said: dict[str, Any] = {
        "label": question.label,
        "help_text": question.help,
        "required": question.required,
        "initial": kept_as(question, before),
    }
    if question.type == QuestionType.FILE:
        return _file(question, before)
    plain_field = PLAIN.get(QuestionType(question.type))
    return plain_field(**said) if plain_field else _choosing(question, before, left, said)


PLAIN: Mapping[QuestionType, Callable[..., forms.Field]] = {
    QuestionType.TEXT: partial(LineField, max_length=questions.LINE),
    QuestionType.LONG_TEXT: partial(TextField, max_length=questions.PARAGRAPHS),
    QuestionType.NUMBER: NumberField,
    QuestionType.DATE: DayField,
    QuestionType.CONSENT: forms.BooleanField,
}


def _file(question: Question, before: Before | None) -> forms.Field:
    """Return the field of a file; one that was sent before stays unless another comes."""
    what = [question.help] if question.help else []
    if before:
        what.append(_("Sent: %(name)s. Send another to replace it.") % before.value)
    field = UploadField(label=question.label, required=question.required and before is None)
    field.help_text = " ".join([*what, str(field.help_text)])
    return field


def _choosing(
    question: Question, before: Before | None, left: Mapping[Claim, int], said: dict[str, Any]
) -> forms.Field:
    if question.type == QuestionType.YES_NO:
        choices = [(YES, _("Yes")), (NO, _("No"))]
    else:
        choices = [
            (option.key, _with_places(question, option, left)) for option in question.options
        ]
        choices += _no_longer_offered(question, before)
    if question.type == QuestionType.SEVERAL:
        return forms.MultipleChoiceField(
            choices=choices, widget=forms.CheckboxSelectMultiple, **said
        )
    if len(choices) > BESIDE_EACH_OTHER:
        return forms.ChoiceField(choices=[("", _("Choose")), *choices], widget=Dropdown(), **said)
    if not question.required:
        choices.append(("", _("No answer")))
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **said)


def _with_places(question: Question, option: Option, left: Mapping[Claim, int]) -> str:
    """Return an option with the places that are free of it; asked for only where there are any."""
    if option.places is None:
        return option.label
    return with_places(option.label, left.get(Claim(QuotaScope.CHOICE, (question.key, option.key))))


def with_places(label: str, free: int | None) -> str:
    """Return what can be chosen, with how many places are free of it."""
    if free is None:
        return label
    if not free:
        return _("%(label)s – full: waiting list") % {"label": label}
    return ngettext(
        "%(label)s – %(count)d place left", "%(label)s – %(count)d places left", free
    ) % {
        "label": label,
        "count": free,
    }


def _no_longer_offered(question: Question, before: Before | None) -> list[tuple[str, str]]:
    """Return what was chosen before and is not offered any more; it may stay chosen."""
    if before is None:
        return []
    return [
        (option.key, _("%(label)s (no longer offered)") % {"label": option.label})
        for option in before.question.options
        if option.key in questions.tokens(before.value) and not question.option(option.key)
    ]


def kept_as(question: Question, before: Before | None) -> Any:
    """Return a kept answer as its field shows it."""
    if before is None:
        return None
    match question.type:
        case QuestionType.YES_NO:
            return YES if before.value else NO
        case QuestionType.DATE:
            return date.fromisoformat(before.value)
    return before.value


def plain(question: Question, value: Any, *, before: Before | None) -> Any:
    """Return what a field gave as the plain value that is kept; ``None`` where it is no answer.

    Options that are no longer offered stay only where nothing else was chosen anew.
    """
    match value:
        case Checked() | None:
            return value
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value.normalize():f}"
        case list():
            if before is None or value != before.value:
                value = [one for one in value if question.option(one)]
            return value or None
    if question.type == QuestionType.YES_NO:
        return None if value == "" else value == YES
    return value or None
