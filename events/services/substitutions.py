"""A place is passed on by name: one registration ends, another takes exactly its place."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from accounts.access import Standing
from accounts.models import User
from accounts.steps import By
from events import emails, rules
from events.enums import Deed, RegistrationDeed, RegistrationState
from events.models import Registration
from events.services import answers
from events.services.change_requests import drop_requests
from events.services.invited import answer_by_coming
from events.services.moves import locked_registration, move, next_arrival, noted
from events.services.places import held, places_of, wish_of
from events.services.queue import promote
from events.services.registrations import (
    AlreadyRegisteredError,
    FormUsedError,
    NoPlaceError,
    TooManyError,
    is_too_much,
    live_of,
)
from events.services.shares import first_share
from mail import links


@transaction.atomic
def pass_on(
    registration: Registration,
    *,
    once: UUID,
    name: str,
    email: str,
    organisation: str,
    by: Standing,
    as_: By,
    at: datetime,
) -> Registration:
    """Pass a confirmed place on to somebody by name; return the registration of that person.

    It is exactly this place: country, group, way of taking part and sessions stay, answers
    and consents do not, they are the other person's to give. Where registrations need
    approval, a person's own wish awaits it, and the place stays with the giver meanwhile: a
    refusal then costs nobody a place. A replay of the same form has one effect.

    Raises ``NotNowError`` without a confirmed place, once the event has begun, while somebody
    else that was named awaits approval, and for who sits for a seat, which alone replaces;
    ``AlreadyRegisteredError`` where the address has a registration that stands,
    ``FormUsedError`` where the form served somebody else, and ``TooManyError`` past a day's
    number of registrations of one address.
    """
    giver = locked_registration(registration)
    event = giver.event
    if giver.sits and as_ == By.PERSON:
        raise rules.NotNowError("Who sits for a seat hands on nothing.")
    if replayed := Registration.objects.filter(once=once).first():
        if (replayed.replaces_id, replayed.email) != (giver.pk, email):
            raise FormUsedError
        return replayed
    if giver.state != RegistrationState.CONFIRMED or not event.lets(
        RegistrationDeed.PASS_ON, at=at
    ):
        raise rules.NotNowError
    _forget_who_did_not_take_it(giver)
    if there := live_of(event, email=email, name=name, seat=giver.seat).first():
        raise AlreadyRegisteredError(there)
    if as_ == By.PERSON and is_too_much(email, at=at):
        raise TooManyError
    key = uuid4()
    taker = Registration(
        key=key,
        once=once,
        event=event,
        state=RegistrationState.PENDING,
        name=name,
        email=email,
        organisation=organisation,
        country=giver.country,
        category=giver.category,
        attending=giver.attending,
        group=giver.group,
        priority=giver.priority,
        seat=giver.seat,
        capacity=giver.capacity,
        user=User.objects.filter(email=email).first(),
        registered_by=by.user if as_ == By.SECRETARIAT else None,
        language=giver.language,
        arrival=next_arrival(event),
        registered_at=at,
        changed_at=at,
        sequence=first_share(event, email),
        replaces=giver,
        link_hash=links.digest(links.token(emails.OWN_PAGE, key, 1)),
    )
    answers.count(taker, schema=event.schema, given={})
    taker.save(force_insert=True)
    taker.sessions.set(giver.sessions.all())
    if event.needs_approval and as_ == By.PERSON:
        noted(Deed.PASSING_ON, giver, by=by, at=at, to=str(taker.key))
        noted(Deed.REGISTERED, taker, by=by, at=at)
        emails.named_to_come(taker, instead_of=giver, at=at)
        return taker
    return hand_over(giver, taker, by=by, as_=as_, at=at)


def _forget_who_did_not_take_it(giver: Registration) -> None:
    """Let another be named unless who was named before still awaits approval.

    The journal keeps that trace.
    """
    earlier = Registration.objects.filter(replaces=giver).first()
    if earlier is None:
        return
    if earlier.state == RegistrationState.PENDING:
        raise rules.NotNowError
    earlier.replaces = None
    earlier.save(update_fields=["replaces"])


def giver_of(registration: Registration, *, at: datetime) -> Registration | None:
    """Return whose place a pending registration takes over, while that can still be had."""
    giver = registration.replaces
    if (
        registration.state != RegistrationState.PENDING
        or giver is None
        or giver.state != RegistrationState.CONFIRMED
        or not registration.event.lets(RegistrationDeed.PASS_ON, at=at)
    ):
        return None
    giver.event = registration.event
    return giver


def hand_over(
    giver: Registration, taker: Registration, *, by: Standing, as_: By, at: datetime
) -> Registration:
    """End the one registration and confirm the other, under the event's lock; tell both.

    Either may have changed since the other was named: raises ``NoPlaceError`` where who takes
    over asks for more than the giver holds, and that is not free.
    """
    places = places_of(giver.event)
    blocked = rules.obstacle(
        wish_of(taker),
        places=places,
        taken=held(giver.event, places=places),
        instead_of=wish_of(giver),
    )
    if blocked:
        raise NoPlaceError(blocked)
    move(giver, RegistrationDeed.PASS_ON, by=as_, at=at)
    move(taker, RegistrationDeed.CONFIRM, by=By.CLOCK, at=at)
    noted(Deed.PASSED_ON, giver, by=by, at=at, to=str(taker.key))
    noted(Deed.CONFIRMED, taker, by=by, at=at, **{"from": str(giver.key)})
    drop_requests(giver, at=at)
    emails.passed_on(giver, to=taker, at=at)
    emails.taken_over(taker, of=giver, at=at)
    # The options of questions that the giver had chosen are free again.
    promote(giver.event, at=at)
    return taker


@transaction.atomic
def take_back(
    registration: Registration, *, reason: str, by: Standing, at: datetime
) -> Registration:
    """Give a place that was passed on back to who had it; who took it over comes no longer.

    It is exactly that place again. Both hear, the one with the reason; an invitation that was
    answered by sending the other is answered by coming. Raises ``NotNowError`` once the event
    has begun and where the other does not hold the place any more, ``AlreadyRegisteredError``
    where who had it has registered anew, and ``NoPlaceError`` where that person held more
    than the other does now, and it is not free.
    """
    giver = locked_registration(registration)
    event, taker = giver.event, giver.handed_over_to
    if taker is None:
        raise rules.NotNowError
    if there := live_of(event, email=giver.email, name=giver.name, seat=giver.seat).first():
        raise AlreadyRegisteredError(there)
    taker.event = event
    places = places_of(event)
    blocked = rules.obstacle(
        wish_of(giver),
        places=places,
        taken=held(event, places=places),
        instead_of=wish_of(taker),
    )
    if blocked:
        raise NoPlaceError(blocked)
    move(taker, RegistrationDeed.CANCEL, by=By.SECRETARIAT, at=at, reason=reason)
    move(giver, RegistrationDeed.TAKE_BACK, by=By.SECRETARIAT, at=at)
    noted(Deed.REGISTRATION_CANCELLED, taker, by=by, at=at, to=str(giver.key))
    noted(Deed.HANDED_BACK, giver, by=by, at=at, **{"from": str(taker.key)})
    drop_requests(taker, at=at)
    answer_by_coming(giver, by=by, at=at)
    emails.handed_back(taker, to=giver, at=at)
    emails.place_is_back(giver, of=taker, at=at)
    promote(event, at=at)
    return giver
