"""Asking people to come: inviting, asking again, a new link, taking back."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import prefetch_related_objects

from accounts import versions
from accounts.access import Standing
from accounts.models import User
from accounts.steps import By
from events import emails, guests, invitations, rules
from events.enums import (
    LIVE,
    Deed,
    Group,
    InvitationDeed,
    InvitationKind,
    InvitationState,
    State,
)
from events.invitations import Guest
from events.models import Event, Invitation
from events.services.decisions import cancel_registration
from events.services.invited import move, note
from events.services.moves import locked
from events.services.shares import first_share, first_shares
from mail import links

PAGE = emails.INVITATION_PAGE
AGAIN_AFTER = timedelta(hours=20)


class InvitedAlreadyError(Exception):
    """An invitation to that address stands for this event."""


def takes_invitations(event: Event, *, at: datetime) -> bool:
    """Return whether people can be invited: a draft, or published and not begun."""
    return (
        event.state in {State.DRAFT, State.PUBLISHED}
        and event.takes_registrations
        and event.starts_at > at
    )


@transaction.atomic
def invite(
    event: Event,
    *,
    once: UUID,
    people: Collection[Guest],
    group: str,
    note_to_them: str,
    prepare: bool = False,
    wording: invitations.Wording = invitations.PLAIN,
    by: Standing,
    at: datetime,
) -> list[Invitation]:
    """Invite people; each gets a letter with a link of the own, at once.

    To a draft, or to ``prepare`` only, invitations wait until they are sent. Who is invited
    or registered already is passed over. A form sent twice invites once. Raises
    ``NotNowError`` where nobody can be invited any more.
    """
    event = locked(event)
    if made := list(event.invitations.filter(batch=once)):
        return made
    if not takes_invitations(event, at=at):
        raise rules.NotNowError
    known = guests.known(event, people)
    wanted = [guest for guest in invitations.once_each(people) if known.leaves(guest)]
    accounts = _accounts(wanted)
    shares = first_shares(event, [guest.email for guest in wanted])
    made = [
        _new(event, guest, user=accounts.get(guest.email), batch=once, by=by, at=at)
        for guest in wanted
    ]
    for invitation in made:
        invitation.sequence = shares[invitation.email]
        invitation.group, invitation.note = _group_of(invitation, group), note_to_them
        invitation.save(force_insert=True)
        note(Deed.INVITATION_PREPARED, invitation, by=by, at=at)
    if event.state == State.PUBLISHED and not prepare:
        _send(event, made, wording=wording, by=by, at=at)
    return made


def _group_of(invitation: Invitation, group: str) -> str:
    """Return as what somebody is invited: an institution's guest is no member of the body."""
    is_guest = invitation.kind == InvitationKind.ORGANISATION and group == Group.MEMBER
    return Group.PARTICIPANT if is_guest else group


def _accounts(wanted: Iterable[Guest]) -> dict[str, User]:
    addresses = [guest.email for guest in wanted]
    return {user.email: user for user in User.objects.filter(email__in=addresses)}


def _new(
    event: Event, guest: Guest, *, user: User | None, batch: UUID, by: Standing, at: datetime
) -> Invitation:
    key = uuid4()
    return Invitation(
        key=key,
        batch=batch,
        event=event,
        state=InvitationState.PREPARED,
        kind=guest.kind,
        seat_id=guest.seat,
        organisation_id=guest.organisation,
        name=guest.name or (user.name if user else ""),
        email=guest.email,
        user=user,
        language=user.language if user else guest.language,
        made_by=by.user,
        made_at=at,
        link_hash=links.digest(links.token(PAGE, key, 1)),
    )


