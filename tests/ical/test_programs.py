"""Three calendar programs, on a machine at the other end of the world, read the same."""

import datetime as dt
import itertools
import re
import uuid
from zoneinfo import ZoneInfo

import pytest

from ical.calendars import calendar_of
from ical.entries import Days, Hours
from ical.invitations import cancel_text, publish_text, request_text
from ical.zones import EUROPEAN
from procedures.entries import entry
from procedures.services import extend
from tests.clients.readings import Reading
from tests.factories.ical import EntryFactory
from tests.factories.procedures import LAST_SECOND, LAUNCHED, board, running, secretariat
from tests.ical import samples

ONE_DAY = dt.timedelta(days=1)
OTHERS = ("America/New_York", "Australia/Sydney", "Africa/Casablanca", "Asia/Tokyo")


def nameless(data):
    """The calendar with zones nobody knows, so that a program must go by what the file says."""
    return re.sub(rb"(TZID[:=])\w+/", rb"\1Nowhere/", data)


def changes(zone, year):
    """The hours at which clocks in the zone change that year."""
    clock, hour = ZoneInfo(zone), dt.timedelta(hours=1)
    at = dt.datetime(year, 1, 1, tzinfo=dt.UTC)
    while at.year == year:
        if at.astimezone(clock).utcoffset() != (at - hour).astimezone(clock).utcoffset():
            yield at
        at += hour


def around_changes(zone, years):
    """Half-hour entries in the week before and after each change, to the hour beside it."""
    for change in itertools.chain.from_iterable(changes(zone, year) for year in years):
        for hours in (-168, -72, -24, -2, -1, 0, 1, 2, 24, 72, 168):
            start = change + dt.timedelta(hours=hours)
            yield EntryFactory(when=Hours(start, start + dt.timedelta(minutes=30), zone))


def reading(told):
    when = told.when
    return Reading(str(told.uid), when.start_at, when.end_at, told.title, "CONFIRMED", False)


def test_every_program_reads_the_whole_feed_alike(read_all):
    assert read_all([samples.feed()]) == [samples.readings()]


def utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


def local(*parts, zone="Europe/Brussels"):
    return dt.datetime(*parts, tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("starts", "ends", "zone", "read"),
    [
        (
            local(2024, 3, 12, 9, 30), local(2024, 3, 12, 17), "Europe/Brussels",
            (utc(2024, 3, 12, 8, 30), utc(2024, 3, 12, 16)),
        ),
        (
            local(2024, 5, 29, 9, 30), local(2024, 5, 29, 17), "Europe/Brussels",
            (utc(2024, 5, 29, 7, 30), utc(2024, 5, 29, 15)),
        ),
        (
            local(2026, 3, 29, 1, 30), local(2026, 3, 29, 4, 30), "Europe/Brussels",
            (utc(2026, 3, 29, 0, 30), utc(2026, 3, 29, 2, 30)),
        ),
        (
            local(2026, 10, 25, 1, 30), local(2026, 10, 25, 4, 30), "Europe/Brussels",
            (utc(2026, 10, 24, 23, 30), utc(2026, 10, 25, 3, 30)),
        ),
        (
            local(2026, 3, 28, 22, zone="Europe/Helsinki"),
            local(2026, 3, 29, 9, zone="Europe/Helsinki"),
            "Europe/Helsinki",
            (utc(2026, 3, 28, 20), utc(2026, 3, 29, 6)),
        ),
        (
            local(2026, 10, 24, 22, zone="Europe/Lisbon"),
            local(2026, 10, 25, 9, zone="Europe/Lisbon"),
            "Europe/Lisbon",
            (utc(2026, 10, 24, 21), utc(2026, 10, 25, 9)),
        ),
    ],
    ids=[
        "the Board in March 2024",
        "the Board in May 2024",
        "over the hour that is skipped",
        "over the hour that comes twice",
        "a night in Helsinki in which clocks go forward",
        "a night in Lisbon in which clocks go back",
    ],
)  # fmt: skip
def test_hours_are_the_same_moments_in_every_program(read_all, starts, ends, zone, read):
    [[found]] = read_all([nameless(calendar_of([EntryFactory(when=Hours(starts, ends, zone))]))])

    assert (found.start_utc, found.end_utc) == read


