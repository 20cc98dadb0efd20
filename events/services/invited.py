"""A step of one invitation, its line in the journal, and the answer that needs no link."""

from datetime import datetime

from accounts.access import Standing
from accounts.steps import By, step
from events import invitations
from events.enums import COMES, Attending, Deed, InvitationDeed, InvitationState
from events.models import Invitation, Registration
from journal.services import record


def move(invitation: Invitation, deed: str, *, as_: By) -> None:
    """Take a step of the table on an invitation, not yet stored."""
    found = step(invitations.INVITATION, state=invitation.state, deed=deed, by=as_)
    invitation.state = found.to
    invitation.version += 1


def note(deed: Deed, invitation: Invitation, *, by: Standing | None, at: datetime) -> None:
    """Write the deed into the journal."""
    record(
        deed,
        at=at,
        actor=by.actor if by else "",
        acting_for=by.acting_for if by else "",
        label="events.invitation",
        key=str(invitation.key),
        facts={"event": invitation.event.slug, "state": invitation.state},
    )


def answer_by_registering(registration: Registration, *, by: Standing, at: datetime) -> None:
    """Take a registration by the public form as the answer of who is invited and silent.

    Runs in the transaction of the registration, under the event's lock; one query where
    nobody was invited at that address.
    """
    silent = Invitation.objects.silent().filter(event=registration.event_id)
    invitation = silent.select_related("user").filter(email=registration.email).first()
    if invitation is None:
        return
    invitation.registration = registration
    _comes(invitation, registration, by=by, as_=By.PERSON, at=at)


def answer_by_confirming(registration: Registration, *, by: Standing, at: datetime) -> None:
    """Take the yes of a delegate as the answer to an invitation under the same address."""
    own = Invitation.objects.known().filter(event=registration.event_id, email=registration.email)
    for invitation in own.exclude(state__in=COMES).select_related("user"):
        invitation.registration = registration
        _comes(invitation, registration, by=by, as_=By.PERSON, at=at)


def answer_by_coming(registration: Registration, *, by: Standing, at: datetime) -> None:
    """Take it as the answer of who sent somebody else that the person comes after all."""
    sent = registration.invitations.filter(state=InvitationState.SUBSTITUTE)
    for invitation in sent.select_related("user"):
        _comes(invitation, registration, by=by, as_=By.SECRETARIAT, at=at)


def _comes(
    invitation: Invitation, registration: Registration, *, by: Standing, as_: By, at: datetime
) -> None:
    online = registration.attending == Attending.ONLINE
    move(invitation, InvitationDeed.JOIN if online else InvitationDeed.COME, as_=as_)
    invitation.event = registration.event
    invitation.answered_at, invitation.answered_as = at, as_
    invitation.answered_by = by.user
    invitation.save()
    note(Deed.INVITATION_ANSWERED, invitation, by=by, at=at)
