"""Clocks on walls: which moments a date and hour in a zone can mean."""

import datetime as dt
from zoneinfo import ZoneInfo


def instants(local: dt.datetime, zone: str) -> tuple[dt.datetime, ...]:
    """Every moment, in UTC and in order, at which clocks in the zone show that time.

    One, as a rule. None for an hour that is skipped when clocks go forward (or so near
    the ends of the calendar that it has no UTC). Two for an hour that is repeated when
    they go back: the first still in summer time.

    >>> [str(at) for at in instants(dt.datetime(2026, 5, 29, 9), "Europe/Brussels")]
    ['2026-05-29 07:00:00+00:00']
    >>> instants(dt.datetime(2026, 3, 29, 2, 30), "Europe/Brussels")
    ()
    >>> [str(at) for at in instants(dt.datetime(2026, 10, 25, 2, 30), "Europe/Brussels")]
    ['2026-10-25 00:30:00+00:00', '2026-10-25 01:30:00+00:00']
    """
    if local.tzinfo is not None:
        raise ValueError("a time on a wall has no zone of its own")
    clock = ZoneInfo(zone)
    local = local.replace(fold=0)
    try:
        candidates = {local.replace(tzinfo=clock, fold=fold).astimezone(dt.UTC) for fold in (0, 1)}
        return tuple(sorted(at for at in candidates if local_time(at, zone=zone) == local))
    except OverflowError:
        return ()


def local_time(at: dt.datetime, *, zone: str) -> dt.datetime:
    """What clocks in the zone show at that moment, without zone and without fold.

    >>> str(local_time(dt.datetime(2026, 5, 29, 7, tzinfo=dt.UTC), zone="Europe/Helsinki"))
    '2026-05-29 10:00:00'
    """
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
