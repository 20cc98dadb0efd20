"""Answering an invitation, and all that follows for the registration and the places."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.models import Notice
from accounts.steps import By
from events import emails, invitations, rules
from events.enums import COMES, LIVE, Attending, Deed, InvitationState, RegistrationState, State
from events.invitations import Reply
from events.models import Invitation, Registration
from events.services.answers import files_first
from events.services.change_requests import change_or_ask
from events.services.decisions import approve, restore, withdraw
from events.services.delegates import confirm_named
from events.services.invitations import (
    new_substitute,
    revoke_invitation,
    send_substitute,
    under_lock,
)
from events.services.invited import move, note
from events.services.registrations import (
    RegistrationClosedError,
    answer_again,
    change_registration,
    live_of,
    register,
)
from events.services.substitutions import pass_on

MOST_STAND_INS = 5
ASKED = ("name", "organisation", "country", "category")


class PassedOnError(Exception):
    """Somebody else comes in this person's place; ``stand_in`` is that invitation."""

    def __init__(self, stand_in: Invitation) -> None:
        """Keep who comes."""
        super().__init__(str(stand_in.key))
        self.stand_in = stand_in


class TooManyNamedError(Exception):
    """More people were named by one invitation than ever stand in for one."""


def may_answer(invitation: Invitation, *, at: datetime) -> bool:
    """Return whether it can be answered: sent, not taken back, and the event not begun.

    Where a seat has said that somebody does not come to its meeting, its delegation is the
    one place to say otherwise.
    """
    event = invitation.event
    return (
        invitation.state not in {InvitationState.PREPARED, InvitationState.REVOKED}
        and not invitation.is_left_out
        and event.state == State.PUBLISHED
        and event.starts_at > at
    )


@files_first
@transaction.atomic
def answer_invitation(
    invitation: Invitation,
    *,
    reply: Reply,
    once: UUID,
    notice: Notice | None,
    by: Standing,
    as_: By,
    at: datetime,
    **more: Any,
) -> Invitation:
    """Take an answer: who comes is registered, who does not gives the place back.

    ``more`` is what else a registration takes: sessions, answers, consents. The same answer
    twice has one effect. Raises ``NotNowError`` where it cannot be answered,
    ``PassedOnError`` where somebody else comes in this place by now, ``InvitedAlreadyError``
    and ``TooManyNamedError`` for who is named instead, and what ``register`` and
    ``change_registration`` raise: an invitation opens the door early, and not after
    registration has closed. On somebody's behalf ``AlreadyRegisteredError`` where who is
    named has a registration that is not this invitation's.
    """
    invitation = under_lock(invitation)
    ways = invitations.ways_to_come(invitation.event.mode)
    if not may_answer(invitation, at=at) or (reply.answer in COMES and reply.answer not in ways):
        raise rules.NotNowError
    before = invitation.state
    stand_in = invitation.stand_ins.standing().select_related("registration").first()
    if reply.answer == InvitationState.SUBSTITUTE:
        if stand_in and stand_in.email == reply.stand_in[1]:
            return invitation
        _replaceable(stand_in)
        _send_somebody(invitation, reply, by=by, as_=as_, at=at)
    else:
        _replaceable(stand_in)
        if reply.answer in COMES:
            registration = _come(
                invitation, reply, once=once, notice=notice, by=by, as_=as_, at=at, more=more
            )
            invitation.registration = registration
            if registration:
                # Once registration has closed another way of coming is asked for, not had.
                reply = replace(reply, answer=registration.attending)
        else:
            _leave(invitation, by=by, at=at)
    if stand_in:
        _call_off(stand_in, first=invitation, by=by, at=at)
    _take(invitation, reply, by=by, as_=as_, at=at)
    if before != invitation.state and reply.answer not in COMES:
        _tell_of_a_no(invitation, was_asked=before == InvitationState.SILENT, by=by, as_=as_, at=at)
    first = invitation.stands_in_for
    if first and reply.answer == InvitationState.NO != before:
        emails.stand_in_refuses(invitation, first=first, at=at)
    return invitation


def _tell_of_a_no(
    invitation: Invitation, *, was_asked: bool, by: Standing, as_: By, at: datetime
) -> None:
    """Tell the person of an answer that somebody else gave, and take the asking off calendars.

    Who had said yes was registered, and hears of that registration.
    """
    if as_ != By.PERSON:
        emails.answered_for_you(invitation, who=by.acting_for, is_in_calendar=was_asked, at=at)
    elif was_asked:
        emails.not_coming(invitation, at=at)


def _take(invitation: Invitation, reply: Reply, *, by: Standing, as_: By, at: datetime) -> None:
    """Store the answer, and journal it where it is another than before."""
    same = invitation.state == reply.answer and invitation.answer_note == reply.note
    move(invitation, invitations.DEED_OF[InvitationState(reply.answer)], as_=as_)
    invitation.answer_note = reply.note
    if invitation.name == "":
        invitation.name = reply.name
    if not same:
        invitation.sequence += 1
        invitation.answered_at, invitation.answered_as = at, as_
        invitation.answered_by = by.user
    invitation.save()
    if not same:
        note(Deed.INVITATION_ANSWERED, invitation, by=by, at=at)


