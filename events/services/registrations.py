"""Registering, and changing what a person told us."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from accounts import versions
from accounts.access import Standing
from accounts.enums import Visibility
from accounts.folding import folded
from accounts.models import Notice, Seat, User
from events import emails, rules
from events.access import own_seat
from events.enums import HOLDS_A_PLACE, Deed, Group, Kind, Mode, RegistrationDeed, RegistrationState
from events.models import Event, Registration, Session
from events.models.registration import RegistrationQuerySet
from events.rules import Wish
from events.services import answers as answered
from events.services.invited import answer_by_registering
from events.services.moves import locked, next_arrival, noted, priority
from events.services.places import held, obstacle_for, places_of, wish_of
from events.services.queue import position, promote
from events.services.shares import first_share
from mail import links

LINK_AGAIN_AFTER = timedelta(minutes=10)
MOST_IN_A_DAY = 20
ASKED_TO = frozenset({Visibility.BODY, Visibility.ATTENDEES, Visibility.RESTRICTED})
"""What one must be asked to, or sit in the body, to know of."""
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


class NotForOthersError(Exception):
    """Others come to such a meeting by their seat or by invitation, not by somebody's form."""


class FormUsedError(Exception):
    """The form was sent before, for somebody else or for another event."""


class TooManyError(Exception):
    """One address was registered more often in a day than a person does."""


