"""States of calls and suggestions as pages show them, and the table of a call."""

from collections.abc import Container, Iterable
from datetime import date

from django.utils.translation import gettext as _

from accounts.days import network_day
from events.models import Event
from interface.marks import Pill
from suggestions.enums import AnswerKind, CallState, Category, SuggestionState
from suggestions.models import Call, StateAnswer, Suggestion

PILLS = {
    SuggestionState.DRAFT: Pill(SuggestionState.DRAFT.label, "", "pen"),
    SuggestionState.GIVEN: Pill(SuggestionState.GIVEN.label, "warn"),
    SuggestionState.TAKEN_UP: Pill(SuggestionState.TAKEN_UP.label, "ok"),
    SuggestionState.LATER: Pill(SuggestionState.LATER.label, "info", "hourglass"),
    SuggestionState.DECLINED: Pill(SuggestionState.DECLINED.label, "bad", "cross"),
}


def state_pill(call: Call, *, on: date) -> Pill:
    """Return where a call stands that day, whether somebody has closed it or not."""
    if call.state == CallState.DRAFT:
        return Pill(CallState.DRAFT.label, "", "pen")
    if call.state == CallState.DECIDED:
        return Pill(CallState.DECIDED.label, "ok")
    if call.is_over(on):
        return Pill(CallState.CLOSED.label, "", "lock")
    if call.opens_on > on:
        return Pill(_("Opens later"), "", "clock")
    return Pill(CallState.OPEN.label, "info")


def categories(call: Call) -> str:
    """Return what a call is about, in words."""
    return ", ".join(str(Category(one).label) for one in call.categories)


def answer_pill(answer: StateAnswer) -> Pill:
    """Return what a Member State answered."""
    if answer.kind == AnswerKind.SUGGESTED:
        return Pill(AnswerKind.SUGGESTED.label, "ok")
    if answer.kind == AnswerKind.NONE:
        return Pill(AnswerKind.NONE.label, "info")
    return Pill(_("Has not answered"), "warn")


def sheets(
    answers: Iterable[StateAnswer], suggestions: Iterable[Suggestion], *, known: Container[Event]
) -> list[tuple[str, list[str], list[list[object]]]]:
    """Return a call as sheets, suggestions and answers: title, heads and rows of each.

    Of the events that suggestions became only those have a title that are ``known`` to the reader.
    """
    return [
        (
            _("Suggestions"),
            [
                _("Member State"), _("About"), _("Title"), _("Suggestion"), _("Links"),
                _("Who knows more"), _("E-mail address"), _("Sent"), _("What became of it"),
                _("Reason"), _("Task of the work programme"), _("Event"),
            ],
            [
                [
                    one.answer.member_state.name, Category(one.category).label, one.title,
                    one.text, one.links, one.contact_name, one.contact_email,
                    network_day(one.given_at) if one.given_at else None,
                    one.get_state_display(), one.reason,
                    one.task.code if one.task else "",
                    one.event.title if one.event and one.event in known else "",
                ]
                for one in suggestions
            ],
        ),
        (
            _("Answers"),
            [_("Member State"), _("Answer"), _("On"), _("By"), _("Entered because")],
            [
                [
                    one.member_state.name, str(answer_pill(one).label),
                    network_day(one.answered_at) if one.answered_at else None,
                    one.answered_by.name if one.answered_by else "", one.entered_reason,
                ]
                for one in answers
            ],
        ),
    ]  # fmt: skip
