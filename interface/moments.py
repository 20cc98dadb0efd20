"""Moments and days in words: always with the weekday, on the 24-hour clock, the zone named.

Moments come in as UTC instants with the zone of the place; days are plain dates. All
functions are pure but for the language that is active.
"""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import get_timezone_location
from django.conf import settings
from django.utils import dateformat
from django.utils.formats import get_format
from django.utils.translation import get_language, gettext, ngettext

EN_DASH = "–"


def local(at: dt.datetime, zone: str | None = None) -> dt.datetime:
    """Return the wall clock of a zone at a moment; without a zone, the Network's.

    >>> local(dt.datetime(2024, 5, 31, 7, 30, tzinfo=dt.UTC), "Europe/Brussels").hour
    9
    """
    return at.astimezone(ZoneInfo(zone or settings.TIME_ZONE))


def city(zone: str | None = None) -> str:
    """Return the place that names a zone, in the active language: ``Brussels``."""
    return _city(zone or settings.TIME_ZONE, _language())


def canonical(zone: str) -> str:
    """Return the one name of a zone that goes by several.

    >>> canonical("Europe/Kiev"), canonical("Europe/Riga")
    ('Europe/Kyiv', 'Europe/Riga')
    """
    names: Mapping[str, str] = get_global("zone_aliases")
    return names.get(zone, zone)


def day(on: dt.date) -> str:
    """Return ``Friday 31 May 2024``."""
    return _formatted(_date(on), "DATE_FORMAT", _language())


def short_day(on: dt.date) -> str:
    """Return ``Fri 31 May 2024``, for tables."""
    return _formatted(_date(on), "SHORT_DATE_FORMAT", _language())


def month(on: dt.date) -> str:
    """Return ``May 2024``."""
    return _formatted(_date(on), "YEAR_MONTH_FORMAT", _language())


def sheet(on: dt.date) -> tuple[str, str, str]:
    """Return what a calendar sheet shows: ``Fri``, ``31``, ``May``."""
    bare, language = _date(on), _language()
    return (
        _formatted(bare, "SHORT_WEEKDAY_FORMAT", language),
        str(bare.day),
        _formatted(bare, "SHORT_MONTH_FORMAT", language),
    )


def days(first: dt.date, last: dt.date) -> str:
    """Return one day, or a range that says no month and no year twice."""
    if first == last:
        return day(first)
    begin = "DATE_FORMAT"
    if first.year == last.year:
        begin = "WEEKDAY_FORMAT" if first.month == last.month else "MONTH_DAY_FORMAT"
    return f"{_formatted(_date(first), begin, _language())} {EN_DASH} {day(last)}"


def moment(at: dt.datetime, zone: str | None = None) -> str:
    """Return ``Friday 31 May 2024, 09:30 (Brussels)``."""
    wall = local(at, zone)
    return f"{day(wall)}, {_clock(wall)} ({_place(wall, zone)})"


def short_moment(at: dt.datetime, zone: str | None = None) -> str:
    """Return ``Fri 31 May 2024, 09:30``, for tables that name the zone elsewhere."""
    wall = local(at, zone)
    return f"{short_day(wall)}, {_clock(wall)}"


def lately(at: dt.datetime, *, on: dt.date | None = None) -> str:
    """Return ``09:30 (Brussels)``; with the day where that is not ``on``."""
    return hours(at, at) if on is None or local(at).date() == on else moment(at)


def draft_saved(at: dt.datetime, *, on: dt.date | None = None) -> str:
    """Return when a draft was saved; with the day where that is not ``on``."""
    return gettext("Draft saved %(time)s") % {"time": lately(at, on=on)}


def span(start: dt.datetime, end: dt.datetime, zone: str | None = None) -> str:
    """Return a span with its day, or with both its days.

    ``Friday 31 May 2024, 09:30–16:30 (Brussels)``, or
    ``Tuesday 26 January 2027, 09:00 – Wednesday 27 January 2027, 16:30 (Vienna)``.
    """
    begin, finish = local(start, zone), local(end, zone)
    if begin.date() == finish.date():
        return f"{day(begin)}, {_hours(begin, finish, zone)}"
    return (
        f"{day(begin)}, {_clock(begin)} {EN_DASH} {day(finish)}, {_clock(finish)}"
        f" ({_place(finish, zone)})"
    )


