import bisect
import datetime as dt
import itertools
from zoneinfo import ZoneInfo

import pytest
from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st

from ical import zones
from tests.clients import lines

CAPITALS = [
    "Europe/Brussels",
    "Europe/Sofia",
    "Europe/Prague",
    "Europe/Copenhagen",
    "Europe/Berlin",
    "Europe/Tallinn",
    "Europe/Dublin",
    "Europe/Athens",
    "Europe/Madrid",
    "Europe/Paris",
    "Europe/Zagreb",
    "Europe/Rome",
    "Asia/Nicosia",
    "Europe/Riga",
    "Europe/Vilnius",
    "Europe/Luxembourg",
    "Europe/Budapest",
    "Europe/Malta",
    "Europe/Amsterdam",
    "Europe/Vienna",
    "Europe/Warsaw",
    "Europe/Lisbon",
    "Europe/Bucharest",
    "Europe/Ljubljana",
    "Europe/Bratislava",
    "Europe/Helsinki",
    "Europe/Stockholm",
]
FURTHER = ["Atlantic/Azores", "Atlantic/Canary", "Africa/Ceuta"]


class Told:
    """A VTIMEZONE worked out by its letter: each start, in UTC, of each offset."""

    def __init__(self, data: bytes, until: int):
        self.starts = []
        local = {}
        for line in lines.unfolded(data):
            name, _, value = line.partition(":")
            if name == "BEGIN":
                local = {"RDATE": []}
            elif name == "RDATE":
                local["RDATE"].append(value)
            elif name == "END" and value in {"STANDARD", "DAYLIGHT"}:
                self.starts += self._starts(local, until)
            else:
                local[name] = value
        self.starts.sort()

    def _starts(self, local, until):
        start = dt.datetime.fromisoformat(local["DTSTART"])
        moments = {start, *map(dt.datetime.fromisoformat, local["RDATE"])}
        if "RRULE" in local:
            rule = rrule.rrulestr(local["RRULE"], dtstart=start)
            moments.update(rule.between(start, start.replace(year=until + 1), inc=True))
        before, after = (self._offset(local[f"TZOFFSET{side}"]) for side in ("FROM", "TO"))
        return [
            (moment.replace(tzinfo=dt.UTC) - before, after, local["TZNAME"]) for moment in moments
        ]

    def _offset(self, value):
        return dt.datetime.strptime(value, "%z").utcoffset()

    def at(self, moment):
        _, offset, name = self.starts[
            bisect.bisect_right(self.starts, moment, key=lambda row: row[0]) - 1
        ]
        return offset, name


def clock_at(zone, moment):
    local = moment.astimezone(ZoneInfo(zone))
    return local.utcoffset(), local.tzname()


def moments_around(year):
    """Each month's first day, and the weeks around both changes of clocks, to the second."""
    yield from (dt.datetime(year, month, 1, tzinfo=dt.UTC) for month in range(1, 13))
    for month in (3, 10):
        last = dt.datetime(year, month, 31, 1, tzinfo=dt.UTC)
        change = last - dt.timedelta(days=last.isoweekday() % 7)
        for hours, second in itertools.product((-168, -24, -1, 0, 1, 24, 168), (-1, 0, 1)):
            yield change + dt.timedelta(hours=hours, seconds=second)


def test_the_list_is_that_of_the_capitals_and_the_islands():
    assert set(zones.EUROPEAN) == {*CAPITALS, *FURTHER}


@pytest.mark.parametrize("zone", [*CAPITALS, *FURTHER])
def test_the_two_rules_say_what_clocks_show_from_2015_to_2045(zone):
    told = Told(zones.zone_bytes(zone), until=2045)
    moments = [moment for year in range(2015, 2046) for moment in moments_around(year)]

    assert [told.at(moment) for moment in moments] == [clock_at(zone, moment) for moment in moments]


def test_a_zone_of_the_union_has_the_same_bytes_whatever_the_years():
    assert (
        zones.zone_bytes("Europe/Helsinki")
        == zones.zone_bytes("Europe/Helsinki", dt.date(2019, 5, 1), dt.date(2044, 1, 1))
        == b"BEGIN:VTIMEZONE\r\n"
        b"TZID:Europe/Helsinki\r\n"
        b"BEGIN:STANDARD\r\n"
        b"DTSTART:19961027T040000\r\n"
        b"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
        b"TZNAME:EET\r\n"
        b"TZOFFSETFROM:+0300\r\n"
        b"TZOFFSETTO:+0200\r\n"
        b"END:STANDARD\r\n"
        b"BEGIN:DAYLIGHT\r\n"
        b"DTSTART:19960331T030000\r\n"
        b"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
        b"TZNAME:EEST\r\n"
        b"TZOFFSETFROM:+0200\r\n"
        b"TZOFFSETTO:+0300\r\n"
        b"END:DAYLIGHT\r\n"
        b"END:VTIMEZONE\r\n"
    )


def test_another_zone_is_told_change_by_change_to_five_years_after_the_last_event():
    told = zones.zone_bytes("America/New_York", dt.date(2026, 5, 29), dt.date(2026, 5, 29))

    assert lines.named(told, "RDATE") == [
        f"RDATE:{day}T020000"
        for day in (
            *("20260308", "20270314", "20280312", "20290311", "20300310", "20310309"),
            *("20261101", "20271107", "20281105", "20291104", "20301103", "20311102"),
        )
    ]


def test_a_zone_that_never_changes_is_told_in_one_piece():
    assert lines.unfolded(
        zones.zone_bytes("Africa/Algiers", dt.date(2026, 5, 1), dt.date(2027, 5, 1))
    ) == [
        "BEGIN:VTIMEZONE",
        "TZID:Africa/Algiers",
        "BEGIN:STANDARD",
        "DTSTART:20260101T000000",
        "TZNAME:CET",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


@given(
    # The Union's zones are told by a rule that holds from 2015 on, and tested above.
    zone=st.timezone_keys().filter(lambda key: key not in zones.EUROPEAN),
    start=st.dates(dt.date(1975, 1, 2), dt.date(2060, 1, 1)),
    hours=st.lists(st.integers(0, 24 * 365 * 5), min_size=1),
)
def test_any_zone_says_what_clocks_show_from_the_first_event_on(zone, start, hours):
    first = dt.datetime(start.year, start.month, start.day, tzinfo=dt.UTC) + dt.timedelta(days=1)
    told = Told(zones.zone_bytes(zone, start, start), until=0)
    moments = [first + dt.timedelta(hours=hour) for hour in hours]

    assert [told.at(moment) for moment in moments] == [clock_at(zone, moment) for moment in moments]


def test_a_slip_of_the_pen_makes_no_endless_file():
    told = zones.zone_bytes("America/New_York", dt.date(1, 1, 1), dt.date(9999, 12, 31))

    years = [int(line[6:10]) for line in lines.named(told, "RDATE")]
    assert (min(years), max(years)) == (1970, 2100)


def test_another_zone_needs_both_days():
    with pytest.raises(ValueError, match="Asia/Tokyo is told between two days"):
        zones.zone_bytes("Asia/Tokyo", dt.date(2026, 1, 1))


def test_an_unknown_zone_is_refused():
    with pytest.raises(LookupError):
        zones.zone_bytes("Europe/Atlantis", dt.date(2026, 1, 1), dt.date(2026, 1, 1))
