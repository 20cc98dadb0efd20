"""Registering, and all that can happen to a registration."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from accounts import versions
from accounts.access import Standing
from accounts.models import Notice, Seat, User
from accounts.steps import By
from events import emails, rules
from events.enums import HOLDS_A_PLACE, Deed, Group, RegistrationDeed, RegistrationState
from events.models import Event, EventGroup, Registration, Session
from events.services import answers as answered
from events.services.moves import locked, locked_registration, move
from events.services.places import obstacle_for, places_of, position, promote
from journal.services import record
from mail import links

LINK_AGAIN_AFTER = timedelta(minutes=10)
MOST_IN_A_DAY = 20
NO_ANSWERS: Mapping[str, Any] = MappingProxyType({})


class RegistrationClosedError(Exception):
    """The event takes no registrations at this moment."""


class NoPlaceError(Exception):
    """The change asks for a place that is not free; ``obstacle`` says why."""

    def __init__(self, obstacle: rules.Obstacle) -> None:
        """Keep the reason."""
        super().__init__(str(obstacle))
        self.obstacle = obstacle


class AlreadyRegisteredError(Exception):
    """The person has a registration that stands; the Secretariat is told which."""

    def __init__(self, registration: Registration) -> None:
        """Keep the registration there is."""
        super().__init__(str(registration.key))
        self.registration = registration


class FormUsedError(Exception):
    """The form was sent before, for somebody else or for another event."""


class TooManyError(Exception):
    """One address was registered more often in a day than a person does."""


def _note(deed: Deed, registration: Registration, *, by: Standing, at: datetime) -> None:
    record(
        deed,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label="events.registration",
        key=str(registration.key),
        facts={"event": registration.event.slug, "state": registration.state},
    )


def _next_arrival(event: Event) -> int:
    """Return the next number of arrival; the caller holds the event's lock."""
    event.arrivals += 1
    Event.objects.filter(pk=event.pk).update(arrivals=event.arrivals)
    return event.arrivals


def _state_for_newcomer(event: Event, country: str) -> str:
    blocked = obstacle_for(event, country)
    return RegistrationState.WAITING if blocked else RegistrationState.CONFIRMED


@transaction.atomic
def register(  # noqa: PLR0913  # each is one thing that a form asks or an organiser says
    event: Event,
    *,
    once: UUID,
    name: str,
    email: str,
    organisation: str,
    country: str,
    category: str,
    attending: str,
    notice: Notice | None,
    by: Standing,
    at: datetime,
    language: str = "en",
    on_behalf: bool = False,
    group: str = Group.PARTICIPANT,
    sessions: Collection[Session] = (),
    answers: Mapping[str, Any] = NO_ANSWERS,
    list_consent: bool = False,
    photo_consent: bool = False,
    bundle: UUID | None = None,
    seat: Seat | None = None,
    capacity: str = "",
    approved: bool = False,
    letter: bool = True,
) -> Registration:
    """Register a person: a place if there is one for the wish, else the end of the queue.

    ``email`` is in its normal form. A replay of the same form (``once``) has one effect. An
    address that is registered already keeps its registration and gets a letter with the
    link to it; on somebody's behalf that is ``AlreadyRegisteredError`` instead. Raises
    ``RegistrationClosedError`` outside the time of registration; the Secretariat may
    register on somebody's behalf until the event is over, where it takes registrations.
    Raises ``FormUsedError`` where the same form served somebody else, and ``TooManyError``
    past a day's number of registrations of one address.

    ``sessions`` are those with places of their own that the person chose; ``answers`` go by
    the keys of the questions. Who is ``approved`` beforehand, being invited, needs no other
    approval. Without ``letter`` the caller writes one for several registrations.
    """
    event = locked(event)
    if replayed := Registration.objects.filter(once=once).first():
        if (replayed.event_id, replayed.email) != (event.pk, email):
            raise FormUsedError
        return replayed
    there = event.registrations.live().select_related("user").filter(email=email).first()
    if there:
        there.event = event
        if on_behalf:
            raise AlreadyRegisteredError(there)
        _again(there, by=by, at=at)
        return there
    late = on_behalf and event.takes_registrations and event.lets(RegistrationDeed.CONFIRM, at=at)
    if not (late or event.is_open_at(at)):
        raise RegistrationClosedError
    if not on_behalf and _is_too_much(email, at=at):
        raise TooManyError
    state = (
        RegistrationState.PENDING
        if event.needs_approval and not (on_behalf or approved)
        else _state_for_newcomer(event, country)
    )
    key = uuid4()
    registration = Registration(
        key=key,
        once=once,
        event=event,
        state=state,
        name=name,
        email=email,
        organisation=organisation,
        country=country,
        category=category,
        attending=attending,
        group=group,
        priority=_priority(event, group),
        seat=seat,
        capacity=capacity,
        bundle=bundle,
        list_consent=list_consent,
        photo_consent=photo_consent,
        user=User.objects.filter(email=email).first(),
        registered_by=by.user if on_behalf else None,
        notice=notice,
        language=language,
        arrival=_next_arrival(event),
        registered_at=at,
        decided_at=at if state == RegistrationState.CONFIRMED else None,
        changed_at=at,
        link_hash=links.digest(links.token(emails.OWN_PAGE, key, 1)),
    )
    registration.save(force_insert=True)
    if sessions:
        registration.sessions.set(sessions)
    answered.keep(registration, answers=answers, at=at)
    _note(Deed.REGISTERED, registration, by=by, at=at)
    if letter:
        waits = state == RegistrationState.WAITING
        emails.registered(registration, position=position(registration) if waits else None, at=at)
    return registration


