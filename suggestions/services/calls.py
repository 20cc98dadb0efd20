"""A call is drafted, opened, extended, closed by the clock, and its results are published."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts import seats, versions
from accounts.access import Standing
from accounts.days import network_day
from accounts.models import Body, MemberState
from accounts.steps import By, NotNowError
from suggestions import access, emails
from suggestions.enums import CallDeed, CallState, Deed, SuggestionState
from suggestions.models import Call, StateAnswer, Suggestion
from suggestions.services.letters import held_back, nobody_was_told, stop_waiting
from suggestions.services.locks import NotYoursError, acting, advance, alone, locked, note


class NobodySitsError(NotNowError):
    """No Member State sits in the body on the first day."""


class NoLaterError(ValueError):
    """The day is not later than the last one."""


class UndecidedError(NotNowError):
    """There are suggestions that nobody has decided on."""


@transaction.atomic
def draft_call(  # each is a part of what is asked
    *,
    once: UUID,
    body: Body,
    presidency: MemberState,
    title: str,
    text: str,
    categories: list[str],
    opens_on: date,
    closes_on: date,
    by: Standing,
    at: datetime,
) -> Call:
    """Draft a call of a Presidency; a replay of the form has one effect.

    Raises ``NotYoursError`` where the person may not ask for that Presidency now.
    """
    if presidency not in access.presidencies(by):
        raise NotYoursError
    alone(by)
    if made := Call.objects.filter(once=once).first():
        return made
    call = Call.objects.create(
        once=once,
        body=body,
        presidency=presidency,
        title=title,
        text=text,
        categories=categories,
        opens_on=opens_on,
        closes_on=closes_on,
        created_at=at,
        created_by=by.user,
        changed_at=at,
    )
    note(Deed.CALL_DRAFTED, call, by=by, at=at)
    return call


@transaction.atomic
def change_call(call: Call, *, version: int, by: Standing, at: datetime, **fields: Any) -> Call:
    """Change a draft. Raises ``StaleError``, ``NotYoursError``, and ``NotNowError`` once opened."""
    acting(by, call)
    call = versions.locked(Call.objects.all(), version=version, pk=call.pk)
    if call.state != CallState.DRAFT:
        raise NotNowError
    for name, value in fields.items():
        setattr(call, name, value)
    call.changed_at = at
    call.save()
    note(Deed.CALL_CHANGED, call, by=by, at=at)
    return call


@transaction.atomic
def discard_call(call: Call, *, by: Standing, at: datetime) -> None:
    """Throw a draft away. Raises ``NotYoursError``, and ``NotNowError`` once opened."""
    acting(by, call)
    call = locked(call)
    if call.state != CallState.DRAFT:
        raise NotNowError
    note(Deed.CALL_DISCARDED, call, by=by, at=at)
    call.delete()


@transaction.atomic
def open_call(call: Call, *, by: Standing, at: datetime, version: int | None = None) -> Call:
    """Open a draft: each Member State of the body is asked, by letter on the first day.

    A first day in the past becomes today. Raises ``NotYoursError``, ``NotNowError``,
    ``NobodySitsError``, ``NoLaterError`` where the last day is over, and ``StaleError`` where
    the draft changed since it was read.
    """
    as_ = acting(by, call)
    call = locked(call, version=version)
    advance(call, CallDeed.OPEN, as_=as_, at=at)
    today = network_day(at)
    call.opens_on = max(call.opens_on, today)
    if call.closes_on < call.opens_on:
        raise NoLaterError
    states = asked_states(call, on=call.opens_on)
    if not states:
        raise NobodySitsError
    call.save()
    StateAnswer.objects.bulk_create(
        StateAnswer(call=call, member_state=state, changed_at=at) for state in states
    )
    note(Deed.CALL_OPENED, call, by=by, at=at, states=len(states))
    if call.opens_on == today:
        _ask(call, by=by, at=at)
    return call


def asked_states(call: Call, *, on: date) -> list[MemberState]:
    """Return the Member States that sit in the body that day, in protocol order."""
    places = seats.places(call.body, on=on)
    return [place.member_state for place in places if place.member_state]


def _ask(call: Call, *, by: Standing | None, at: datetime) -> None:
    call.asked_at = at
    call.save()
    note(Deed.CALL_ASKED, call, by=by, at=at)
    emails.asked(call, leave_at=held_back(call, at=at) if by else None, at=at)


@transaction.atomic
def extend_call(call: Call, *, closes_on: date, by: Standing, at: datetime) -> Call:
    """Give more time before the end; everybody who was asked is told.

    Raises ``NotYoursError``, ``NotNowError`` once the time is over, ``NoLaterError``.
    """
    as_ = acting(by, call)
    call = settled(locked(call), at=at)
    advance(call, CallDeed.EXTEND, as_=as_, at=at)
    if closes_on <= call.closes_on:
        raise NoLaterError
    call.closes_on, call.reminded_on = closes_on, None
    call.save()
    note(Deed.CALL_EXTENDED, call, by=by, at=at, until=closes_on.isoformat())
    if call.asked_at:
        _tell_of_more_time(call, at=at)
    return call


def _tell_of_more_time(call: Call, *, at: datetime) -> None:
    """Say until when there is time now; what waits with the day of before does not leave."""
    stop_waiting(call, at=at)
    if nobody_was_told(call):
        emails.asked(call, leave_at=held_back(call, at=at), at=at)
    else:
        emails.extended(call, at=at)


@transaction.atomic
def publish_call(call: Call, *, by: Standing, at: datetime, version: int | None = None) -> Call:
    """Publish what became of the suggestions; every Member State that was asked hears.

    Raises ``NotYoursError``, ``NotNowError`` before the end, ``UndecidedError``, and
    ``StaleError`` where a suggestion was decided anew since the results were read.
    """
    as_ = acting(by, call)
    call = settled(locked(call, version=version), at=at)
    advance(call, CallDeed.PUBLISH, as_=as_, at=at)
    if Suggestion.objects.filter(answer__call=call, state=SuggestionState.GIVEN).exists():
        raise UndecidedError
    call.published_at = at
    call.save()
    note(Deed.CALL_PUBLISHED, call, by=by, at=at)
    emails.published(call, at=at)
    return call


@transaction.atomic
def note_taken(call: Call, *, by: Standing, at: datetime) -> None:
    """Write down that the suggestions of a call were taken out."""
    acting(by, call)
    note(Deed.CALL_TAKEN, call, by=by, at=at)


def settled(call: Call, *, at: datetime) -> Call:
    """Do to a locked call what fell due: the letters of its first day, its end."""
    today = network_day(at)
    if call.state != CallState.OPEN:
        return call
    if call.asked_at is None and call.opens_on <= today:
        _ask(call, by=None, at=at)
    if call.closes_on < today:
        advance(call, CallDeed.CLOSE, as_=By.CLOCK, at=at)
        call.save()
        note(Deed.CALL_CLOSED, call, by=None, at=at)
        emails.closed(call, at=at)
    return call


def settle_due(*, at: datetime) -> int:
    """Ask on the first day and close after the last; return how many calls that concerned."""
    today = network_day(at)
    rows = Call.objects.filter(state=CallState.OPEN)
    begun = rows.filter(asked_at=None, opens_on__lte=today)
    due = begun | rows.filter(closes_on__lt=today)
    return sum(_settle(call, at=at) for call in list(due))


@transaction.atomic
def _settle(call: Call, *, at: datetime) -> int:
    before = locked(call)
    version, asked = before.version, before.asked_at
    after = settled(before, at=at)
    return int((after.version, after.asked_at) != (version, asked))