def _send(
    event: Event,
    prepared: Collection[Invitation],
    *,
    wording: invitations.Wording = invitations.PLAIN,
    by: Standing,
    at: datetime,
) -> None:
    """Send the letters of prepared invitations, under the event's lock."""
    copies = guests.copies(prepared, at=at)
    prefetch_related_objects(list(prepared), "event__days", "event__sessions")
    told = emails.by_mail(event, prepared)
    for invitation in prepared:
        move(invitation, InvitationDeed.SEND, as_=By.SECRETARIAT)
        invitation.sent_at = at
        invitation.save(update_fields=["state", "version", "sent_at"])
        note(Deed.INVITED, invitation, by=by, at=at)
        emails.invited(
            invitation,
            in_calendar=invitation.email in told,
            wording=wording,
            copies=copies[invitation.pk],
            at=at,
        )


def rows(event: Event) -> list[Invitation]:
    """Return what is prepared, with what letters need; the caller holds the event's lock."""
    found = list(
        event.invitations.prepared()
        .select_related("user", "seat__member_state", "seat__organisation", "organisation")
        .order_by("pk")
    )
    for invitation in found:
        invitation.event = event
    return found


@transaction.atomic
def send_prepared(
    event: Event,
    *,
    wording: invitations.Wording = invitations.PLAIN,
    by: Standing,
    at: datetime,
) -> list[Invitation]:
    """Send all invitations that were prepared; pressed twice, each goes out once.

    Raises ``NotNowError`` where the event is not published, or has begun.
    """
    event = locked(event)
    if event.state != State.PUBLISHED or not takes_invitations(event, at=at):
        raise rules.NotNowError
    prepared = rows(event)
    _send(event, prepared, wording=wording, by=by, at=at)
    return prepared


def due_again(event: Event, *, at: datetime) -> list[Invitation]:
    """Return who has not answered, and has heard nothing for the best part of a day."""
    silent = (
        event.invitations.silent()
        .exclude(sent_at__gt=at - AGAIN_AFTER)
        .exclude(reminded_at__gt=at - AGAIN_AFTER)
        .select_related("user", "seat__member_state", "seat__organisation", "organisation")
        .order_by("sort_name", "pk")
    )
    found = list(silent)
    for invitation in found:
        invitation.event = event
    return found


@transaction.atomic
def ask_again(event: Event, *, by: Standing, at: datetime) -> list[Invitation]:
    """Ask all once more who have not answered, nobody twice within a day.

    Raises ``NotNowError`` where the event is not published, or has begun.
    """
    event = locked(event)
    if event.state != State.PUBLISHED or event.starts_at <= at:
        raise rules.NotNowError
    asked = due_again(event, at=at)
    copies = guests.copies(asked, at=at)
    for invitation in asked:
        invitation.reminded_at = at
        invitation.save(update_fields=["reminded_at"])
        note(Deed.INVITED_AGAIN, invitation, by=by, at=at)
        emails.asked_again(invitation, copies=copies[invitation.pk], at=at)
    return asked


def under_lock(invitation: Invitation) -> Invitation:
    """Return the invitation as it is now, under its event's lock."""
    event = locked(invitation.event)
    fresh = Invitation.objects.select_related(
        "user",
        "seat__member_state",
        "seat__organisation",
        "organisation",
        "registration__user",
        "stands_in_for",
    ).get(pk=invitation.pk)
    fresh.event = event
    if fresh.registration:
        fresh.registration.event = event
    return fresh