def _leave(invitation: Invitation, *, by: Standing, at: datetime) -> None:
    """Give up a registration that stands; whoever says so, says it for the person."""
    registration = invitation.registration
    if registration and registration.state in LIVE:
        invitation.registration = withdraw(registration, by=by, as_=By.PERSON, at=at)


def _replaceable(stand_in: Invitation | None) -> None:
    if stand_in and stand_in.registration_state in LIVE:
        raise PassedOnError(stand_in)


def _call_off(stand_in: Invitation, *, first: Invitation, by: Standing, at: datetime) -> None:
    """Take back the invitation of who was named and has not said yes."""
    stand_in.event = first.event
    reason = _("%(name)s has answered otherwise meanwhile.") % {"name": first}
    revoke_invitation(stand_in, reason=reason, by=by, as_=By.CLOCK, at=at)


def _come(
    invitation: Invitation,
    reply: Reply,
    *,
    once: UUID,
    notice: Notice | None,
    by: Standing,
    as_: By,
    at: datetime,
    more: dict[str, Any],
) -> Registration | None:
    """Register the person, or take up the registration there is.

    Only what this invitation led to, or stands under its address, is taken up: whoever names
    somebody else's address learns and touches nothing, and that person gets a letter.
    """
    event, own = invitation.event, invitation.registration
    email = own.email if own and own.state in LIVE else reply.email
    there = live_of(event, email=email, name=reply.name, seat=invitation.seat).first()
    if there is None and own and own.email == email:
        if own.state != RegistrationState.WITHDRAWN and as_ != By.SECRETARIAT:
            raise rules.NotNowError  # what the organisers took off the list stays off it
        there = restore(own, by=by, as_=By.SECRETARIAT, at=at)  # invited: approved beforehand
    elif there and there != own and there.email != invitation.email:
        # As for who is not registered: the answer must not tell the two apart.
        if as_ != By.SECRETARIAT and not event.is_open_at(at, invited=True):
            raise RegistrationClosedError
        answer_again(there, on_behalf=as_ == By.SECRETARIAT, by=by, at=at)
        return None
    if there is not None:
        there.event = event
        if there.state == RegistrationState.PENDING:
            there = approve(there, by=by, at=at)
        elif there.state == RegistrationState.NAMED:
            there = confirm_named(there, attending=reply.answer, by=by, as_=By.PERSON, at=at)
        if there.once == once:
            return there
        return _changed(there, reply, by=by, as_=as_, at=at, more=more)
    return register(
        event,
        once=once,
        name=reply.name,
        email=email,
        organisation=reply.organisation,
        country=reply.country,
        category=reply.category,
        attending=reply.answer,
        notice=notice,
        by=by,
        at=at,
        language=invitation.language,
        on_behalf=as_ == By.SECRETARIAT,
        group=invitation.group,
        seat=invitation.seat,
        approved=True,
        **more,
    )


def _changed(
    registration: Registration,
    reply: Reply,
    *,
    by: Standing,
    as_: By,
    at: datetime,
    more: dict[str, Any],
) -> Registration:
    """Change what was told otherwise; after registration has closed, ask for it."""
    told = {name: getattr(reply, name) for name in ASKED} | {"attending": reply.answer}
    stored = {name: getattr(registration, name) for name in told}
    if told == stored and not more:
        return registration
    change = change_registration if as_ == By.SECRETARIAT else change_or_ask
    change(registration, version=registration.version, by=by, at=at, **told, **more)
    fresh = Registration.objects.select_related("user").get(pk=registration.pk)
    fresh.event = registration.event
    return fresh


def _send_somebody(
    invitation: Invitation, reply: Reply, *, by: Standing, as_: By, at: datetime
) -> None:
    """Invite who was named instead; a place that is held goes over with the name.

    Who was named by somebody names nobody further.
    """
    if invitation.stands_in_for_id:
        raise rules.NotNowError
    if invitation.stand_ins.count() >= MOST_STAND_INS:
        raise TooManyNamedError
    name, email = reply.stand_in
    made = new_substitute(invitation, name=name, email=email, by=by, at=at)
    registration = invitation.registration
    if registration and registration.state == RegistrationState.CONFIRMED:
        taker = pass_on(
            registration,
            once=made.batch,
            name=name,
            email=email,
            organisation=registration.organisation,
            by=by,
            as_=By.SECRETARIAT,  # whom an invited person names is approved with the invitation
            at=at,
        )
        _take_over(made, taker, by=by, as_=as_, at=at)
        invitation.registration = Registration.objects.get(pk=registration.pk)
        return
    _leave(invitation, by=by, at=at)
    send_substitute(made, by=by, at=at)


def _take_over(
    made: Invitation, taker: Registration, *, by: Standing, as_: By, at: datetime
) -> None:
    """Note that who was named has the place already, and needs not be asked."""
    online = taker.attending == Attending.ONLINE
    answered = InvitationState.ONLINE if online else InvitationState.IN_PERSON
    send_substitute(made, by=by, at=at, letter=False)
    made.registration = taker
    _take(made, Reply(answered, name=made.name), by=by, as_=as_, at=at)
