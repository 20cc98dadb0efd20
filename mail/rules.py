"""When a letter is tried again, and when an address is given up."""

import re
from datetime import datetime, timedelta

BATCH = 10
LEASE = timedelta(seconds=60)
PATIENT = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 6 * 60, 12 * 60, 24 * 60)
)
URGENT = tuple(timedelta(seconds=seconds) for seconds in (10, 20, 30, 60, 120))
CODE_LIFE = timedelta(minutes=10)
SERVER_AWAY = timedelta(minutes=1)
SERVER_AWAY_URGENT = timedelta(seconds=10)
_DEAD = re.compile(r"\b5\.(?:1\.(?:1|2|3|6|10)|2\.1)\b")
_OTHER = re.compile(r"\b5\.\d{1,3}\.\d{1,3}\b")


def next_attempt(*, attempts: int, urgent: bool, at: datetime) -> datetime | None:
    """Return when to try again after that many attempts; nothing once they are used up."""
    delays = URGENT if urgent else PATIENT
    return at + delays[attempts - 1] if attempts <= len(delays) else None


def is_spent(*, attempts: int, urgent: bool) -> bool:
    """Say whether no attempt is left, for a letter whose every sender died over it."""
    return attempts > len(URGENT if urgent else PATIENT) + 1


def is_too_late(
    *, created_at: datetime, urgent: bool, at: datetime, of_use_until: datetime | None = None
) -> bool:
    """Say whether a code has run out, or a letter its use, before it could be sent."""
    if of_use_until is not None and at >= of_use_until:
        return True
    return urgent and at - created_at >= CODE_LIFE


def is_dead_mailbox(code: int, *, answer: str) -> bool:
    """Say whether a mail server's refusal means that the mailbox does not exist.

    The enhanced code decides where there is one: 550 5.7.1 is a policy and may pass,
    550 5.1.1 is an address that nobody has.
    """
    if _DEAD.search(answer):
        return True
    return code in {550, 551, 553} and not _OTHER.search(answer)
