import datetime as dt
import uuid

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ical import text
from ical.entries import Days, Hours, entry_bytes
from ical.enums import Status
from tests.clients import lines
from tests.factories.ical import EntryFactory

local = dt.datetime.fromisoformat


def utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


def test_entry_with_every_field():
    entry = EntryFactory(
        uid=uuid.UUID("0b9cbf7e-90ee-4b0a-8a5c-9f3a3d9f2c11"),
        sequence=3,
        changed_at=utc(2026, 2, 3, 4, 5, 6),
        title="Board meeting; spring",
        location="Brussels, Justus Lipsius",
        description="Papers follow.\nCoffee from 09:00.",
        categories=["Meeting", "Board, plenary", "\x00"],
        related_to=uuid.UUID("a3b2f6f6-6c5f-4b43-9a3c-0d6a9b0f5f22"),
        alarm_minutes=90,
    )

    assert lines.unfolded(entry_bytes(entry)) == [
        "BEGIN:VEVENT",
        r"SUMMARY:Board meeting\; spring",
        "DTSTART;TZID=Europe/Brussels:20260529T093000",
        "DTEND;TZID=Europe/Brussels:20260529T163000",
        "DTSTAMP:20260203T040506Z",
        "UID:0b9cbf7e-90ee-4b0a-8a5c-9f3a3d9f2c11",
        "SEQUENCE:3",
        r"CATEGORIES:Meeting,Board\, plenary",
        "CREATED:20260107T093000Z",
        r"DESCRIPTION:Papers follow.\nCoffee from 09:00.",
        "LAST-MODIFIED:20260203T040506Z",
        r"LOCATION:Brussels\, Justus Lipsius",
        "RELATED-TO:a3b2f6f6-6c5f-4b43-9a3c-0d6a9b0f5f22",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "URL:https://events.example/events/2026-05-29-board-meeting/",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        r"DESCRIPTION:Board meeting\; spring",
        "TRIGGER:-PT1H30M",
        "END:VALARM",
        "END:VEVENT",
    ]


def test_entry_with_only_what_every_entry_has():
    entry = EntryFactory(
        uid="x", when=Days.through(dt.date(2026, 5, 29), dt.date(2026, 5, 31)), transparent=True
    )

    assert lines.unfolded(entry_bytes(entry)) == [
        "BEGIN:VEVENT",
        "SUMMARY:Board meeting",
        "DTSTART;VALUE=DATE:20260529",
        "DTEND;VALUE=DATE:20260601",
        "DTSTAMP:20260107T093000Z",
        "UID:x",
        "SEQUENCE:0",
        "CREATED:20260107T093000Z",
        "LAST-MODIFIED:20260107T093000Z",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "URL:https://events.example/events/2026-05-29-board-meeting/",
        "END:VEVENT",
    ]


def test_tentative_entry_keeps_its_title_and_takes_time():
    told = entry_bytes(EntryFactory(status=Status.TENTATIVE))

    assert [lines.named(told, name) for name in ("SUMMARY", "STATUS", "TRANSP")] == [
        ["SUMMARY:Board meeting"],
        ["STATUS:TENTATIVE"],
        ["TRANSP:OPAQUE"],
    ]


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({}, "SUMMARY:CANCELLED: Board meeting"),
        ({"cancelled_word": "ANNULÉ\r\n"}, "SUMMARY:ANNULÉ: Board meeting"),
    ],
    ids=["English", "another language"],
)
def test_cancelled_entry_says_so_in_its_title_and_takes_no_time(fields, title):
    told = entry_bytes(EntryFactory(status=Status.CANCELLED, **fields))

    assert [lines.named(told, name) for name in ("SUMMARY", "STATUS", "TRANSP")] == [
        [title],
        ["STATUS:CANCELLED"],
        ["TRANSP:TRANSPARENT"],
    ]


