"""What may still be done at a moment; pure."""

from datetime import datetime, timedelta

from events.enums import RegistrationDeed, RegistrationState, State

BEFORE_IT_BEGINS = frozenset(
    {
        RegistrationDeed.RESTORE,
        RegistrationDeed.REAPPLY,
        RegistrationDeed.PASS_ON,
        RegistrationDeed.TAKE_BACK,
    }
)


def is_open(
    *,
    state: str,
    takes_registrations: bool,
    opens_at: datetime | None,
    closes_at: datetime | None,
    starts_at: datetime,
    at: datetime,
) -> bool:
    """Return whether one may register: published, and between opening and closing.

    Without a closing time it closes when the event begins.
    """
    return (
        state == State.PUBLISHED
        and takes_registrations
        and (opens_at is None or opens_at <= at)
        and at < (closes_at or starts_at)
    )


def is_timely(
    deed: str, *, event_state: str, starts_at: datetime, ends_at: datetime, at: datetime
) -> bool:
    """Return whether the event still lets that be done to its registrations.

    Who had a place is a matter of record once the event is over. Places are given only by
    an event that takes place; one that is cancelled may still be left.
    """
    if deed in BEFORE_IT_BEGINS:
        return event_state == State.PUBLISHED and at < starts_at
    if deed in {RegistrationDeed.CONFIRM, RegistrationDeed.QUEUE, RegistrationDeed.OFFER}:
        return event_state == State.PUBLISHED and at < ends_at
    return event_state in {State.PUBLISHED, State.CANCELLED} and at < ends_at


def has_closed(*, closes_at: datetime | None, starts_at: datetime, at: datetime) -> bool:
    """Return whether what matters is from now on changed by the Secretariat alone."""
    return at >= (closes_at or starts_at)


def offer_ends(*, hours: int, starts_at: datetime, at: datetime) -> datetime:
    """Return until when a place is offered: so many hours, but not past the beginning."""
    return min(at + timedelta(hours=hours), starts_at)


def join_link_is_seen(*, state: str, hours_before: int, starts_at: datetime, at: datetime) -> bool:
    """Return whether a person sees the join link: confirmed, and not too early.

    ``hours_before`` 0 means from the confirmation on.
    """
    if state != RegistrationState.CONFIRMED:
        return False
    return hours_before == 0 or at >= starts_at - timedelta(hours=hours_before)
