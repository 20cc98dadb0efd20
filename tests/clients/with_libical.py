"""libical, the C library of GNOME and KDE, through the distribution's package."""

import ctypes
import ctypes.util
import datetime as dt
import functools
import os
from collections.abc import Iterator
from ctypes import Structure, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path

from tests.clients.readings import Reading, moment

_PLACES = ("/usr/lib", "/usr/local/lib", "/opt/homebrew/lib")


class _Time(Structure):
    """``struct icaltimetype`` of libical 3."""

    _fields_ = [
        *((name, c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        ("is_date", c_int),
        ("is_daylight", c_int),
        ("zone", c_void_p),
    ]


def libical_path() -> str | None:
    """Where the library is, or nothing."""
    found = ctypes.util.find_library("ical")
    if found:
        return found
    names = ("libical.so.3", "*/libical.so.3", "libical.dylib")
    return next(
        (str(path) for place in _PLACES for name in names for path in Path(place).glob(name)), None
    )


def libical_required() -> bool:
    """Whether a missing library is a failure: in CI, or where it was asked for."""
    wanted = (os.environ.get("REQUIRE_LIBICAL", ""), os.environ.get("CI", ""))
    return any(value.lower() in {"1", "true", "yes"} for value in wanted)


def read_with_libical(data: bytes) -> list[Reading]:
    """The entries of a calendar, ordered by uid; refuses a calendar with faulty lines."""
    library = _library()
    root = library.icalparser_parse_string(data)
    if not root:
        raise ValueError("libical reads nothing at all")
    try:
        faults = library.icalcomponent_count_errors(root)
        if faults:
            raise ValueError(f"faulty lines: {faults}")
        return sorted(_reading(library, event) for event in _events(library, root))
    finally:
        library.icalcomponent_free(root)


def _events(library: ctypes.CDLL, root: int) -> Iterator[int]:
    kind = library.icalcomponent_string_to_kind(b"VEVENT")
    event = library.icalcomponent_get_first_component(root, kind)
    while event:
        yield event
        event = library.icalcomponent_get_next_component(root, kind)


def _reading(library: ctypes.CDLL, event: int) -> Reading:
    start = library.icalcomponent_get_dtstart(event)
    end = library.icalcomponent_get_dtend(event)
    kind = library.icalproperty_string_to_kind(b"STATUS")
    status = library.icalcomponent_get_first_property(event, kind)
    return Reading(
        library.icalcomponent_get_uid(event).decode(),
        _moment_or_date(library, start),
        _moment_or_date(library, end),
        library.icalcomponent_get_summary(event).decode(),
        library.icalproperty_get_value_as_string(status).decode() if status else "",
        bool(start.is_date),
    )


def _moment_or_date(library: ctypes.CDLL, time: _Time) -> dt.datetime | dt.date:
    if time.is_date:
        return dt.date(time.year, time.month, time.day)
    if not time.zone:
        raise ValueError("a floating time")
    return moment(library.icaltime_as_timet_with_zone(time, time.zone))


@functools.cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(libical_path())
    for name, result, *arguments in (
        ("icalparser_parse_string", c_void_p, c_char_p),
        ("icalcomponent_count_errors", c_int, c_void_p),
        ("icalcomponent_string_to_kind", c_int, c_char_p),
        ("icalproperty_string_to_kind", c_int, c_char_p),
        ("icalcomponent_get_first_component", c_void_p, c_void_p, c_int),
        ("icalcomponent_get_next_component", c_void_p, c_void_p, c_int),
        ("icalcomponent_get_first_property", c_void_p, c_void_p, c_int),
        ("icalproperty_get_value_as_string", c_char_p, c_void_p),
        ("icalcomponent_get_uid", c_char_p, c_void_p),
        ("icalcomponent_get_summary", c_char_p, c_void_p),
        ("icalcomponent_get_dtstart", _Time, c_void_p),
        ("icalcomponent_get_dtend", _Time, c_void_p),
        ("icaltime_as_timet_with_zone", c_int64, _Time, c_void_p),
        ("icalcomponent_free", None, c_void_p),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library
