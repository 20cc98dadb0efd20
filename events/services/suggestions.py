"""Institutions to be invited: suggested by states and the Secretariat, decided by the host."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

import accounts.services
from accounts.access import Standing
from accounts.enums import OrganisationKind
from accounts.folding import folded
from accounts.models import Organisation
from accounts.steps import By, step
from events import emails, guests, invitations, rules
from events.access import may_edit
from events.enums import Deed, Group, SuggestionDeed
from events.models import Event, InstitutionSuggestion
from events.services.invitations import invite, takes_invitations
from events.services.moves import locked
from journal.services import record


class SuggestedAlreadyError(Exception):
    """The institution was suggested for this event before."""


def _note(deed: Deed, suggestion: InstitutionSuggestion, *, by: Standing, at: datetime) -> None:
    record(
        deed,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label="events.event",
        key=str(suggestion.event.uid),
        facts={"event": suggestion.event.slug, "suggestion": str(suggestion.key)},
    )


def takes_suggestions(event: Event, *, at: datetime) -> bool:
    """Return whether institutions can be suggested: kinds for which that is done, not begun."""
    return event.kind in invitations.TAKES_SUGGESTIONS and takes_invitations(event, at=at)


@transaction.atomic
def suggest_institution(
    event: Event,
    *,
    once: UUID,
    name: str,
    email: str,
    why: str,
    by: Standing,
    at: datetime,
) -> InstitutionSuggestion:
    """Suggest an institution to the host of an event; a form sent twice suggests once.

    Raises ``SuggestedAlreadyError`` where it was suggested before, in whatever letters, and
    ``NotNowError`` where the event takes no suggestions.
    """
    event = locked(event)
    if made := InstitutionSuggestion.objects.filter(once=once).first():
        return made
    if not takes_suggestions(event, at=at) or by.user is None:
        raise rules.NotNowError
    state = min(by.member_states) if by.member_states and not by.is_secretariat else None
    suggestion = InstitutionSuggestion(
        once=once,
        event=event,
        name=name,
        email=email,
        why=why,
        member_state_id=state,
        suggested_by=by.user,
        suggested_at=at,
    )
    try:
        with transaction.atomic():
            suggestion.save(force_insert=True)
    except IntegrityError as error:
        raise SuggestedAlreadyError from error
    _note(Deed.INSTITUTION_SUGGESTED, suggestion, by=by, at=at)
    return suggestion


def _moved(
    suggestion: InstitutionSuggestion, deed: SuggestionDeed, *, as_: By
) -> InstitutionSuggestion:
    """Take a step of the table under the event's lock, not yet stored."""
    event = locked(suggestion.event)
    fresh = InstitutionSuggestion.objects.select_related("suggested_by", "invitation").get(
        pk=suggestion.pk
    )
    fresh.event = event
    fresh.state = step(invitations.SUGGESTION, state=fresh.state, deed=deed, by=as_).to
    fresh.version += 1
    return fresh


@transaction.atomic
def accept_suggestion(
    suggestion: InstitutionSuggestion, *, reason: str, by: Standing, as_: By, at: datetime
) -> InstitutionSuggestion:
    """Accept an institution: it stands on the list with its address, an invitation is prepared.

    Raises ``NotNowError`` where that is decided, or nobody can be invited any more.
    """
    suggestion = _moved(suggestion, SuggestionDeed.ACCEPT, as_=as_)
    event = suggestion.event
    if not takes_invitations(event, at=at):
        raise rules.NotNowError
    suggestion.organisation = _institution(suggestion, by=by, at=at)
    guest = guests.for_institution(suggestion.organisation, email=suggestion.email)
    made = invite(
        event,
        once=uuid5(suggestion.key, str(suggestion.version)),
        people=[guest],
        group=Group.PARTICIPANT,
        note_to_them="",
        prepare=True,
        by=by,
        at=at,
    )
    there = event.invitations.standing().filter(email=suggestion.email).first()
    suggestion.invitation = made[0] if made else there
    _decide(suggestion, reason=reason, by=by, at=at)
    _note(Deed.SUGGESTION_ACCEPTED, suggestion, by=by, at=at)
    return suggestion


def _institution(suggestion: InstitutionSuggestion, *, by: Standing, at: datetime) -> Organisation:
    """Return the institution of that name, put on the list where it was not there."""
    named = [
        one
        for one in Organisation.objects.all()
        if suggestion.folded_name in {folded(one.name), folded(one.abbreviation)}
    ]
    if named:
        return named[0]
    return accounts.services.add_organisation(
        name=suggestion.name,
        abbreviation="",
        kind=OrganisationKind.OTHER,
        member_state=None,
        email=suggestion.email,
        by=by,
        at=at,
    )


@transaction.atomic
def decline_suggestion(
    suggestion: InstitutionSuggestion, *, reason: str, by: Standing, as_: By, at: datetime
) -> InstitutionSuggestion:
    """Decline an institution with a reason, which whoever suggested it hears."""
    suggestion = _moved(suggestion, SuggestionDeed.DECLINE, as_=as_)
    _decide(suggestion, reason=reason, by=by, at=at)
    _note(Deed.SUGGESTION_DECLINED, suggestion, by=by, at=at)
    return suggestion


def _decide(suggestion: InstitutionSuggestion, *, reason: str, by: Standing, at: datetime) -> None:
    suggestion.reason = reason
    suggestion.decided_at, suggestion.decided_by = at, by.user
    suggestion.save()
    emails.suggestion_decided(suggestion, at=at)


@transaction.atomic
def withdraw_suggestion(
    suggestion: InstitutionSuggestion, *, by: Standing, as_: By, at: datetime
) -> InstitutionSuggestion:
    """Take a suggestion back that nobody has decided on."""
    suggestion = _moved(suggestion, SuggestionDeed.WITHDRAW, as_=as_)
    suggestion.save()
    _note(Deed.SUGGESTION_WITHDRAWN, suggestion, by=by, at=at)
    return suggestion


def decides_on(event: Event, *, by: Standing) -> By | None:
    """Return as whom somebody decides on suggestions for an event, if at all.

    A Presidency decides on what it hosts while it may work on it, as on all of the event.
    """
    if by.is_secretariat:
        return By.SECRETARIAT
    return By.PRESIDENCY if may_edit(by, event) else None