@pytest.mark.parametrize(
    ("start", "end", "zone", "told", "needed"),
    [
        (
            utc(2026, 10, 25, 0, 30),
            utc(2026, 10, 25, 4),
            "Europe/Brussels",
            ["DTSTART:20261025T003000Z", "DTEND:20261025T040000Z"],
            "",
        ),
        (
            utc(2026, 10, 24, 22),
            utc(2026, 10, 25, 1, 30),
            "Europe/Brussels",
            ["DTSTART:20261024T220000Z", "DTEND:20261025T013000Z"],
            "",
        ),
        (
            utc(2026, 10, 25, 2),
            utc(2026, 10, 25, 4),
            "Europe/Brussels",
            [
                "DTSTART;TZID=Europe/Brussels:20261025T030000",
                "DTEND;TZID=Europe/Brussels:20261025T050000",
            ],
            "Europe/Brussels",
        ),
        (
            utc(2026, 5, 29, 7),
            utc(2026, 5, 29, 9),
            "UTC",
            ["DTSTART:20260529T070000Z", "DTEND:20260529T090000Z"],
            "",
        ),
        (
            dt.datetime(2026, 5, 29, 9, tzinfo=dt.timezone(dt.timedelta(hours=2))),
            utc(2026, 5, 29, 9),
            "Europe/Helsinki",
            [
                "DTSTART;TZID=Europe/Helsinki:20260529T100000",
                "DTEND;TZID=Europe/Helsinki:20260529T120000",
            ],
            "Europe/Helsinki",
        ),
    ],
    ids=["starts in the repeated hour", "ends in it", "starts after it", "UTC", "fixed offset"],
)
def test_hours_are_told_by_the_clocks_of_their_zone(start, end, zone, told, needed):
    entry = EntryFactory(when=Hours(start, end, zone))

    data = entry_bytes(entry)

    assert lines.named(data, "DTSTART") + lines.named(data, "DTEND") == told
    assert entry.zone_needed == needed


def test_days_need_no_zone():
    assert EntryFactory(when=Days(dt.date(2026, 5, 29), dt.date(2026, 5, 30))).zone_needed == ""


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (
            lambda: Hours(local("2026-05-29T09:00"), utc(2026, 5, 29, 10), "UTC"),
            "start_at is a moment",
        ),
        (
            lambda: Hours(utc(2026, 5, 29, 9), local("2026-05-29T10:00"), "UTC"),
            "end_at is a moment",
        ),
        (lambda: Hours(utc(2026, 5, 29), utc(2026, 5, 29), "UTC"), "ends after it starts"),
        (lambda: Hours(utc(2026, 5, 29), utc(2026, 5, 30), "Europe/Atlantis"), "Atlantis"),
        (lambda: Days(dt.date(2026, 5, 29), dt.date(2026, 5, 29)), "the day after the last"),
        (lambda: EntryFactory(sequence=-1), "starts at 0"),
        (lambda: EntryFactory(alarm_minutes=-1), "before the start"),
        (lambda: EntryFactory(created_at=local("2026-01-01T00:00")), "created_at is a moment"),
        (lambda: EntryFactory(changed_at=local("2026-01-01T00:00")), "changed_at is a moment"),
    ],
    ids=[
        "start without zone",
        "end without zone",
        "no time at all",
        "unknown zone",
        "no day at all",
        "sequence below 0",
        "alarm after the start",
        "created without zone",
        "changed without zone",
    ],
)
def test_what_no_calendar_could_show_is_refused(make, why):
    with pytest.raises((ValueError, LookupError), match=why):
        make()


typed = st.text(st.characters(codec=None), max_size=300)


@given(title=typed, location=typed, description=typed, category=typed, url=typed)
def test_whatever_is_typed_no_line_is_added_cut_or_too_long(
    title, location, description, category, url
):
    entry = EntryFactory(
        title=title, location=location, description=description, categories=[category], url=url
    )

    data = entry_bytes(entry)

    read = icalendar.Event.from_ical(data)
    assert lines.faults(data) == []
    assert (read["summary"], read.get("location", ""), read.get("description", "")) == (
        text.one_line(title),
        text.one_line(location),
        text.lines(description),
    )
    assert set(read) <= {
        *("SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "CREATED", "STATUS"),
        *("LAST-MODIFIED", "TRANSP", "URL", "LOCATION", "DESCRIPTION", "CATEGORIES"),
    }
