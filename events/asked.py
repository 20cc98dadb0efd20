"""Questions and answers in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from events import groups
from events.enums import Attending, QuestionType
from events.questions import GROUP, MODE, YES, Condition, Question, Schema
from interface import moments

NO_LABELS: Mapping[str, str] = {}


def answer(question: Question, value: Any) -> str:
    """Return an answer in the words of the question it was given to."""
    if question.type == QuestionType.SEVERAL:
        return ", ".join(_option(question, one) for one in value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    match question.type:
        case QuestionType.CHOICE:
            return _option(question, value)
        case QuestionType.DATE:
            return moments.short_day(date.fromisoformat(value))
        case QuestionType.FILE:
            return str(value["name"])
    return str(value)


def _option(question: Question, key: str) -> str:
    found = question.option(key)
    return found.label if found else key


def asked_of(condition: Condition, schema: Schema, *, called: Mapping[str, str] = NO_LABELS) -> str:
    """Return of whom a question is asked, as it stands beside it on a form.

    ``called`` are the names that the event gives to its groups.
    """
    if condition.of == MODE:
        if condition.value == Attending.ONLINE:
            return _("Only if you take part online")
        return _("Only if you come in person")
    if condition.of == GROUP:
        label = groups.name(condition.value, called.get(condition.value, ""))
        return _("Only if you take part as: %(group)s") % {"group": label}
    question = next(one for one in schema if one.key == condition.of)
    if question.type == QuestionType.CONSENT:
        return _("Only if you agreed: %(question)s") % {"question": question.label}
    return _("Only if you answered “%(answer)s” to “%(question)s”") % {
        "answer": said_value(question, condition.value),
        "question": question.label,
    }


def said_value(question: Question, value: str) -> str:
    """Return in words what a condition names of an answer."""
    if question.type in {QuestionType.YES_NO, QuestionType.CONSENT}:
        return _("Yes") if value == YES else _("No")
    return _option(question, value)
