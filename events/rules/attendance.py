"""When people can check in, what a session's code is, and for how long somebody was there; pure.

A day has two halves: what begins before noon belongs to the morning, all else to the
afternoon. People come for a half-day, so that the door opens once for all its sessions.
"""

import datetime as dt
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from events.enums import Half

NOON = dt.time(12)
STEP = dt.timedelta(minutes=5)
DIGITS = 6
ON_TIME = dt.timedelta(minutes=15)
"""Who checks in so long after the beginning of a session was there throughout."""
PATIENCE, AHEAD = dt.timedelta(hours=24), dt.timedelta(minutes=2)


class Timed(Protocol):
    """A session, as far as its hours go."""

    @property
    def date(self) -> dt.date:
        """The day, on the clock of the place."""

    @property
    def starts_time(self) -> dt.time:
        """When it begins, on the clock of the place."""

    @property
    def starts_at(self) -> dt.datetime:
        """The instant at which it begins."""

    @property
    def ends_at(self) -> dt.datetime:
        """The instant at which it ends."""


@dataclass(frozen=True)
class HalfDay[S]:
    """The sessions of one half of a day, in the order in which they begin.

    It begins with the first of them and ends with the last to end.
    """

    date: dt.date
    part: Half
    sessions: tuple[S, ...]
    starts_at: dt.datetime
    ends_at: dt.datetime


def half_days[S: Timed](sessions: Iterable[S]) -> tuple[HalfDay[S], ...]:
    """Return the half-days on which there is something, in order."""
    in_order = sorted(sessions, key=lambda session: (session.date, session.starts_time))
    return tuple(
        _half_day(day, part, tuple(group))
        for (day, part), group in groupby(in_order, key=lambda one: (one.date, _half(one)))
    )


def _half_day[S: Timed](day: dt.date, part: Half, sessions: tuple[S, ...]) -> HalfDay[S]:
    ends_at = max(session.ends_at for session in sessions)
    return HalfDay(day, part, sessions, sessions[0].starts_at, ends_at)


def _half(session: Timed) -> Half:
    return Half.MORNING if session.starts_time < NOON else Half.AFTERNOON


def opens_at[S](half_day: HalfDay[S], minutes: int) -> dt.datetime:
    """Return when check-in opens: so many minutes before the first session."""
    return half_day.starts_at - dt.timedelta(minutes=minutes)


def open_half_days[S](
    half_days: Sequence[HalfDay[S]], minutes: int, at: dt.datetime
) -> tuple[HalfDay[S], ...]:
    """Return the half-days for which people check in: first what runs, then what is ahead.

    Where two run, the one that began last comes first, for who comes now comes for that.
    """
    opened = [
        one
        for one in half_days
        if one.starts_at - dt.timedelta(minutes=minutes) <= at < one.ends_at
    ]
    running = [one for one in opened if one.starts_at <= at]
    return (*reversed(running), *(one for one in opened if one.starts_at > at))


def next_opening[S](
    half_days: Sequence[HalfDay[S]], minutes: int, at: dt.datetime
) -> dt.datetime | None:
    """Return when check-in opens next, if ever."""
    ahead = [opens for one in half_days if (opens := opens_at(one, minutes)) > at]
    return min(ahead, default=None)


def on_now[S: Timed](half_day: HalfDay[S], at: dt.datetime) -> tuple[S, ...]:
    """Return the sessions whose code a screen shows: those that run, else the next to begin."""
    left = [session for session in half_day.sessions if session.ends_at > at]
    running = tuple(session for session in left if session.starts_at <= at)
    first = min((session.starts_at for session in left), default=at)
    return running or tuple(session for session in left if session.starts_at == first)


def minutes_of(session: Timed) -> int:
    """Return how long a session is scheduled to last."""
    return (session.ends_at - session.starts_at) // dt.timedelta(minutes=1)


def minutes_from(session: Timed, at: dt.datetime) -> int | None:
    """Return for how long somebody is there who checks in at a moment; nothing: throughout."""
    if at <= session.starts_at + ON_TIME:
        return None
    return (session.ends_at - at) // dt.timedelta(minutes=1)


def minutes_within(
    spans: Iterable[tuple[dt.datetime, dt.datetime]], starts_at: dt.datetime, ends_at: dt.datetime
) -> int:
    """Return for how many whole minutes somebody was there between two moments.

    Spans may overlap, as those of two devices do: no minute counts twice. A span that ends
    before it begins counts for nothing.
    """
    total, seen = dt.timedelta(), starts_at
    for begins, ends in sorted(spans):
        begin, end = max(begins, seen), min(ends, ends_at)
        if end > begin:
            total += end - begin
            seen = end
    return total // dt.timedelta(minutes=1)


def code_at(secret: bytes, at: dt.datetime) -> str:
    """Return the code of a session at a moment; it is another every five minutes."""
    return _code(secret, _step(at))


def fits(secret: bytes, typed: str, at: dt.datetime) -> bool:
    """Return whether a code is the one of now or the one before it."""
    return any(
        hmac.compare_digest(_code(secret, step).encode(), typed.encode(errors="replace"))
        for step in (_step(at), _step(at) - 1)
    )


def changes_at(at: dt.datetime) -> dt.datetime:
    """Return when the code of a moment gives way to the next."""
    return dt.datetime.fromtimestamp((_step(at) + 1) * STEP.total_seconds(), at.tzinfo)


def _step(at: dt.datetime) -> int:
    return int(at.timestamp() // STEP.total_seconds())


def _code(secret: bytes, step: int) -> str:
    digest = hmac.digest(secret, step.to_bytes(8), "sha256")
    return f"{int.from_bytes(digest[:8]) % 10**DIGITS:0{DIGITS}}"


def moment_meant(moment: dt.datetime | None, at: dt.datetime) -> dt.datetime | None:
    """Return when a scan was made that a device sends later; nothing where it cannot be.

    Up to a day may pass until the connection is back. A clock that is a little ahead is
    taken for now.
    """
    if moment is None:
        return at
    if not at - PATIENCE <= moment <= at + AHEAD:
        return None
    return min(moment, at)
