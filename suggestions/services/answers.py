"""A Member State answers: a draft is kept while it is typed, sent, changed, taken back; or none."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

import documents.services
from accounts import merging
from accounts.access import Standing
from accounts.days import network_day
from accounts.models import MemberState
from accounts.steps import By, NotNowError, step
from accounts.versions import StaleError
from documents.models import Document
from suggestions import rules
from suggestions.enums import AnswerKind, CallState, Deed, SuggestionDeed, SuggestionState
from suggestions.models import Call, StateAnswer, Suggestion
from suggestions.models.suggestion import COLUMNS, LABEL
from suggestions.services.calls import settled
from suggestions.services.locks import NotYoursError, TooLateError, alone, locked, note, note_one

BEGUN = 1
"""The version of a draft that was just begun, for a form that is sent before there is one."""


class SuggestedError(NotNowError):
    """There are suggestions, so there cannot be none."""


def _open(call: Call, *, by: Standing, state: str, at: datetime) -> tuple[Call, By]:
    """Return the locked call and as whom the person answers for a state.

    The Secretariat answers for a state until the results are published; who speaks for the
    state until the last day is over. Raises ``NotYoursError``, ``NotNowError``, ``TooLateError``.
    """
    call = settled(locked(call), at=at)
    if state in by.member_states:
        if call.takes_answers(network_day(at)):
            return call, By.STATE
        raise TooLateError
    if not by.is_secretariat:
        raise NotYoursError
    if call.state in {CallState.DRAFT, CallState.DECIDED}:
        raise NotNowError
    return call, By.SECRETARIAT


def _fresh(suggestion: Suggestion, *, by: Standing, at: datetime) -> Suggestion:
    """Return a suggestion under its lock and its call's, for who may answer."""
    answer = suggestion.answer
    _open(answer.call, by=by, state=answer.member_state_id, at=at)
    rows = Suggestion.objects.select_for_update(of=("self",)).with_call()
    if (found := rows.filter(pk=suggestion.pk).first()) is None:
        raise NotNowError
    return found


@transaction.atomic
def begin(
    call: Call, *, once: UUID, member_state: MemberState, by: Standing, at: datetime
) -> Suggestion:
    """Begin a suggestion of a state; a replay has one effect. Its other holder sees the draft.

    Raises ``NotYoursError`` for who does not speak for the state, or where it is not asked, and
    ``TooLateError``.
    """
    answer = call.answers.filter(member_state=member_state).first()
    if member_state.pk not in by.member_states or answer is None:
        raise NotYoursError
    alone(by)
    if made := Suggestion.objects.with_call().filter(once=once).first():
        return made
    _open(call, by=by, state=member_state.pk, at=at)
    return Suggestion.objects.create(
        once=once, answer=answer, created_at=at, changed_at=at, changed_by=by.user
    )


@transaction.atomic
def save_draft(  # each is a part of what was typed
    suggestion: Suggestion,
    *,
    version: int,
    typed: Mapping[str, Any],
    by: Standing,
    at: datetime,
    base: Mapping[str, Any] | None = None,
    theirs: Collection[str] | None = None,
) -> Suggestion:
    """Keep what was typed, as it was typed; the very same again changes nothing.

    ``base`` is what stood in the form before: where the other has typed into other boxes
    meanwhile, both texts go on as one. ``theirs`` names the fields in which the other's text is
    to stand, once somebody has read both in ``version``. Raises ``StaleError`` where both have
    typed something else into the same box, and what ``_open`` raises.
    """
    suggestion = _fresh(suggestion, by=by, at=at)
    if suggestion.state != SuggestionState.DRAFT:
        raise NotNowError
    is_read = suggestion.version == version
    if base is None:
        base = suggestion.typed if is_read else {}
    both = merging.merged(base, stored=suggestion.typed, own=typed, theirs=theirs or ())
    if both.clashes and not (is_read and theirs is not None):
        raise StaleError(suggestion)
    if suggestion.typed != both.typed:
        suggestion.typed = both.typed
        _touch(suggestion, by=by, at=at)
        suggestion.save()
    return suggestion


def _touch(suggestion: Suggestion, *, by: Standing, at: datetime) -> None:
    suggestion.version += 1
    suggestion.changed_at, suggestion.changed_by = at, by.user


@transaction.atomic
def give(
    suggestion: Suggestion,
    *,
    said: Mapping[str, str],
    version: int,
    typed: Mapping[str, Any],
    by: Standing,
    at: datetime,
    base: Mapping[str, Any] | None = None,
    theirs: Collection[str] | None = None,
) -> Suggestion:
    """Save a draft and send it; where that takes the other's words in, it stays a draft to read.

    ``said`` is what the form makes of what was ``typed``. Raises what ``save_draft`` raises.
    """
    suggestion = save_draft(
        suggestion, version=version, typed=typed, base=base, theirs=theirs, by=by, at=at
    )
    if suggestion.typed != typed:
        return suggestion
    suggestion.state = step(
        rules.SUGGESTION, state=suggestion.state, deed=SuggestionDeed.GIVE, by=By.STATE
    ).to
    suggestion.typed, suggestion.given_at = {}, at
    _write(suggestion, said, by=by, at=at)
    _answered(suggestion.answer, AnswerKind.SUGGESTED, by=by, at=at)
    note_one(Deed.GIVEN, suggestion, by=by, at=at)
    return suggestion


