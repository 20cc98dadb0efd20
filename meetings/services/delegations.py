"""Delegations: drafted by those who share a seat, sent, answered with nobody, validated."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

import mail.services
from accounts.access import Standing
from accounts.merging import merged
from accounts.steps import By, NotNowError, step
from accounts.versions import StaleError
from events import services as events
from events.enums import RegistrationDeed
from events.models import Event
from journal.services import record
from meetings.delegations import (
    Party,
    anew,
    names_of,
    party_at,
    same_person,
    shown,
    terms_of,
)
from meetings.emails import delegations as emails
from meetings.enums import ANSWERED, Deed, DelegationDeed, DelegationState
from meetings.models import Delegation
from meetings.rules.delegation import DELEGATION, Finding, Person, faults
from meetings.services.naming import Roster


class NotOursError(NotNowError):
    """The delegation is another seat's."""


class UnsoundError(Exception):
    """Something is wrong with a delegation; ``findings`` say what, row by row."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        """Keep what is wrong."""
        super().__init__(", ".join(one.fault for one in findings))
        self.findings = findings


def note(deed: Deed, delegation: Delegation, *, by: Standing, at: datetime, **facts: Any) -> None:
    """Write the deed into the journal, under the meeting; nobody's name stands there."""
    event = delegation.event
    record(
        deed,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label="events.event",
        key=str(event.uid),
        facts={"event": event.slug, "party": delegation.code, **facts},
    )


def acts_as(by: Standing, party: Party) -> By:
    """Return as whom a person names people for a place; raises ``NotOursError``."""
    if by.speaks_for(*party.holder):
        return By.STATE
    if by.is_secretariat:
        return By.SECRETARIAT
    raise NotOursError


def _held(event: Event, code: str, *, by: Standing, at: datetime) -> tuple[Delegation, Party, By]:
    """Return the delegation of a place under the meeting's lock, begun where there is none.

    Raises ``NotOursError``, and ``NotNowError`` where nobody can be named any more.
    """
    party = party_at(event, code)
    if party is None:
        raise NotOursError
    as_ = acts_as(by, party)
    if not event.lets(RegistrationDeed.CONFIRM, at=at):
        raise NotNowError
    delegation = party.delegation or begun(event, party, by=by, at=at)
    delegation.event = event
    return delegation, party, as_


def begun(event: Event, party: Party, *, by: Standing | None, at: datetime) -> Delegation:
    """Begin the delegation of a place, under the meeting's lock."""
    state, organisation = party.holder
    return Delegation.objects.create(
        event=event,
        seat=party.place.seat,
        member_state_id=state,
        organisation_id=organisation,
        changed_at=at,
        changed_by=by.user if by else None,
    )


def _touch(delegation: Delegation, *, by: Standing, at: datetime) -> None:
    delegation.version += 1
    delegation.changed_at, delegation.changed_by = at, by.user


@transaction.atomic
def save_draft(  # each is a part of what was typed
    event: Event,
    code: str,
    *,
    version: int,
    typed: Mapping[str, Any],
    base: Mapping[str, Any] | None,
    by: Standing,
    at: datetime,
    theirs: Collection[str] | None = None,
) -> Delegation:
    """Keep what was typed, as it was typed; what two typed into different boxes goes on as one.

    ``base`` is what stood in the form before, ``theirs`` the boxes in which the other's text is
    to stand, once somebody has read both in ``version``. Raises ``StaleError`` where both have
    typed something else into the same box, ``NotOursError`` and ``NotNowError``.
    """
    with events.holding(event) as held:
        delegation, party, _as = _held(held, code, by=by, at=at)
        stored = shown(party, rows=1)
        is_read = delegation.version == version
        both = merged(
            stored if base is None else base,
            stored=stored,
            own=typed,
            theirs=theirs or (),
            together=same_person(typed),
        )
        if both.clashes and not (is_read and theirs is not None):
            raise StaleError(delegation)
        if dict(stored) != both.typed:
            delegation.typed = both.typed
            _touch(delegation, by=by, at=at)
            delegation.save()
        return delegation


