"""A call under its lock, who may do what to it, and its line in the journal."""

from datetime import datetime
from typing import Any

from accounts.access import Standing
from accounts.models import User
from accounts.steps import By, NotNowError, step
from accounts.versions import StaleError
from journal.services import record
from suggestions import access, rules
from suggestions.enums import CallDeed, Deed
from suggestions.models import Call, Suggestion
from suggestions.models.call import LABEL
from suggestions.models.suggestion import LABEL as OF_SUGGESTION


class NotYoursError(NotNowError):
    """The deed is somebody else's."""


class TooLateError(NotNowError):
    """The time to answer is over; the Secretariat may still enter what comes."""


def locked(call: Call, *, version: int | None = None) -> Call:
    """Return the call as it is now, under its lock until the transaction ends.

    Raises ``StaleError`` where another version was read than the one that stands.
    """
    found = Call.objects.select_for_update().get(pk=call.pk)
    if version is not None and found.version != version:
        raise StaleError(found)
    return found


def alone(by: Standing) -> None:
    """Let a person's own deeds wait for each other: a form that is sent twice at once is one."""
    User.objects.select_for_update(no_key=True).filter(pk=by.user.pk if by.user else None).first()


def acting(by: Standing, call: Call) -> By:
    """Return as whom the person runs the call. Raises ``NotYoursError``."""
    found = access.party(by, call)
    if found is None:
        raise NotYoursError
    return found


def advance(call: Call, deed: CallDeed, *, as_: By, at: datetime) -> None:
    """Take a step of the table on a locked call, not yet stored."""
    call.state = step(rules.CALL, state=call.state, deed=deed, by=as_).to
    touch(call, at=at)


def touch(call: Call, *, at: datetime) -> None:
    """Mark that something was done to a call, not yet stored."""
    call.version += 1
    call.changed_at = at


def note(deed: Deed, call: Call, *, by: Standing | None, at: datetime, **facts: Any) -> None:
    """Write a deed on a call into the journal."""
    record(
        deed,
        at=at,
        actor=by.actor if by else "",
        acting_for=by.acting_for if by else "",
        label=LABEL,
        key=str(call.key),
        facts=facts,
    )


def note_one(
    deed: Deed, suggestion: Suggestion, *, by: Standing, at: datetime, **facts: Any
) -> None:
    """Write a deed on a suggestion into the journal."""
    record(
        deed,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label=OF_SUGGESTION,
        key=str(suggestion.key),
        facts={"state": suggestion.answer.member_state_id, **facts},
    )
