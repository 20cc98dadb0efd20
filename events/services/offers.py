"""A place that came free is offered for some hours, and moves on by itself."""

from datetime import datetime

from django.db import transaction

from accounts.access import Standing
from accounts.steps import By
from events import emails, rules
from events.enums import Deed, RegistrationDeed, RegistrationState, State
from events.models import Event, Registration
from events.services.change_requests import drop_requests
from events.services.moves import locked, locked_registration, move, noted
from events.services.queue import promote


@transaction.atomic
def accept_offer(
    registration: Registration, *, by: Standing, at: datetime, as_: By = By.PERSON
) -> Registration:
    """Accept a place that is offered; past its time it lapses here and moves on instead.

    So it is right even when no worker runs: the caller looks at the state that comes back.
    Raises ``NotNowError`` where no place is offered, or none can be had any more.
    """
    registration = locked_registration(registration)
    if registration.state != RegistrationState.OFFERED:
        raise rules.NotNowError
    if registration.offered_until is None or registration.offered_until <= at:
        _lapse(registration, at=at)
        promote(registration.event, at=at)
        return registration
    move(registration, RegistrationDeed.CONFIRM, by=as_, at=at)
    noted(Deed.OFFER_ACCEPTED, registration, by=by, at=at)
    emails.confirmed(registration, at=at)
    return registration


def expire_offers(*, at: datetime) -> int:
    """Let offers lapse whose time is over, and offer the places to who is next; twice is once.

    Return how many lapsed. An event that does not take place gives no places meanwhile;
    its offers are renewed when it does after all.
    """
    due = Event.objects.filter(
        state=State.PUBLISHED,
        ends_at__gt=at,
        pk__in=Registration.objects.filter(
            state=RegistrationState.OFFERED, offered_until__lte=at
        ).values("event"),
    )
    return sum(_expire(event, at=at) for event in due.order_by("pk"))


@transaction.atomic
def _expire(event: Event, *, at: datetime) -> int:
    event = locked(event)
    if event.state != State.PUBLISHED or event.ends_at <= at:
        return 0
    over = list(
        event.registrations.select_related("user")
        .filter(state=RegistrationState.OFFERED, offered_until__lte=at)
        .order_by("arrival")
    )
    for registration in over:
        registration.event = event
        _lapse(registration, at=at)
    promote(event, at=at)
    return len(over)


def _lapse(registration: Registration, *, at: datetime) -> None:
    move(registration, RegistrationDeed.DECLINE, by=By.CLOCK, at=at)
    noted(Deed.OFFER_LAPSED, registration, by=None, at=at)
    drop_requests(registration, at=at)
    emails.offer_lapsed(registration, at=at)


def renew_offers(event: Event, *, at: datetime) -> None:
    """Give who was offered a place the full time anew, under the lock of a revived event."""
    offered = event.registrations.filter(state=RegistrationState.OFFERED)
    until = rules.offer_ends(hours=event.offer_hours or 24, starts_at=event.starts_at, at=at)
    offered.update(offered_until=until)