def _write(
    suggestion: Suggestion, fields: Mapping[str, str], *, by: Standing, at: datetime
) -> None:
    for name in COLUMNS:
        setattr(suggestion, name, fields[name])
    _touch(suggestion, by=by, at=at)
    suggestion.save()


def _answered(
    answer: StateAnswer, kind: str, *, by: Standing, at: datetime, reason: str = ""
) -> None:
    answer.kind, answer.answered_at, answer.answered_by = kind, at, by.user
    answer.entered_reason, answer.changed_at = reason, at
    answer.version += 1
    answer.save()


@transaction.atomic
def change_given(
    suggestion: Suggestion, *, version: int, by: Standing, at: datetime, **fields: str
) -> Suggestion:
    """Change what was sent and nobody has decided on.

    Raises ``StaleError``, ``NotNowError``, and what ``_open`` raises.
    """
    suggestion = may_still_change(suggestion, by=by, at=at)
    if suggestion.state == SuggestionState.DRAFT:
        raise NotNowError
    if suggestion.version != version:
        raise StaleError(suggestion)
    _write(suggestion, fields, by=by, at=at)
    note_one(Deed.CHANGED, suggestion, by=by, at=at)
    return suggestion


def may_still_change(suggestion: Suggestion, *, by: Standing, at: datetime) -> Suggestion:
    """Return a suggestion that nobody has decided on, under its lock.

    Raises ``NotNowError`` for what is decided, and what ``_open`` raises.
    """
    suggestion = _fresh(suggestion, by=by, at=at)
    if suggestion.state not in {SuggestionState.DRAFT, SuggestionState.GIVEN}:
        raise NotNowError
    return suggestion


@transaction.atomic
def take_back(suggestion: Suggestion, *, by: Standing, at: datetime) -> None:
    """Take a suggestion back, or throw its draft away, its files with it.

    A state whose only suggestion it was has not answered. Raises ``NotNowError`` for what is
    decided, and what ``_open`` raises.
    """
    suggestion = may_still_change(suggestion, by=by, at=at)
    answer, was_given = suggestion.answer, suggestion.state == SuggestionState.GIVEN
    for document in Document.objects.of(LABEL, str(suggestion.key)):
        documents.services.remove(document, by=by, at=at)
    if was_given:
        note_one(Deed.TAKEN_BACK, suggestion, by=by, at=at)
    suggestion.delete()
    if was_given and not answer.suggestions.given().exists():
        _silent_again(answer, at=at)


def _silent_again(answer: StateAnswer, *, at: datetime) -> None:
    answer.kind, answer.answered_at, answer.answered_by = "", None, None
    answer.entered_reason, answer.changed_at = "", at
    answer.version += 1
    answer.save()


@transaction.atomic
def say_none(
    call: Call, *, member_state: MemberState, by: Standing, at: datetime, reason: str = ""
) -> StateAnswer:
    """Answer that a state has no suggestion; twice is once. Drafts stay where they are.

    Raises ``SuggestedError`` where something was suggested, and what ``_open`` raises.
    """
    call, as_ = _open(call, by=by, state=member_state.pk, at=at)
    answer = call.answers.select_for_update().get(member_state=member_state)
    if answer.kind == AnswerKind.SUGGESTED:
        raise SuggestedError
    if not answer.kind:
        _answered(answer, AnswerKind.NONE, by=by, at=at, reason=reason)
        on_behalf = as_ == By.SECRETARIAT
        note(Deed.NONE_SAID, call, by=by, at=at, state=member_state.pk, on_behalf=on_behalf)
    return answer


@transaction.atomic
def take_none_back(
    call: Call, *, member_state: MemberState, by: Standing, at: datetime
) -> StateAnswer:
    """Take back that there is none: the state has not answered; twice is once."""
    call, _as = _open(call, by=by, state=member_state.pk, at=at)
    answer = call.answers.select_for_update().get(member_state=member_state)
    if answer.kind == AnswerKind.NONE:
        _silent_again(answer, at=at)
        note(Deed.NONE_TAKEN_BACK, call, by=by, at=at, state=member_state.pk)
    return answer


@transaction.atomic
def enter(
    call: Call,
    *,
    once: UUID,
    member_state: MemberState,
    reason: str,
    by: Standing,
    at: datetime,
    **fields: str,
) -> Suggestion:
    """Enter for a state what it suggested by mail or telephone, late ones too; once a form.

    Raises ``NotYoursError`` for anybody but the Secretariat, ``NotNowError`` before the call is
    opened and after its results are published.
    """
    if not by.is_secretariat:
        raise NotYoursError
    alone(by)
    if made := Suggestion.objects.with_call().filter(once=once).first():
        return made
    call, _as = _open(call, by=by, state=member_state.pk, at=at)
    answer = call.answers.select_for_update().get(member_state=member_state)
    suggestion = Suggestion(
        once=once, answer=answer, state=SuggestionState.GIVEN, created_at=at, given_at=at
    )
    _write(suggestion, fields, by=by, at=at)
    _answered(answer, AnswerKind.SUGGESTED, by=by, at=at, reason=reason)
    note_one(Deed.GIVEN, suggestion, by=by, at=at, on_behalf=True)
    return suggestion
