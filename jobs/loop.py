"""The schedule: what is due runs, each by itself, under a lease of its own name."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from django.db import InterfaceError, OperationalError, close_old_connections, transaction

from jobs.services import hold

LEASE_SECONDS = 15
log = structlog.get_logger(__name__)


class Due(Protocol):
    """One piece of due work; ``config.schedule`` names them all."""

    @property
    def name(self) -> str:
        """What it is called, which is also the name of its lease."""

    @property
    def function(self) -> Callable[..., object]:
        """What does it: takes ``at``, may be called twice or late."""

    @property
    def every_seconds(self) -> int:
        """How often it is wanted."""


def wanted[D: Due](functions: Iterable[D], *, ran: dict[str, datetime], at: datetime) -> list[D]:
    """Return what has not run for as long as it may wait."""
    return [
        due
        for due in functions
        if due.name not in ran or at - ran[due.name] >= timedelta(seconds=due.every_seconds)
    ]


def run_due(functions: Iterable[Due], *, at: datetime, holder: str) -> list[str]:
    """Run each function whose lease can be had; return the names of those that failed.

    One that fails hinders no other, and is called again when it is next due.
    """
    failed = []
    for due in functions:
        try:
            if hold(f"due:{due.name}", holder=holder, at=at, seconds=LEASE_SECONDS):
                due.function(at=at)
        except (OperationalError, InterfaceError) as error:
            log.warning("database away", due=due.name, error=str(error))
            failed.append(due.name)
            close_old_connections()  # it is looked for anew
        # The second of the two named boundaries. The worker is the one process that nobody
        # watches: a fault in one piece of due work, whatever it is, must neither end it nor
        # keep the letters, closings and erasures behind it from their hour.
        except Exception:
            log.exception("due work failed", due=due.name)
            failed.append(due.name)
    return failed


def one_by_one(keys: Iterable[int], settle: Callable[..., int], *, due: str, at: datetime) -> int:
    """Settle each row of a piece of due work in a transaction of its own; return how much.

    A row that fails is told of by its key and tried again when the work is next due; those behind
    it do not wait for it.
    """
    done = 0
    for key in keys:
        try:
            with transaction.atomic():
                done += settle(key, at=at)
        except (OperationalError, InterfaceError):
            raise
        # The same boundary as above, for one row: whatever is wrong with it concerns it alone.
        except Exception:
            log.exception("due work failed on a row", due=due, row=key)
    return done
