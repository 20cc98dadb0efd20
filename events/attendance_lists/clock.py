"""Moments and durations as other tools write them; which number is the day is found out.

A moment with a zone of its own is read by it, any other by the clock that the reader names.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from accounts.folding import folded

CLOCK = re.compile(
    r"(?<![\d:.])(\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(?:([ap])\.?\s?m\b)?"
)
YEAR_FIRST = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
NUMBERS = re.compile(r"\b(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})\b")
MONTH_FIRST = re.compile(r"\b([a-z]{3,})\.? (\d{1,2}),? (\d{4})\b")
DAY_FIRST = re.compile(r"\b(\d{1,2})\.? (?:de )?([a-z]{3,})\.?,? (?:de )?(\d{4})\b")
OFFSET = re.compile(r"(?<=[\s(tc])([+-])(\d{1,2}):?(\d{2})?\)?$")
MONTHS = {
    1: "jan ene gen", 2: "feb fev", 3: "mar mrz maa", 4: "apr avr abr", 5: "may mai mei mag",
    6: "jun juin giu", 7: "jul juil lug", 8: "aug aou ago", 9: "sep set", 10: "oct okt ott out",
    11: "nov", 12: "dec dez dic",
}  # fmt: skip
MONTH = {name: number for number, names in MONTHS.items() for name in names.split()}
ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "mez": 1,
    "mesz": 2, "eet": 2, "eest": 3, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7,
    "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
ZONE = re.compile(rf"(?<![a-z])({'|'.join(ZONES)})\)?$")
LASTS = re.compile(r"(?<!\d)(\d{1,5}(?:[.,]\d{1,5})?)(?!\d)\s*([a-z]*)")
PARTS = re.compile(r"^(\d{1,3}):(\d{2})(?::(\d{2}))?$")
HOURS = ("h", "u", "std", "stu", "ora", "ore", "god")
CENTURY, NOON = 2000, 12

type Written = str | datetime | time | timedelta


class Clock:
    """Reads the moments of one file: all in the same order of day and month, in one zone.

    ``days`` are those of the event: they tell 3 February from 2 March. ``day`` is the one
    that hours without a day are of, where there is but one.
    """

    def __init__(
        self,
        cells: Iterable[Written],
        *,
        zone: str,
        days: Collection[date],
        day: date | None,
    ) -> None:
        """Find out from all cells with hours how days are written."""
        self.zone, self.day = ZoneInfo(zone), day
        texts = [folded(cell) for cell in cells if isinstance(cell, str)]
        self.day_first = _is_day_first(texts, days)
        self.lacks_day = False

    def moment(self, cell: Written) -> datetime | None:
        """Return the instant that a cell says; nothing where it says none.

        ``lacks_day`` is true from the first hour on that has no day.
        """
        try:
            if isinstance(cell, datetime):
                return self._at(cell.date(), cell.time(), self.zone)
            if isinstance(cell, time):
                return self._at(self.day, cell, self.zone)
            return None if isinstance(cell, timedelta) else self._said(folded(cell))
        except (ValueError, OverflowError):
            return None

    def _said(self, text: str) -> datetime | None:
        clock = CLOCK.search(text)
        if clock is None:
            return None
        before, after = text[: clock.start()], f" {text[clock.end() :].strip()}"
        at = time(_hour(int(clock[1]), clock[4]), int(clock[2]), int(clock[3] or 0))
        return self._at(self._day(before + after) or self.day, at, _zone(after) or self.zone)

    def _at(self, day: date | None, at: time, zone: tzinfo) -> datetime | None:
        if day is None:
            self.lacks_day = True
            return None
        return datetime.combine(day, at, zone).astimezone(UTC)

    def _day(self, text: str) -> date | None:
        if found := YEAR_FIRST.search(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := NUMBERS.search(text):
            return _of_numbers(found, day_first=self.day_first)
        if (found := MONTH_FIRST.search(text)) and (month := _month(found[1])):
            return date(int(found[3]), month, int(found[2]))
        if (found := DAY_FIRST.search(text)) and (month := _month(found[2])):
            return date(int(found[3]), month, int(found[1]))
        return None


def _is_day_first(texts: Collection[str], days: Collection[date]) -> bool:
    """Return whether the day stands before the month, by what makes sense for all cells.

    Points and dashes are European. Between two readings that both make sense, the one wins
    whose days are the event's, and then the one that goes with the clock.
    """
    found = [match for text in texts if (match := NUMBERS.search(text))]
    if not found or any(match[2] != "/" for match in found):
        return True
    fits: Counter[bool] = Counter()
    for day_first in (True, False):
        for match in found:
            try:
                fits[day_first] += 1 + 2 * (_of_numbers(match, day_first=day_first) in days)
            except ValueError:
                fits[day_first] -= len(found)
    if fits[True] != fits[False]:
        return fits[True] > fits[False]
    clocks = [match for text in texts if (match := CLOCK.search(text))]
    return not any(match[4] for match in clocks)


def _of_numbers(found: re.Match[str], *, day_first: bool) -> date:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    day, month = (first, second) if day_first else (second, first)
    return date(year if year > 99 else CENTURY + year, month, day)


def _month(word: str) -> int | None:
    return MONTH.get(word[:4]) or MONTH.get(word[:3])


def _hour(hour: int, half: str | None) -> int:
    """Return the hour of the day; 12 a.m. is midnight."""
    if half is None:
        return hour
    return hour % NOON + (NOON if half == "p" else 0)


def _zone(text: str) -> tzinfo | None:
    """Return the zone that a moment names at its end, such as CET or GMT+1."""
    if found := OFFSET.search(text):
        away = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        return timezone(away if found[1] == "+" else -away)
    if found := ZONE.search(text):
        return timezone(timedelta(hours=ZONES[found[1]]))
    return None


def minutes(cell: Written, *, in_seconds: bool = False) -> int | None:
    """Return a duration in whole minutes; a number alone is in minutes unless its head says else.

    >>> minutes("1h 2m 50s"), minutes("62"), minutes("01:02:03"), minutes("1 Std. 5 Min.")
    (62, 62, 62, 65)
    """
    if isinstance(cell, timedelta):
        return cell // timedelta(minutes=1)
    if isinstance(cell, time):
        return cell.hour * 60 + cell.minute
    if isinstance(cell, datetime):
        return None
    text = folded(cell)
    if found := PARTS.search(text):
        return int(found[1]) * 60 + int(found[2])
    pieces = LASTS.findall(text)
    if not pieces:
        return None
    return round(sum(_seconds(*piece, in_seconds=in_seconds) for piece in pieces)) // 60


def _seconds(number: str, unit: str, *, in_seconds: bool) -> float:
    amount = float(number.replace(",", "."))
    if unit.startswith(HOURS):
        return amount * 3600
    return amount if unit.startswith("s") or (not unit and in_seconds) else amount * 60
