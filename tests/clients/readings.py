"""What any calendar program should understand of an entry."""

import datetime as dt
from typing import NamedTuple


class Reading(NamedTuple):
    """An entry as a program shows it: moments in UTC, or dates (the end exclusive)."""

    uid: str
    start_utc: dt.datetime | dt.date
    end_utc: dt.datetime | dt.date
    title: str
    status: str
    all_day: bool


def moment(seconds: float) -> dt.datetime:
    """A moment from seconds since 1970 in UTC."""
    return dt.datetime.fromtimestamp(seconds, tz=dt.UTC)