def hours(start: dt.datetime, end: dt.datetime, zone: str | None = None) -> str:
    """Return ``09:30–16:30 (Brussels)``; a span over several days keeps its days."""
    begin, finish = local(start, zone), local(end, zone)
    if begin.date() == finish.date():
        return _hours(begin, finish, zone)
    return span(start, end, zone)


def your_time(start: dt.datetime, end: dt.datetime, zone: str | None, viewer: str | None) -> str:
    """Return the hours on the viewer's clock, or nothing where both clocks agree.

    Where the viewer has another day than the place, the day is said too.
    """
    begin, finish = local(start, viewer), local(end, viewer)
    there_begin, there_finish = local(start, zone), local(end, zone)
    if (begin.utcoffset(), finish.utcoffset()) == (
        there_begin.utcoffset(),
        there_finish.utcoffset(),
    ):
        return ""
    if (begin.date(), finish.date()) == (there_begin.date(), there_finish.date()):
        return hours(start, end, viewer)
    return span(start, end, viewer)


def left(by: dt.datetime, at: dt.datetime) -> str:
    """Return what is left until a moment: ``2 days 9 hours left``, or ``past``."""
    seconds = int((by - at).total_seconds())
    if seconds <= 0:
        return gettext("past")
    whole_days, rest = divmod(seconds, 86_400)
    whole_hours, rest = divmod(rest, 3_600)
    minutes = max(1, rest // 60)
    if whole_days >= 14:
        weeks = whole_days // 7
        return ngettext("%(count)d week left", "%(count)d weeks left", weeks) % {"count": weeks}
    in_days = ngettext("%(count)d day", "%(count)d days", whole_days) % {"count": whole_days}
    in_hours = ngettext("%(count)d hour", "%(count)d hours", whole_hours) % {"count": whole_hours}
    if whole_days >= 4 or (whole_days and not whole_hours):
        return gettext("%(time)s left") % {"time": in_days}
    if whole_days:
        return gettext("%(time)s left") % {"time": f"{in_days} {in_hours}"}
    if whole_hours:
        return gettext("%(time)s left") % {"time": in_hours}
    return ngettext("%(count)d minute left", "%(count)d minutes left", minutes) % {"count": minutes}


def instants(wall: dt.datetime, zone: str) -> tuple[dt.datetime, ...]:
    """Return the UTC instants at which a clock of the zone shows that time.

    None where the clock is put forward over it, two where it is put back.

    >>> len(instants(dt.datetime(2026, 3, 29, 2, 30), "Europe/Brussels"))
    0
    >>> [at.hour for at in instants(dt.datetime(2026, 10, 25, 2, 30), "Europe/Brussels")]
    [0, 1]
    """
    found = {
        at
        for fold in (0, 1)
        if (at := wall.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(dt.UTC))
        and at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0) == wall.replace(fold=0)
    }
    return tuple(sorted(found))


def _date(value: dt.date) -> dt.date:
    """Return the bare date, so that moments of one day share one cached text."""
    return value.date() if isinstance(value, dt.datetime) else value


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


@lru_cache(maxsize=8192)
def _formatted(on: dt.date, form: str, language: str) -> str:
    return dateformat.format(on, get_format(form, lang=language))


@lru_cache(maxsize=2048)
def _city(zone: str, language: str) -> str:
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return get_timezone_location(zone, locale=locale, return_city=True)


def _clock(wall: dt.datetime) -> str:
    return f"{wall.hour:02}:{wall.minute:02}"


def _hours(begin: dt.datetime, finish: dt.datetime, zone: str | None) -> str:
    clock = _clock(begin) if begin == finish else f"{_clock(begin)}{EN_DASH}{_clock(finish)}"
    return f"{clock} ({_place(begin, zone)})"


def _place(wall: dt.datetime, zone: str | None) -> str:
    """Name the zone; in the hour that exists twice, its offset too."""
    offset = wall.utcoffset()
    if offset is None or offset == wall.replace(fold=1 - wall.fold).utcoffset():
        return city(zone)
    hours_ahead = offset.total_seconds() / 3600
    return f"{city(zone)}, UTC{hours_ahead:+g}"
