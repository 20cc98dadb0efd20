"""What a copy of an event is like by itself: its day, its title, its moments; pure."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

YEAR = re.compile(r"(?<!\d)(?:19|2[01])\d\d(?!\d)")


def year_later(day: date) -> date:
    """Return the same weekday of the same week, a year later.

    >>> year_later(date(2027, 5, 28)).isoformat()
    '2028-05-26'
    """
    return day + timedelta(weeks=52)


def title_for(title: str, *, old: int, new: int) -> str:
    """Return the title with the year of the one event replaced by that of the other.

    Other years stay, and so does a number that is none.

    >>> title_for("Seminar 2027 (after 2026)", old=2027, new=2028)
    'Seminar 2028 (after 2026)'
    """
    return YEAR.sub(lambda year: str(new) if int(year[0]) == old else year[0], title)


def other_years(title: str, *, year: int) -> list[str]:
    """Return the years a title names that are not the event's own."""
    return [found for found in YEAR.findall(title) if int(found) != year]


def moved(moment: datetime, *, days: int, zone: str) -> datetime:
    """Return the moment so many days later at the same time on the clocks of a zone.

    A time that the change of the clocks leaves out becomes the one an hour later.
    """
    wall = moment.astimezone(ZoneInfo(zone)) + timedelta(days=days)
    return wall.astimezone(ZoneInfo("UTC"))