@transaction.atomic
def send_delegation(
    event: Event,
    code: str,
    *,
    version: int,
    people: Sequence[Person],
    to_us: str,
    by: Standing,
    at: datetime,
) -> Delegation:
    """Name the people of a delegation; who is in it no longer is taken off, and hears.

    Whoever was invited for the seat and is not among them does not come. Raises
    ``UnsoundError`` for what is wrong, row by row, ``TakenError``, ``StaleError`` where the
    draft is another than was read, ``NotOursError`` and ``NotNowError``.
    """
    with events.holding(event) as held:
        delegation, party, as_ = _held(held, code, by=by, at=at)
        if delegation.version != version:
            raise StaleError(delegation)
        terms = terms_of(held)
        found = faults(
            people,
            places=terms.places,
            reimbursed=terms.reimbursed,
            has_seat=delegation.seat_id is not None,
        )
        if found:
            raise UnsoundError(found)
        _answer(delegation, DelegationDeed.SEND, by=by, as_=as_, at=at)
        delegation.note, delegation.typed = to_us, {}
        delegation.save()
        Roster(delegation, party, by=by, as_=as_, at=at).name(people)
        note(Deed.DELEGATION_SENT, delegation, by=by, at=at, people=len(people))
        if as_ == By.SECRETARIAT:
            emails.answered_for_you(delegation, at=at)
        return delegation


def _answer(
    delegation: Delegation, deed: DelegationDeed, *, by: Standing, as_: By, at: datetime
) -> None:
    """Take a step that answers for the seat, not yet stored; it is asked no more."""
    if mail.services.overtake(emails.LABEL, key=str(delegation.key)):
        delegation.reminded_at = None
    delegation.state = step(DELEGATION, state=delegation.state, deed=deed, by=as_).to
    _touch(delegation, by=by, at=at)
    answers = delegation.state in ANSWERED
    delegation.sent_at, delegation.sent_by = (at, by.user) if answers else (None, None)
    delegation.sent_as = as_ if answers else ""
    delegation.validated_at = delegation.validated_by = None


@transaction.atomic
def stay_away(
    event: Event, code: str, *, by: Standing, at: datetime, to_us: str = ""
) -> Delegation:
    """Say that nobody comes, which is an answer, and why; said twice it is said once.

    What stood in the form until then is kept, for when it is taken back. Raises
    ``NotOursError`` and ``NotNowError``.
    """
    with events.holding(event) as held:
        delegation, party, as_ = _held(held, code, by=by, at=at)
        if delegation.state == DelegationState.NOBODY:
            return delegation
        stood = shown(party, rows=terms_of(held).places)
        _answer(delegation, DelegationDeed.STAY_AWAY, by=by, as_=as_, at=at)
        delegation.note, delegation.typed = to_us, anew(stood) if names_of(stood) else {}
        delegation.save()
        Roster(delegation, party, by=by, as_=as_, at=at).nobody()
        note(Deed.NOBODY_COMES, delegation, by=by, at=at)
        if as_ == By.SECRETARIAT:
            emails.answered_for_you(delegation, at=at)
        return delegation


@transaction.atomic
def take_back(event: Event, code: str, *, by: Standing, at: datetime) -> Delegation:
    """Take back that nobody comes: what stood in the form before is the draft, to be sent anew.

    Raises ``NotOursError`` and ``NotNowError``.
    """
    with events.holding(event) as held:
        delegation, _party, as_ = _held(held, code, by=by, at=at)
        _answer(delegation, DelegationDeed.TAKE_BACK, by=by, as_=as_, at=at)
        delegation.note = ""
        delegation.save()
        note(Deed.NOBODY_TAKEN_BACK, delegation, by=by, at=at)
        return delegation