def test_a_focus_day_is_that_day_in_every_program(read_all):
    day = dt.date(2024, 6, 12)

    [[found]] = read_all([calendar_of([EntryFactory(when=Days.through(day, day))])])

    assert (found.start_utc, found.end_utc, found.all_day) == (day, dt.date(2024, 6, 13), True)


def test_three_half_days_are_three_entries_in_every_program(read_all):
    whole = uuid.uuid4()
    halves = [
        EntryFactory(
            when=Hours(local(2026, 3, day, 9), local(2026, 3, day, 12, 30), "Europe/Brussels"),
            related_to=whole,
        )
        for day in (27, 28, 29)
    ]

    [found] = read_all([calendar_of(halves)])

    assert sorted((one.start_utc, one.end_utc) for one in found) == [
        (utc(2026, 3, 27, 8), utc(2026, 3, 27, 11, 30)),
        (utc(2026, 3, 28, 8), utc(2026, 3, 28, 11, 30)),
        (utc(2026, 3, 29, 7), utc(2026, 3, 29, 10, 30)),
    ]


def test_an_empty_feed_is_read_as_empty(read_all):
    assert read_all([calendar_of([], name="Board")]) == [[]]


def test_zones_say_in_every_program_what_clocks_show_around_each_change(read_all):
    years = {**dict.fromkeys(EUROPEAN, (2026,)), **dict.fromkeys(OTHERS, (2026, 2027, 2031))}
    years |= dict.fromkeys(
        ("Europe/Brussels", "Europe/Helsinki", "Europe/Lisbon"), (2015, 2024, 2026, 2027, 2045)
    )
    sets = [list(around_changes(zone, spread)) for zone, spread in years.items()]

    read = read_all([nameless(calendar_of(entries)) for entries in sets])

    assert read == [sorted(map(reading, entries)) for entries in sets]


def test_programs_go_by_the_zone_in_the_file_and_so_can_find_a_fault(read_all):
    told = EntryFactory()
    wrong = calendar_of([told]).replace(b"Europe/Brussels", b"Elsewhere/Brussels")
    wrong = wrong.replace(b"TZOFFSETTO:+0200", b"TZOFFSETTO:+0300")

    [[read]] = read_all([wrong])

    assert read.start_utc == told.when.start_at - dt.timedelta(hours=1)


@pytest.mark.parametrize(
    "machine_zone",
    ["Europe/Lisbon", "Europe/Brussels", "Europe/Helsinki"],
    indirect=True,
)
@pytest.mark.browser
@pytest.mark.django_db
def test_a_reply_due_on_a_day_shows_on_that_day_everywhere(page, read_all, machine_zone):
    board()
    procedure = extend(
        running(), deadline_at=LAST_SECOND + 7 * ONE_DAY, reason="Easter.", by=secretariat(),
        at=LAUNCHED,
    )  # fmt: skip

    [[read]] = read_all([calendar_of([entry(procedure)])])

    assert read == Reading(
        str(procedure.uid),
        dt.date(2024, 5, 14),
        dt.date(2024, 5, 15),
        f"Reply due by 23:59 Brussels time: {procedure.reference}",
        "CONFIRMED",
        True,
    )


def test_parts_of_letters_are_read_like_the_feed(read_all):
    one, two = EntryFactory.create_batch(2)
    organiser, attendee = ('The "EUCPN" Board, ExCom', "board@eucpn.example"), ("Ελένη", "e@x.eu")
    stamp = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)

    read = read_all(
        part.encode()
        for part in (
            request_text(one, organiser=organiser, attendee=attendee, stamp=stamp),
            cancel_text(one, organiser=organiser, attendee=attendee, whole_event=True, stamp=stamp),
            cancel_text(
                one, organiser=organiser, attendee=attendee, whole_event=False, stamp=stamp
            ),
            publish_text([one, two], organiser=organiser, stamp=stamp),
        )
    )

    assert read == [
        [reading(one)],
        [reading(one)._replace(title="CANCELLED: Board meeting", status="CANCELLED")],
        [reading(one)._replace(status="")],
        [reading(one), reading(two)],
    ]