def _priority(event: Event, group: str) -> int:
    """Return how far in front of the queue a group waits."""
    found = EventGroup.objects.filter(event=event, group=group).values_list("priority", flat=True)
    return found.first() or 0


def _again(registration: Registration, *, by: Standing, at: datetime) -> None:
    """Answer a second attempt: the link by mail, at most once in ten minutes.

    It writes as much as a first registration does, so that its time tells nothing.
    """
    _next_arrival(registration.event)
    sent = registration.link_sent_at
    is_due = sent is None or at - sent >= LINK_AGAIN_AFTER
    registration.link_sent_at = at if is_due else sent
    registration.save(update_fields=["link_sent_at"])
    _note(Deed.REGISTERED_AGAIN, registration, by=by, at=at)
    if is_due:
        emails.already_registered(registration, at=at)


def _is_too_much(email: str, *, at: datetime) -> bool:
    recent = Registration.objects.filter(
        email=email, registered_at__gt=at - timedelta(days=1), registered_by=None
    )
    return recent.count() >= MOST_IN_A_DAY


@transaction.atomic
def withdraw(registration: Registration, *, by: Standing, as_: By, at: datetime) -> Registration:
    """Withdraw, and give the place to who is next in the same transaction.

    Raises ``NotNowError`` where there is nothing to withdraw from.
    """
    registration = locked_registration(registration)
    held = move(registration, RegistrationDeed.WITHDRAW, by=as_, at=at)
    _note(Deed.WITHDRAWN, registration, by=by, at=at)
    emails.withdrawn(registration, held_a_place=held, at=at)
    promote(registration.event, at=at)
    return registration


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
    registration.arrival = _next_arrival(event)
    if event.needs_approval and as_ == By.PERSON:
        move(registration, RegistrationDeed.REAPPLY, by=as_, at=at)
    else:
        move(registration, RegistrationDeed.RESTORE, by=as_, at=at)
        if _state_for_newcomer(event, registration.country) == RegistrationState.CONFIRMED:
            move(registration, RegistrationDeed.CONFIRM, by=By.CLOCK, at=at)
    _note(Deed.RESTORED, registration, by=by, at=at)
    waits = registration.state == RegistrationState.WAITING
    emails.registered(registration, position=position(registration) if waits else None, at=at)
    return registration


