"""Delegates: named for a seat by whoever speaks for it, and what each says to that."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from accounts.access import Standing
from accounts.models import Seat, User
from accounts.seats import Holder, sitting_for
from accounts.steps import By
from events import emails, invitations, rules
from events.enums import Deed, Group, InvitationKind, RegistrationDeed, RegistrationState
from events.models import Event, Registration
from events.services.change_requests import drop_requests
from events.services.invited import answer_by_confirming
from events.services.moves import (
    locked,
    locked_registration,
    move,
    next_arrival,
    noted,
    priority,
)
from events.services.places import wish_of
from events.services.queue import promote
from events.services.registrations import AlreadyRegisteredError, live_of, state_for, tell_state
from events.services.shares import first_shares
from mail import links


@dataclass(frozen=True)
class Naming:
    """Who is named, as what and for whom; ``party`` is that in words, and ``seat`` may lack."""

    party: str
    seat: Seat | None
    country: str
    category: str
    name: str
    email: str
    organisation: str
    attending: str
    capacity: str

    @property
    def holder(self) -> Holder:
        """Return for which state or organisation."""
        return sitting_for(self.seat, country=self.country)


@transaction.atomic
def name_delegate(event: Event, naming: Naming, *, by: Standing, at: datetime) -> Registration:
    """Name somebody for a seat; a registration of that person that stands is taken up.

    Who names himself has confirmed with that, and who has no address is confirmed by whoever
    names; all others get a letter with a link of their own and are asked. Raises
    ``AlreadyRegisteredError`` for somebody who is registered, and not for this party, and
    ``NotNowError`` once nobody can be registered any more.
    """
    event = locked(event)
    if not event.lets(RegistrationDeed.CONFIRM, at=at):
        raise rules.NotNowError
    user = User.objects.filter(email=naming.email).first() if naming.email else None
    there = live_of(event, email=naming.email, name=naming.name, seat=naming.seat).first()
    if there:
        there.event = event
        registration = _taken_up(there, naming, by=by)
    else:
        registration = _new(event, naming, user=user, by=by, at=at)
    noted(Deed.DELEGATE_NAMED, registration, by=by, at=at, party=naming.party)
    says_so = not naming.email or (by.user is not None and by.user == user)
    if registration.state != RegistrationState.NAMED:
        return registration
    if says_so:
        return confirm_delegate(
            registration, attending=registration.attending, by=by, as_=By.PERSON, at=at
        )
    if there is None:
        emails.named(registration, party=naming.party, at=at)
    return registration


def _is_its_own(there: Registration, naming: Naming, *, by: Standing) -> bool:
    """Return whether somebody is registered for the party, or from it and for none.

    Who speaks or works there, or was invited as a guest, is none of its people. Where somebody
    is from is no organisation's to tell, so the Secretariat says it for one.
    """
    if there.party:
        return there.party == naming.holder
    guest = there.invitations.exclude(kind=InvitationKind.SEAT).exists()
    if there.group != Group.PARTICIPANT or guest:
        return False
    state, _organisation = naming.holder
    return by.is_secretariat if state is None else there.country == state


def _taken_up(there: Registration, naming: Naming, *, by: Standing) -> Registration:
    """Let a registration that stands be that of a delegate; what the person said stays.

    To take up anybody but its own people would let one party take another's, or a guest, off
    the list again.
    """
    if not _is_its_own(there, naming, by=by):
        raise AlreadyRegisteredError(there)
    there.seat, there.capacity = naming.seat, naming.capacity
    there.version += 1
    there.save(update_fields=["seat", "capacity", "version"])
    return there


def _new(
    event: Event, naming: Naming, *, user: User | None, by: Standing, at: datetime
) -> Registration:
    key = uuid4()
    registration = Registration(
        key=key,
        event=event,
        state=RegistrationState.NAMED,
        name=naming.name,
        email=naming.email,
        organisation=naming.organisation,
        country=naming.country,
        category=naming.category,
        attending=naming.attending,
        group=Group.MEMBER,
        priority=priority(event, Group.MEMBER),
        seat=naming.seat,
        capacity=naming.capacity,
        user=user,
        registered_by=by.user,
        language=user.language if user else "en",
        arrival=next_arrival(event),
        registered_at=at,
        changed_at=at,
        sequence=first_shares(event, [naming.email])[naming.email],
        link_hash=links.digest(links.token(emails.OWN_PAGE, key, 1)),
    )
    registration.save(force_insert=True)
    return registration


@transaction.atomic
def change_delegate(
    registration: Registration, naming: Naming, *, by: Standing, at: datetime
) -> Registration:
    """Change what is said of a delegate; how one takes part is the person's own once confirmed."""
    registration = locked_registration(registration)
    told = {
        "name": naming.name,
        "organisation": naming.organisation,
        "capacity": naming.capacity,
    }
    if registration.state == RegistrationState.NAMED:
        told["attending"] = naming.attending
    if all(getattr(registration, name) == value for name, value in told.items()):
        return registration
    for name, value in told.items():
        setattr(registration, name, value)
    registration.version += 1
    registration.save(update_fields=[*told, "version"])
    noted(Deed.REGISTRATION_CHANGED, registration, by=by, at=at)
    return registration


def confirm_named(
    registration: Registration, *, attending: str, by: Standing, as_: By, at: datetime
) -> Registration:
    """Give who was named and says yes a place, or the end of the queue where there is none.

    Runs under the event's lock. Raises ``NotNowError`` for a way of taking part that the event
    does not have.
    """
    event = registration.event
    if attending not in invitations.ways_to_come(event.mode):
        raise rules.NotNowError
    registration.attending = attending
    registration.save(update_fields=["attending"])
    free = state_for(event, wish_of(registration)) == RegistrationState.CONFIRMED
    deed = RegistrationDeed.CONFIRM if free else RegistrationDeed.QUEUE
    move(registration, deed, by=as_, at=at)
    noted(Deed.CONFIRMED, registration, by=by, at=at)
    tell_state(registration, at=at)
    return registration


@transaction.atomic
def confirm_delegate(
    registration: Registration, *, attending: str, by: Standing, as_: By, at: datetime
) -> Registration:
    """Take the yes of who was named; an invitation under the address is answered with it.

    Raises ``NotNowError`` where the person is not, or no longer, asked.
    """
    registration = locked_registration(registration)
    if registration.state != RegistrationState.NAMED:
        raise rules.NotNowError
    registration = confirm_named(registration, attending=attending, by=by, as_=as_, at=at)
    answer_by_confirming(registration, by=by, at=at)
    return registration


@transaction.atomic
def release_delegate(
    registration: Registration, *, reason: str, by: Standing, as_: By, at: datetime
) -> Registration:
    """Take somebody off a delegation: replaced, or no longer named. The person hears why.

    Who had withdrawn cannot take that back any more. What stands no longer stays as it is.
    """
    registration = locked_registration(registration)
    was = RegistrationState(registration.state)
    if RegistrationDeed.RELEASE not in rules.REGISTRATION[was]:
        return registration
    held = move(registration, RegistrationDeed.RELEASE, by=as_, at=at, reason=reason)
    noted(Deed.DELEGATE_RELEASED, registration, by=by, at=at)
    if was != RegistrationState.WITHDRAWN:
        drop_requests(registration, at=at)
        emails.released(registration, held_a_place=held, at=at)
        promote(registration.event, at=at)
    return registration
