import datetime as dt
import hashlib
import os
import subprocess
import sys
from dataclasses import replace

import pytest

from ical.calendars import calendar_bytes, calendar_of, zones_of
from ical.entries import Days, Hours, entry_bytes
from ical.enums import Method
from ical.zones import zone_bytes
from tests.clients import lines
from tests.factories.ical import EntryFactory
from tests.ical import samples


def hours(zone, year=2026):
    start = dt.datetime(year, 6, 1, 9, tzinfo=dt.UTC)
    return Hours(start, start + dt.timedelta(hours=1), zone)


def test_feed_has_a_name_and_tells_programs_when_to_come_back():
    piece, zone = entry_bytes(EntryFactory()), zone_bytes("Europe/Brussels")

    data = calendar_bytes([piece], zones=[zone], name="Board; meetings,\r\nX-EVIL:1 \\")

    name = r"Board\; meetings\, X-EVIL:1 \\"
    assert (
        data
        == (
            "BEGIN:VCALENDAR\r\n"
            "VERSION:2.0\r\n"
            "PRODID:-//European Crime Prevention Network//Calendar//EN\r\n"
            "CALSCALE:GREGORIAN\r\n"
            f"NAME:{name}\r\n"
            f"X-WR-CALNAME:{name}\r\n"
            "REFRESH-INTERVAL;VALUE=DURATION:PT4H\r\n"
            "X-PUBLISHED-TTL:PT4H\r\n"
        ).encode()
        + zone
        + piece
        + b"END:VCALENDAR\r\n"
    )


def test_file_has_neither_name_nor_method():
    entry = EntryFactory()

    assert calendar_of([entry]) == (
        b"BEGIN:VCALENDAR\r\n"
        b"VERSION:2.0\r\n"
        b"PRODID:-//European Crime Prevention Network//Calendar//EN\r\n"
        b"CALSCALE:GREGORIAN\r\n"
        + zone_bytes("Europe/Brussels")
        + entry_bytes(entry)
        + b"END:VCALENDAR\r\n"
    )


def test_method_is_told_where_there_is_one():
    data = calendar_bytes([], zones=[], method=Method.PUBLISH)

    assert lines.named(data, "METHOD") == ["METHOD:PUBLISH"]


def test_empty_feed_holds_the_zone_of_the_network():
    assert zone_bytes("Europe/Brussels") in calendar_of([], name="Board")


def test_days_alone_need_no_zone():
    entry = EntryFactory(when=Days(dt.date(2026, 5, 29), dt.date(2026, 5, 30)))

    assert lines.named(calendar_of([entry]), "TZID") == []


def test_zones_are_told_once_each_and_in_order():
    zones = [zone_bytes(f"Europe/{city}") for city in ("Sofia", "Athens", "Sofia")]

    data = calendar_bytes([], zones=zones)

    assert lines.named(data, "TZID") == ["TZID:Europe/Athens", "TZID:Europe/Sofia"]


def test_zones_of_entries_reach_from_the_first_to_the_last():
    entries = [
        EntryFactory(when=when)
        for when in (
            hours("America/New_York", 2027),
            hours("America/New_York", 2025),
            hours("America/New_York", 2026),
            hours("Europe/Brussels"),
            hours("UTC"),
            Days(dt.date(2026, 5, 29), dt.date(2026, 5, 30)),
        )
    ]

    assert zones_of(entries) == [
        zone_bytes("America/New_York", dt.date(2025, 6, 1), dt.date(2027, 6, 1)),
        zone_bytes("Europe/Brussels"),
    ]


def test_moved_entry_leaves_all_others_byte_for_byte_as_they_were():
    others, moved = EntryFactory.create_batch(3), EntryFactory()
    after = replace(
        moved,
        sequence=1,
        changed_at=moved.changed_at + dt.timedelta(days=1),
        when=hours("Europe/Brussels"),
    )

    before_bytes = calendar_of([*others, moved], name="Board")
    after_bytes = calendar_of([*others, after], name="Board")

    assert before_bytes.replace(entry_bytes(moved), entry_bytes(after)) == after_bytes
    assert lines.named(after_bytes, "UID") == lines.named(before_bytes, "UID")


@pytest.mark.parametrize("seed", ["0", "1"])
def test_another_process_with_another_hash_seed_and_zone_gives_the_same_bytes(seed):
    told = subprocess.run(
        [sys.executable, "-m", "tests.ical.samples"],
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Pacific/Auckland"},
        check=True,
        capture_output=True,
    ).stdout

    assert hashlib.sha256(told).digest() == hashlib.sha256(samples.feed()).digest()


def test_lines_of_the_whole_feed_are_well_formed():
    assert lines.faults(samples.feed()) == []
