"""The Presidency decides on each suggestion, and notes what it became."""

from datetime import datetime

from django.db import transaction

from accounts import versions
from accounts.access import Standing
from accounts.steps import NotNowError, step
from events.models import Event
from programme.models import Task
from suggestions import emails, rules
from suggestions.enums import CallState, Deed, SuggestionDeed, SuggestionState
from suggestions.models import Suggestion
from suggestions.services.calls import settled
from suggestions.services.locks import acting, locked, note_one, touch


def _locked(suggestion: Suggestion, *, version: int, at: datetime) -> Suggestion:
    """Return a suggestion under its lock and its call's, what fell due done to the call."""
    call = settled(locked(suggestion.answer.call), at=at)
    try:
        found = versions.locked(Suggestion.objects.all(), version=version, pk=suggestion.pk)
    except Suggestion.DoesNotExist as error:
        raise NotNowError from error
    found.answer.call = call
    return found


@transaction.atomic
def decide(
    suggestion: Suggestion,
    *,
    version: int,
    deed: SuggestionDeed,
    reason: str,
    by: Standing,
    at: datetime,
) -> Suggestion:
    """Decide on a suggestion with a reason, or decide anew; who suggested it hears.

    Raises ``NotYoursError``, ``StaleError``, and ``NotNowError`` before the end of the call and
    after its results are published.
    """
    as_ = acting(by, suggestion.answer.call)
    suggestion = _locked(suggestion, version=version, at=at)
    if suggestion.answer.call.state != CallState.CLOSED:
        raise NotNowError
    suggestion.state = step(rules.SUGGESTION, state=suggestion.state, deed=deed, by=as_).to
    suggestion.reason = reason
    suggestion.decided_at, suggestion.decided_by = at, by.user
    suggestion.save()
    touch(suggestion.answer.call, at=at)
    suggestion.answer.call.save()
    note_one(Deed.DECIDED, suggestion, by=by, at=at, outcome=suggestion.state)
    emails.decided(suggestion, at=at)
    return suggestion


@transaction.atomic
def link(
    suggestion: Suggestion,
    *,
    version: int,
    task: Task | None,
    event: Event | None,
    by: Standing,
    at: datetime,
) -> Suggestion:
    """Note what a suggestion became: a task of the work programme, an event.

    Raises ``NotYoursError``, ``StaleError``, and ``NotNowError`` for what was not taken up.
    """
    acting(by, suggestion.answer.call)
    suggestion = _locked(suggestion, version=version, at=at)
    if suggestion.state != SuggestionState.TAKEN_UP:
        raise NotNowError
    if suggestion.event != event:
        suggestion.item_key = ""
    suggestion.task, suggestion.event = task, event
    suggestion.save()
    note_one(Deed.LINKED, suggestion, by=by, at=at)
    return suggestion


@transaction.atomic
def put_on_agenda(
    suggestion: Suggestion,
    *,
    version: int,
    event: Event,
    item_key: str,
    by: Standing,
    at: datetime,
) -> Suggestion:
    """Note that a suggestion is an item on the agenda of a meeting.

    Raises ``NotYoursError``, ``StaleError``, and ``NotNowError`` for what was not taken up.
    """
    acting(by, suggestion.answer.call)
    suggestion = _locked(suggestion, version=version, at=at)
    if suggestion.state != SuggestionState.TAKEN_UP:
        raise NotNowError
    suggestion.event, suggestion.item_key = event, item_key
    suggestion.save()
    note_one(Deed.LINKED, suggestion, by=by, at=at)
    return suggestion
