"""The list that participants see of each other: only who agreed, and only for a while."""

from datetime import date, datetime, timedelta

from accounts.days import network_day
from events.enums import RegistrationState, State
from events.models import Event, Registration
from events.models.registration import RegistrationQuerySet

SEEN_AFTER_THE_END = timedelta(days=30)


def seen_until(event: Event) -> date:
    """Return the last day on which the list is seen: as set, or thirty days after the end."""
    return event.participants_until or event.last_date + SEEN_AFTER_THE_END


def are_seen(event: Event, *, at: datetime) -> bool:
    """Return whether participants see each other now."""
    return (
        event.shows_participants
        and event.state in {State.PUBLISHED, State.HELD, State.CLOSED}
        and network_day(at) <= seen_until(event)
    )


def seen_by(registration: Registration, *, at: datetime) -> bool:
    """Return whether this registration lets its holder see the others: only a confirmed one."""
    return registration.state == RegistrationState.CONFIRMED and are_seen(registration.event, at=at)


def of(event: Event) -> RegistrationQuerySet:
    """Return who takes part and agreed to be seen."""
    return RegistrationQuerySet(Registration).filter(
        event=event, state=RegistrationState.CONFIRMED, list_consent=True
    )