@transaction.atomic
def mail_invitation_anew(
    invitation: Invitation, *, version: int, name: str, email: str, by: Standing, at: datetime
) -> Invitation:
    """Send a new link, to the same address or a corrected one; the old link ends.

    An answer is bound to its address: once one was given, the address stays. Raises
    ``StaleError`` where somebody else changed it meanwhile, ``InvitedAlreadyError`` where
    the other address is invited too, and ``NotNowError`` where there is nothing to send.
    """
    locked(invitation.event)
    versions.locked(Invitation.objects.all(), version=version, pk=invitation.pk)
    invitation = under_lock(invitation)
    sent = invitation.state not in {InvitationState.PREPARED, InvitationState.REVOKED}
    if invitation.event.starts_at <= at or not (
        sent or invitation.state == InvitationState.PREPARED
    ):
        raise rules.NotNowError
    if email != invitation.email:
        if invitations.is_answered(invitation.state):
            raise rules.NotNowError
        others = invitation.event.invitations.standing().exclude(pk=invitation.pk)
        user = User.objects.filter(email=email).first()
        if others.filter(email=email).exists() or (user and others.filter(user=user).exists()):
            raise InvitedAlreadyError
        _readdress(invitation, email=email, user=user, sent=sent, at=at)
    invitation.name = name
    invitation.version += 1
    invitation.link_generation += 1
    invitation.link_hash = links.digest(
        links.token(PAGE, invitation.key, invitation.link_generation)
    )
    invitation.save()
    note(Deed.INVITATION_MAILED, invitation, by=by, at=at)
    if sent:
        copies = guests.copies([invitation], at=at)[invitation.pk]
        emails.link_renewed(invitation, copies=copies, at=at)
    return invitation


def _readdress(
    invitation: Invitation, *, email: str, user: User | None, sent: bool, at: datetime
) -> None:
    """Give an invitation another address, and take it out of the calendar of the one before."""
    shares = first_shares(invitation.event, [email])
    if sent:
        invitation.sequence += 1
        emails.sent_to_another(invitation, at=at)
    invitation.sequence = max(invitation.sequence, shares[email])
    invitation.email, invitation.user = email, user


@transaction.atomic
def revoke_invitation(
    invitation: Invitation, *, reason: str, by: Standing, as_: By = By.SECRETARIAT, at: datetime
) -> Invitation:
    """Take an invitation back; who registered by it is taken off the list too, and told.

    Raises ``NotNowError`` where it was taken back before.
    """
    invitation = under_lock(invitation)
    was_silent = invitation.state == InvitationState.SILENT
    move(invitation, InvitationDeed.REVOKE, as_=as_)
    invitation.revoked_at, invitation.revoke_reason = at, reason
    invitation.sequence += 1
    invitation.save()
    note(Deed.INVITATION_REVOKED, invitation, by=by, at=at)
    registration = invitation.registration
    ahead = invitation.event.ends_at > at
    if registration and registration.state in LIVE and ahead:
        cancel_registration(registration, reason=reason, by=by, at=at)
    elif was_silent and ahead:
        emails.invitation_taken_back(invitation, at=at)
    return invitation


def new_substitute(
    first: Invitation, *, name: str, email: str, by: Standing, at: datetime
) -> Invitation:
    """Make the invitation of who comes instead, not yet sent; under the event's lock.

    Raises ``InvitedAlreadyError`` where that address is invited or registered already.
    """
    guest = Guest(
        email=email,
        name=name,
        kind=first.kind,
        seat=first.seat_id,
        organisation=first.organisation_id,
    )
    user = User.objects.filter(email=email).first()
    guest_or_user = Guest(email=email, user=user.pk if user else None)
    if not guests.known(first.event, [guest_or_user]).leaves(guest_or_user):
        raise InvitedAlreadyError
    made = _new(first.event, guest, user=user, batch=uuid4(), by=by, at=at)
    made.name = name
    made.sequence = first_share(first.event, email)
    made.group, made.stands_in_for = first.group, first
    made.save(force_insert=True)
    return made


def send_substitute(made: Invitation, *, by: Standing, at: datetime, letter: bool = True) -> None:
    """Send the invitation of who comes instead, which whoever is invited may cause.

    Without ``letter`` another one tells them already.
    """
    move(made, InvitationDeed.SEND, as_=By.SECRETARIAT)
    made.sent_at = at
    made.save(update_fields=["state", "version", "sent_at"])
    note(Deed.INVITED, made, by=by, at=at)
    if letter:
        by_mail = made.email in emails.by_mail(made.event, [made])
        emails.invited(made, in_calendar=by_mail, at=at)
