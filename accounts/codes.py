"""The code by which somebody signed in proves again to be the person.

Six digits, ten minutes, three tries; the session keeps only what the code can be checked by.
"""

from datetime import datetime, timedelta
from typing import Any, cast

from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from accounts.models import User

KEY = "accounts.code"
LIFE = timedelta(minutes=10)
TRIES = 3


def give(session: SessionBase, *, user: User, at: datetime) -> str:
    """Return a fresh code; it takes the place of an earlier one."""
    code = get_random_string(6, "0123456789")
    session[KEY] = {"digest": _digest(code, user=user), "at": at.isoformat(), "tries": 0}
    return code


def is_pending(session: SessionBase, *, at: datetime) -> bool:
    """Return whether a code is out that may still be typed."""
    kept = session.get(KEY)
    return kept is not None and at - datetime.fromisoformat(kept["at"]) <= LIFE


def fits(session: SessionBase, *, typed: str, user: User, at: datetime) -> bool:
    """Return whether it is the code; it is void once it fitted, and after the third miss."""
    if not is_pending(session, at=at):
        return False
    kept = cast("dict[str, Any]", session.pop(KEY))
    digits = "".join(sign for sign in typed if sign.isdecimal())
    if constant_time_compare(kept["digest"], _digest(digits, user=user)):
        return True
    if kept["tries"] + 1 < TRIES:
        session[KEY] = {**kept, "tries": kept["tries"] + 1}
    return False


def _digest(code: str, *, user: User) -> str:
    return salted_hmac(KEY, f"{user.key}:{code}", algorithm="sha256").hexdigest()