@answered.files_first
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

    ``email`` is in its normal form; a delegate without one is the name under the seat. A
    replay of the same form (``once``) has one effect. Who is registered already keeps that
    registration and gets a letter with the link to it; on somebody's behalf that is
    ``AlreadyRegisteredError`` instead. Raises
    ``RegistrationClosedError`` outside the time of registration; the Secretariat may
    register on somebody's behalf until the event is over, where it takes registrations.
    Raises ``FormUsedError`` where the same form served somebody else, and ``TooManyError``
    past a day's number of registrations of one address. Who registers for a meeting of a body
    in which the own seat is sits there for it; where one must be asked to know of it,
    nobody else is registered by its form: that is ``NotForOthersError``.

    ``sessions`` are those with places of their own that the person chose; ``answers`` go by
    the keys of the questions. Who is ``approved`` beforehand, being invited, needs no other
    approval. Without ``letter`` the caller writes one for several registrations.
    """
    event = locked(event)
    own = is_own(email, by=by)
    if replayed := Registration.objects.filter(once=once).first():
        if (replayed.event_id, replayed.email) != (event.pk, email):
            raise FormUsedError
        return replayed
    if not (on_behalf or approved):
        require_oneself(event, email=email, by=by)
        if own and (sits := own_seat(event, by, country=country)):
            seat, group = sits, Group.MEMBER
    there = live_of(event, email=email, name=name, seat=seat).first()
    if there:
        there.event = event
        answer_again(there, on_behalf=on_behalf, by=by, at=at)
        return there
    late = on_behalf and event.takes_registrations and event.lets(RegistrationDeed.CONFIRM, at=at)
    if not (late or event.is_open_at(at, invited=approved)):
        raise RegistrationClosedError
    if not on_behalf and is_too_much(email, at=at):
        raise TooManyError
    state = (
        RegistrationState.PENDING
        if event.needs_approval and not (on_behalf or approved)
        else state_for(
            event,
            Wish(
                country,
                group,
                attending,
                frozenset(session.pk for session in sessions),
                answered.choices_of(event, answers),
            ),
        )
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
        priority=priority(event, group),
        seat=seat,
        capacity=capacity,
        bundle=bundle,
        list_consent=list_consent,
        photo_consent=photo_consent,
        user=User.objects.filter(email=email).first() if email else None,
        registered_by=by.user if on_behalf else None,
        notice=notice,
        language=language,
        arrival=next_arrival(event),
        registered_at=at,
        decided_at=at if state == RegistrationState.CONFIRMED else None,
        changed_at=at,
        sequence=first_share(event, email),
        link_hash=links.digest(links.token(emails.OWN_PAGE, key, 1)),
    )
    registration.save(force_insert=True)
    if sessions:
        registration.sessions.set(sessions)
    answered.keep(registration, answers=answers, by=by, at=at)
    if email and not approved and (own or on_behalf or by.user is None):
        answer_by_registering(registration, by=by, at=at)
    noted(Deed.REGISTERED, registration, by=by, at=at)
    if letter:
        tell_state(registration, at=at)
    return registration


def is_own(email: str, *, by: Standing) -> bool:
    """Return whether an address is that of who is signed in."""
    return by.user is not None and by.user.email == email


def require_oneself(event: Event, *, email: str, by: Standing) -> None:
    """Refuse who registers somebody else for a meeting of which one must be asked to know.

    Raises ``NotForOthersError``.
    """
    is_closed = event.kind == Kind.MEETING and event.visibility in ASKED_TO
    if is_closed and not is_own(email, by=by):
        raise NotForOthersError


def tell_state(registration: Registration, *, at: datetime) -> None:
    """Write to a person what the registration led to, with the position of who waits."""
    waits = registration.state == RegistrationState.WAITING
    emails.registered(registration, position=position(registration) if waits else None, at=at)


def state_for(event: Event, wish: Wish) -> str:
    """Return whether a newcomer with that wish gets a place now, or waits."""
    blocked = obstacle_for(event, wish)
    return RegistrationState.WAITING if blocked else RegistrationState.CONFIRMED


def live_of(event: Event, *, email: str, name: str, seat: Seat | None) -> RegistrationQuerySet:
    """Return the registrations of one person for an event that stand."""
    live = RegistrationQuerySet(Registration).filter(event=event).live().select_related("user")
    if email:
        return live.filter(email=email)
    return live.filter(email="", seat=seat, sort_name=folded(name)[:400])


def answer_again(
    registration: Registration, *, on_behalf: bool, by: Standing, at: datetime
) -> None:
    """Answer a second attempt, under the lock: the link by mail, at most once in ten minutes.

    It writes as much as a first registration does, so that its time tells nothing. On
    somebody's behalf it is ``AlreadyRegisteredError`` instead.
    """
    if on_behalf:
        raise AlreadyRegisteredError(registration)
    next_arrival(registration.event)
    sent = registration.link_sent_at
    is_due = sent is None or at - sent >= LINK_AGAIN_AFTER
    registration.link_sent_at = at if is_due else sent
    registration.save(update_fields=["link_sent_at"])
    noted(Deed.REGISTERED_AGAIN, registration, by=by, at=at)
    if is_due:
        emails.already_registered(registration, at=at)


def is_too_much(email: str, *, at: datetime) -> bool:
    """Return whether one address was registered more often in a day than a person does."""
    if not email:
        return False
    recent = Registration.objects.filter(
        email=email, registered_at__gt=at - timedelta(days=1), registered_by=None
    )
    return recent.count() >= MOST_IN_A_DAY


@answered.files_first
@transaction.atomic
def change_registration(  # noqa: PLR0913  # each is one thing that a form asks
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
    answers: Mapping[str, Any] = NO_ANSWERS,
    list_consent: bool | None = None,
    photo_consent: bool | None = None,
    group: str | None = None,
    is_granted: bool = False,
) -> Registration:
    """Change what a person told us; the address is the person and stays.

    What is left out stays as it is. Another way of taking part is told to the calendar, unless
    it ``is_granted``: the letter that says so tells it. Raises ``StaleError`` where somebody else
    changed it meanwhile, ``NotNowError`` where it no longer stands, and ``NoPlaceError`` where a
    place is held and the change asks for more than that: another country, another session, that
    has none left.
    """
    event = locked(registration.event)
    registration = versions.locked(Registration.objects.all(), version=version, pk=registration.pk)
    registration.event = event
    if registration.state not in rules.LIVE or event.ends_at <= at:
        raise rules.NotNowError
    before = wish_of(registration)
    registration.name, registration.organisation = name, organisation
    registration.country, registration.category = country, category
    holds = registration.state == RegistrationState.CONFIRMED
    is_another_way = attending != registration.attending and event.mode == Mode.HYBRID
    if is_another_way:
        registration.sequence += 1
        registration.changed_at = at
    registration.attending = attending
    if group is not None:
        registration.group, registration.priority = group, priority(event, group)
    if list_consent is not None:
        registration.list_consent = list_consent
    if photo_consent is not None:
        registration.photo_consent = photo_consent
    registration.save()
    if sessions is not None:
        registration.sessions.set(sessions)
    # Also without new ones: who takes part in another way is asked other things.
    answered.keep(registration, answers=answers, by=by, at=at)
    noted(Deed.REGISTRATION_CHANGED, registration, by=by, at=at)
    wanted = wish_of(registration)
    if wanted != before:
        _judge(registration, wanted, before=before)
        promote(event, at=at)
        registration.refresh_from_db(fields=["state", "version", "offered_until"])
    if is_another_way and holds and not is_granted:
        emails.takes_part_otherwise(registration, at=at)
    return registration


def _judge(registration: Registration, wanted: Wish, *, before: Wish) -> None:
    """Refuse a change for which whoever holds a place would need another that is not free.

    The change is stored already, under the lock and in the transaction that this undoes; so
    it counts in what is held, and each number must stay within its places.
    """
    if registration.state not in HOLDS_A_PLACE:
        return
    places = places_of(registration.event)
    taken = held(registration.event, places=places)
    taken.subtract(wanted.claims)
    blocked = rules.obstacle(wanted, places=places, taken=taken, instead_of=before)
    if blocked:
        raise NoPlaceError(blocked)


def is_known_address(email: str) -> str:
    """Return the name last registered under an address, or nothing: who is known may sign in."""
    latest = Registration.objects.filter(email=email).order_by("-registered_at").first()
    return latest.name if latest else ""