@transaction.atomic
def approve(registration: Registration, *, by: Standing, at: datetime) -> Registration:
    """Approve who is pending: a place if there is one, else the queue by time of arrival."""
    registration = locked_registration(registration)
    free = _state_for_newcomer(registration.event, registration.country)
    deed = (
        RegistrationDeed.CONFIRM if free == RegistrationState.CONFIRMED else RegistrationDeed.QUEUE
    )
    if registration.state != RegistrationState.PENDING:
        raise rules.NotNowError
    move(registration, deed, by=By.SECRETARIAT, at=at)
    _note(Deed.CONFIRMED, registration, by=by, at=at)
    waits = registration.state == RegistrationState.WAITING
    emails.registered(registration, position=position(registration) if waits else None, at=at)
    return registration


@transaction.atomic
def decline(registration: Registration, *, reason: str, by: Standing, at: datetime) -> Registration:
    """Refuse a registration with a reason, and promote who is next if it held a place."""
    registration = locked_registration(registration)
    held = move(registration, RegistrationDeed.DECLINE, by=By.SECRETARIAT, at=at, reason=reason)
    _note(Deed.DECLINED, registration, by=by, at=at)
    emails.declined(registration, held_a_place=held, at=at)
    promote(registration.event, at=at)
    return registration


@transaction.atomic
def cancel_registration(
    registration: Registration, *, reason: str, by: Standing, at: datetime
) -> Registration:
    """Take a registration off the list with a reason, and promote who is next."""
    registration = locked_registration(registration)
    held = move(registration, RegistrationDeed.CANCEL, by=By.SECRETARIAT, at=at, reason=reason)
    _note(Deed.REGISTRATION_CANCELLED, registration, by=by, at=at)
    emails.registration_cancelled(registration, held_a_place=held, at=at)
    promote(registration.event, at=at)
    return registration


@transaction.atomic
def change_registration(
    registration: Registration,
    *,
    version: int,
    name: str,
    organisation: str,
    country: str,
    category: str,
    attending: str,
    by: Standing,
    at: datetime,
    sessions: Collection[Session] | None = None,
    answers: Mapping[str, Any] | None = None,
    list_consent: bool | None = None,
    photo_consent: bool | None = None,
    group: str | None = None,
) -> Registration:
    """Change what a person told us; the address is the person and stays.

    What is left out stays as it is.

    Raises ``StaleError`` where somebody else changed it meanwhile, ``NotNowError`` where it
    no longer stands, and ``NoPlaceError`` where a place held for one country is asked for
    another that has none left.
    """
    event = locked(registration.event)
    registration = versions.locked(Registration.objects.all(), version=version, pk=registration.pk)
    registration.event = event
    if registration.state not in rules.LIVE or registration.event.ends_at <= at:
        raise rules.NotNowError
    moved = country != registration.country
    if moved and registration.state in HOLDS_A_PLACE:
        taken = registration.event.registrations.held_by_country()
        taken[registration.country] -= 1
        blocked = rules.obstacle(country, places=places_of(registration.event), taken=taken)
        if blocked:
            raise NoPlaceError(blocked)
    registration.name, registration.organisation = name, organisation
    registration.country, registration.category = country, category
    registration.attending = attending
    if group is not None:
        registration.group, registration.priority = group, _priority(event, group)
    if list_consent is not None:
        registration.list_consent = list_consent
    if photo_consent is not None:
        registration.photo_consent = photo_consent
    registration.save()
    if sessions is not None:
        registration.sessions.set(sessions)
    if answers is not None:
        answered.keep(registration, answers=answers, at=at)
    _note(Deed.REGISTRATION_CHANGED, registration, by=by, at=at)
    if moved:
        promote(registration.event, at=at)
        registration.refresh_from_db(fields=["state"])
    return registration


def is_known_address(email: str) -> str:
    """Return the name last registered under an address, or nothing: who is known may sign in."""
    latest = Registration.objects.filter(email=email).order_by("-registered_at").first()
    return latest.name if latest else ""
