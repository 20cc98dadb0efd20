"""The life of a procedure: its table of steps, and what a moment allows; pure."""

from datetime import datetime, timedelta
from types import MappingProxyType

from accounts.steps import By, NotNowError, Step, Table
from procedures.enums import ProcedureDeed, State

__all__ = ["PROCEDURE", "NotNowError", "closes_from", "counts"]

SECRETARIAT = frozenset({By.SECRETARIAT})
CLOCK = frozenset({By.CLOCK})
SEATS = frozenset({By.STATE})
ONE_SECOND = timedelta(seconds=1)
GRACE = timedelta(seconds=5)
"""After the last second, so that no ballot that came in time loses to the closing."""

PROCEDURE: Table = MappingProxyType(
    {
        State.DRAFT: {
            ProcedureDeed.LAUNCH: Step(State.RUNNING, SECRETARIAT),
            ProcedureDeed.WITHDRAW: Step(State.WITHDRAWN, SECRETARIAT),
        },
        State.RUNNING: {
            ProcedureDeed.EXTEND: Step(State.RUNNING, SECRETARIAT),
            ProcedureDeed.CLOSE: Step(State.CLOSED, CLOCK | SEATS),
            ProcedureDeed.WITHDRAW: Step(State.WITHDRAWN, SECRETARIAT),
        },
        State.CLOSED: {ProcedureDeed.NOTIFY: Step(State.NOTIFIED, SECRETARIAT)},
        State.NOTIFIED: {},
        State.WITHDRAWN: {},
    }
)


def counts(*, received_at: datetime, deadline_at: datetime) -> bool:
    """Return whether a reply came in time: within the last second, to its end.

    >>> from datetime import UTC
    >>> end = datetime(2024, 5, 7, 21, 59, 59, tzinfo=UTC)
    >>> counts(received_at=datetime(2024, 5, 7, 21, 59, 59, 999_000, tzinfo=UTC), deadline_at=end)
    True
    >>> counts(received_at=datetime(2024, 5, 7, 22, tzinfo=UTC), deadline_at=end)
    False
    """
    return received_at < deadline_at + ONE_SECOND


def closes_from(deadline_at: datetime) -> datetime:
    """Return the moment from which a procedure may be closed."""
    return deadline_at + ONE_SECOND + GRACE
