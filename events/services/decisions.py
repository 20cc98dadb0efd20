"""What becomes of a registration: approved, declined, withdrawn, taken back, cancelled."""

from datetime import datetime
from typing import cast

from django.db import transaction

from accounts.access import Standing
from accounts.addressees import who_speak_for
from accounts.seats import Holder
from accounts.steps import By
from events import emails, rules
from events.enums import Approver, Deed, RegistrationDeed, RegistrationState
from events.models import Event, Registration
from events.services.change_requests import drop_requests
from events.services.moves import locked_registration, move, next_arrival, noted
from events.services.places import wish_of
from events.services.queue import promote
from events.services.registrations import AlreadyRegisteredError, state_for, tell_state
from events.services.substitutions import giver_of, hand_over


def decides_as(event: Event, *, country: str, by: Standing) -> By | None:
    """Return as whom somebody decides on registrations from a country, if at all."""
    return rules.decides_as(
        secretariat=by.is_secretariat,
        approver=event.approver if event.needs_approval else Approver.SECRETARIAT,
        country=country,
        host=event.host_id,
        states=by.member_states,
    )


def _must_decide(registration: Registration, *, by: Standing, as_: By) -> None:
    """Refuse whoever speaks for a state that does not decide on this registration."""
    event, country = registration.event, registration.country
    if as_ == By.STATE and decides_as(event, country=country, by=by) is None:
        raise rules.NotNowError


@transaction.atomic
def withdraw(registration: Registration, *, by: Standing, as_: By, at: datetime) -> Registration:
    """Withdraw, and give the place to who is next in the same transaction.

    Who speaks for a Member State hands a place of its people back in this way. Raises
    ``NotNowError`` where there is nothing to withdraw from.
    """
    registration = locked_registration(registration)
    _must_decide(registration, by=by, as_=as_)
    held = move(registration, RegistrationDeed.WITHDRAW, by=as_, at=at)
    noted(Deed.WITHDRAWN, registration, by=by, at=at)
    drop_requests(registration, at=at)
    emails.withdrawn(registration, held_a_place=held, at=at)
    if registration.capacity and as_ == By.PERSON:
        _tell_who_named(registration, by=by, at=at)
    promote(registration.event, at=at)
    return registration


def _tell_who_named(registration: Registration, *, by: Standing, at: datetime) -> None:
    """Tell who named a delegate, and all who speak for the seat, that this person does not come.

    Whoever says so, and the delegate, know it.
    """
    party = cast("Holder", registration.party)
    speakers = [one.user for one in who_speak_for([party], at=at)]
    for user in dict.fromkeys([registration.registered_by, *speakers]):
        if user and user not in {by.user, registration.user}:
            emails.delegate_stays_away(registration, to=user, at=at)


@transaction.atomic
def restore(registration: Registration, *, by: Standing, as_: By, at: datetime) -> Registration:
    """Take a withdrawal, a refusal or a cancellation back.

    It leads to a place if one is free, else to the end of the queue; where registrations
    need approval, a person's own wish leads back to that. Raises ``NotNowError`` once the
    event has begun or where nothing was taken back, and ``AlreadyRegisteredError`` where
    the person has registered anew meanwhile.
    """
    registration = locked_registration(registration)
    event = registration.event
    if not event.lets(RegistrationDeed.RESTORE, at=at):
        raise rules.NotNowError
    others = event.registrations.live().exclude(pk=registration.pk)
    anew = others.filter(email=registration.email).first()
    if anew and registration.email:
        raise AlreadyRegisteredError(anew)
    registration.arrival = next_arrival(event)
    if event.needs_approval and as_ == By.PERSON:
        registration.state_told_at = None
        move(registration, RegistrationDeed.REAPPLY, by=as_, at=at)
        registration.save(update_fields=["state_told_at"])
    else:
        move(registration, RegistrationDeed.RESTORE, by=as_, at=at)
        if state_for(event, wish_of(registration)) == RegistrationState.CONFIRMED:
            move(registration, RegistrationDeed.CONFIRM, by=By.CLOCK, at=at)
    noted(Deed.RESTORED, registration, by=by, at=at)
    tell_state(registration, at=at)
    return registration


@transaction.atomic
def approve(
    registration: Registration, *, by: Standing, at: datetime, as_: By = By.SECRETARIAT
) -> Registration:
    """Approve who is pending: a place if there is one, else the queue by time of arrival.

    Who takes over somebody's place gets that very one, and a state gives only its own away.
    Raises ``NotNowError`` where nothing awaits approval, or not that of the state for which
    somebody speaks, and ``NoPlaceError`` where who takes over asks for more than that place.
    """
    registration = locked_registration(registration)
    _must_decide(registration, by=by, as_=as_)
    if registration.state != RegistrationState.PENDING:
        raise rules.NotNowError
    if giver := giver_of(registration, at=at):
        _must_decide(giver, by=by, as_=as_)
        return hand_over(giver, registration, by=by, as_=as_, at=at)
    free = state_for(registration.event, wish_of(registration)) == RegistrationState.CONFIRMED
    deed = RegistrationDeed.CONFIRM if free else RegistrationDeed.QUEUE
    move(registration, deed, by=as_, at=at)
    noted(Deed.CONFIRMED, registration, by=by, at=at)
    tell_state(registration, at=at)
    return registration


@transaction.atomic
def decline(
    registration: Registration,
    *,
    reason: str,
    by: Standing,
    at: datetime,
    as_: By = By.SECRETARIAT,
) -> Registration:
    """Refuse a registration with a reason, and promote who is next if it held a place."""
    registration = locked_registration(registration)
    _must_decide(registration, by=by, as_=as_)
    giver = giver_of(registration, at=at)
    held = move(registration, RegistrationDeed.DECLINE, by=as_, at=at, reason=reason)
    noted(Deed.DECLINED, registration, by=by, at=at)
    drop_requests(registration, at=at)
    emails.declined(registration, held_a_place=held, at=at)
    if giver:
        emails.not_passed_on(giver, to=registration, at=at)
    promote(registration.event, at=at)
    return registration


@transaction.atomic
def cancel_registration(
    registration: Registration, *, reason: str, by: Standing, at: datetime
) -> Registration:
    """Take a registration off the list with a reason, and promote who is next."""
    registration = locked_registration(registration)
    held = move(registration, RegistrationDeed.CANCEL, by=By.SECRETARIAT, at=at, reason=reason)
    noted(Deed.REGISTRATION_CANCELLED, registration, by=by, at=at)
    drop_requests(registration, at=at)
    emails.registration_cancelled(registration, held_a_place=held, at=at)
    promote(registration.event, at=at)
    return registration
