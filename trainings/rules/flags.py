"""With what a request is marked; worked out, never stored; pure."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from accounts.days import network_day
from trainings.enums import Flag, RequestState
from trainings.rules.wish import Window, is_short_notice

STALLED_AFTER = timedelta(days=14)
CLOSED_WITHIN = timedelta(days=30)
WAITS = frozenset(
    {
        RequestState.SUBMITTED,
        RequestState.NEEDS_INFO,
        RequestState.ACCEPTED,
        RequestState.DELIVERED,
    }
)
"""States in which somebody has to act; what is scheduled waits for its day alone."""
TO_BE_SCHEDULED = WAITS - {RequestState.DELIVERED}


def flags(
    *,
    state: str,
    deed_at: datetime,
    submitted_at: datetime | None,
    ends_at: datetime | None,
    windows: Collection[Window],
    at: datetime,
) -> list[Flag]:
    """Return the flags of a request; ``ends_at`` is the end of its training, once it has one.

    Stalled: somebody has to act, and for 14 days nobody did anything. Overdue: not scheduled
    although the last window has begun, or not closed 30 days after the training. Short notice:
    sent less than eight weeks before its first window, and not yet held.
    """
    today = network_day(at)
    found = []
    if state in WAITS and at - deed_at >= STALLED_AFTER:
        found.append(Flag.STALLED)
    if _is_overdue(state=state, ends_at=ends_at, windows=windows, at=at):
        found.append(Flag.OVERDUE)
    asked_on = network_day(submitted_at) if submitted_at else today
    is_ahead = state in {RequestState.DRAFT, RequestState.SCHEDULED, *TO_BE_SCHEDULED}
    if is_ahead and is_short_notice(windows, on=asked_on):
        found.append(Flag.SHORT_NOTICE)
    return found


def _is_overdue(
    *, state: str, ends_at: datetime | None, windows: Collection[Window], at: datetime
) -> bool:
    if state in TO_BE_SCHEDULED:
        last: date = max((window.starts for window in windows), default=date.max)
        return last <= network_day(at)
    return state == RequestState.DELIVERED and bool(ends_at and at >= ends_at + CLOSED_WITHIN)
