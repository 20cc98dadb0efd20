import datetime as dt
import os
import subprocess
import sys
import uuid

import pytest
from django.core.cache import caches

from accounts.access import standing
from calendars import feeds
from events import services
from events.enums import State
from events.models import Event
from events.services.events import sync_days
from ical.zones import zone_bytes
from tests.clients.lines import faults, named
from tests.factories.accounts import MandateFactory
from tests.factories.events import EventFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 12, 10)
PUBLISHED = {"created_at": AT - dt.timedelta(days=9)}


def made(**fields):
    return EventFactory(**{"first_date": DAY, "slug": "2026-12-10-seminar", **PUBLISHED, **fields})


def public(at=AT):
    return feeds.feed(feeds.stamps(feeds.public_events(at)), name="EUCPN: events")


def tag(at=AT):
    return feeds.tag(at, name="EUCPN: events")


def entry_of(data, event):
    """The lines of one event's entry."""
    return next(
        piece for piece in data.split(b"BEGIN:VEVENT")[1:] if f"UID:{event.uid}".encode() in piece
    ).partition(b"END:VCALENDAR")[0]


def changed(event, at, **fields):
    event = Event.objects.get(pk=event.pk)
    by = standing(MandateFactory(role="secretariat").user, at)
    return services.change_event(event, version=event.version, by=by, at=at, **fields)


@pytest.mark.parametrize(
    ("fields", "there"),
    [
        ({}, True),
        ({"first_date": dt.date(2026, 8, 26)}, True),
        ({"first_date": dt.date(2026, 8, 25)}, False),
        ({"first_date": dt.date(2026, 8, 1), "last_date": dt.date(2026, 8, 26)}, True),
        ({"visibility": "network"}, False),
        ({"visibility": "restricted"}, False),
        ({"state": State.DRAFT, "published_at": None}, False),
        ({"state": State.HELD}, True),
        ({"state": State.CLOSED}, True),
        ({"state": State.CANCELLED, "cancelled_at": AT, "cancel_reason": "x"}, True),
        (
            {
                "state": State.CANCELLED,
                "cancelled_at": AT,
                "cancel_reason": "x",
                "published_at": None,
            },
            False,
        ),
    ],
)
def test_what_the_public_feed_holds(fields, there):
    event = made(**fields)

    assert (str(event.uid).encode() in public()) == there


@pytest.mark.parametrize(("days", "there"), [(0, True), (30, True), (31, False)])
def test_a_cancelled_event_stays_until_thirty_days_after_its_planned_end(days, there):
    event = made(state=State.CANCELLED, cancelled_at=AT, cancel_reason="Snow", sequence=1)

    data = public(dt.datetime(2026, 12, 10, 12, tzinfo=dt.UTC) + dt.timedelta(days=days))

    assert (named(data, "SUMMARY") == [f"SUMMARY:CANCELLED: {event.title}"]) == there
    assert (named(data, "STATUS") == ["STATUS:CANCELLED"]) == there
    assert (named(data, "TRANSP") == ["TRANSP:TRANSPARENT"]) == there


def test_what_moves_while_the_feed_is_read_is_there_at_its_new_time(read_all):
    event, other = made(), made(slug="other")
    stamped = feeds.stamps(feeds.public_events(AT))
    changed(event, AT, first_date=dt.date(2027, 1, 5), last_date=dt.date(2027, 1, 5))

    [readings] = read_all([feeds.feed(stamped, name="EUCPN: events")])

    assert {one.uid: one.start_utc.date() for one in readings} == {
        str(event.uid): dt.date(2027, 1, 5),
        str(other.uid): DAY,
    }


def test_what_is_withdrawn_from_the_public_while_the_feed_is_read_is_not_there():
    event = made()
    stamped = feeds.stamps(feeds.public_events(AT))
    changed(event, AT, visibility="network", title="CANARY")

    assert b"BEGIN:VEVENT" not in feeds.feed(stamped, name="EUCPN: events")


def test_every_program_reads_the_feed(read_all):
    timed = made(title="Σεμινάριο, \U0001f600; x", zone="Europe/Helsinki")
    days = made(slug="x", last_date=dt.date(2026, 12, 12))
    made(slug="y", zone="America/New_York", first_date=dt.date(2027, 7, 1))

    data = public()
    [readings] = read_all([data])

    assert faults(data) == []
    found = {reading.uid: reading for reading in readings}
    assert len(found) == 3
    one, several = found[str(timed.uid)], found[str(days.uid)]
    assert (one.start_utc, one.end_utc) == (timed.starts_at, timed.ends_at)
    assert (one.title, one.status) == (timed.title, "CONFIRMED")
    assert (several.start_utc, several.end_utc, several.all_day) == (
        DAY,
        dt.date(2026, 12, 13),
        True,
    )


def test_two_processes_a_day_apart_give_the_same_bytes_and_tag():
    """The order of a set differs from process to process; the bytes must not."""
    script = """
import datetime as dt, hashlib, sys
import django; django.setup()
from calendars import feeds
from events.models import Event, Session
rows = [
    Event(pk=n, uid=f"00000000-0000-4000-8000-00000000000{n}", slug=f"e{n}", title="Σ", kind="seminar",
          zone=zone, first_date=dt.date(2026, 7, 1), last_date=dt.date(2026, 7, 1),
          starts_time=dt.time(9), ends_time=dt.time(10), created_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
          changed_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), state="published")
    for n, zone in enumerate(["Europe/Helsinki", "America/New_York", "Europe/Brussels", "Asia/Tokyo"])
]
for row in rows:
    row.starts_at, row.ends_at = row.span()
    row._prefetched_objects_cache = {"sessions": Session.objects.none()}
found = [(row.uid, row.sequence, row.changed_at, row.state) for row in rows]
data = feeds.joined(feeds.pieces(found, rows), name="x")
print(hashlib.sha256(data).hexdigest())
"""
    said = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "tests.settings"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]

    assert said[0] == said[1] != b""
    event = made()
    assert (public(), tag()) == (public(AT + dt.timedelta(days=1)), tag(AT + dt.timedelta(days=1)))
    assert str(event.uid).encode() in public()


def test_an_entry_is_rendered_once_a_change():
    made()
    public()
    [key] = caches["entries"]._cache
    caches["entries"].set(
        key.split(":", 2)[2], feeds.Piece(b"BEGIN:VEVENT\r\nkept\r\n", "", DAY, DAY)
    )

    assert b"kept" in public()


@pytest.mark.parametrize(
    ("fields", "name", "line"),
    [
        ({"starts_time": dt.time(10)}, "DTSTART", "DTSTART;TZID=Europe/Brussels:20261210T100000"),
        ({"title": "Renamed"}, "SUMMARY", "SUMMARY:Renamed"),
        ({"city": "Gent", "venue": ""}, "LOCATION", "LOCATION:Gent"),
        ({"summary": "Said"}, "DESCRIPTION", "DESCRIPTION:Said"),
    ],
)
def test_a_change_shows_in_its_entry_alone(fields, name, line):
    event, other = made(), made(slug="other")
    before, old_tag = public(), tag()

    changed(event, AT, **fields)

    after, entry = public(), entry_of(public(), event)
    assert named(b"X" + entry, name) == [line]
    assert named(b"X" + entry, "SEQUENCE") == ["SEQUENCE:1"]
    assert named(b"X" + entry, "DTSTAMP") == ["DTSTAMP:20261124T120000Z"]
    assert named(b"X" + entry, "LAST-MODIFIED") == ["LAST-MODIFIED:20261124T120000Z"]
    assert entry_of(after, other) == entry_of(before, other)
    assert tag() != old_tag
    assert Event.objects.get(pk=event.pk).slug == event.slug


def test_a_draft_is_given_as_it_is_now():
    event = made(state=State.DRAFT, published_at=None)
    before = feeds.file(event)

    now = feeds.file(changed(event, AT, title="Renamed"))

    assert (named(before, "SUMMARY"), named(now, "SUMMARY")) == (
        [f"SUMMARY:{event.title}"],
        ["SUMMARY:Renamed"],
    )
    assert len(caches["entries"]._cache) == 0


def test_what_does_not_show_changes_nothing():
    event = made()
    before = (public(), tag())

    changed(event, AT, contact="someone@example.eu", forward_text="Dear all")

    assert (public(), tag()) == before


def test_moved_a_program_shows_it_once_at_the_new_time(read_all):
    event = made()
    before = public()
    changed(event, AT, first_date=dt.date(2027, 1, 5), last_date=dt.date(2027, 1, 5))

    [[old], [new]] = read_all([before, public()])

    assert old.uid == new.uid == str(event.uid)
    assert new.start_utc == dt.datetime(2027, 1, 5, 8, 30, tzinfo=dt.UTC)


def test_cancelled_and_revived_the_sequence_grows():
    event = made()
    by = standing(MandateFactory(role="secretariat").user, AT)

    services.cancel_event(event, reason="Snow", by=by, at=AT)
    cancelled = public()
    services.revive_event(event, reason="Sun", by=by, at=AT + dt.timedelta(hours=1))
    revived = public()

    assert (named(cancelled, "SEQUENCE"), named(cancelled, "STATUS")) == (
        ["SEQUENCE:1"],
        ["STATUS:CANCELLED"],
    )
    assert (named(revived, "SEQUENCE"), named(revived, "STATUS")) == (
        ["SEQUENCE:2"],
        ["STATUS:CONFIRMED"],
    )
    assert named(revived, "SUMMARY") == [f"SUMMARY:{event.title}"]


def test_three_days_are_one_entry_in_the_public_feed():
    event = made(last_date=dt.date(2026, 12, 12))
    sync_days(event)

    data = public()

    assert named(data, "UID") == [f"UID:{event.uid}"]
    assert (named(data, "DTSTART")[-1], named(data, "DTEND")) == (
        "DTSTART;VALUE=DATE:20261210",
        ["DTEND;VALUE=DATE:20261213"],
    )


def test_what_is_taught_stands_in_its_entry():
    event = made(summary="About *evaluation*.")
    public()
    by = standing(MandateFactory(role="secretariat").user, AT)

    for hour, title, modules in [(9, "First half", "Theory\nIndicators"), (13, "Lunch", "")]:
        services.save_session(
            event,
            session=None,
            speakers=(),
            by=by,
            at=AT,
            title=title,
            modules=modules,
            date=event.first_date,
            starts_time=dt.time(hour),
            ends_time=dt.time(hour + 1),
        )

    entry = b"X" + entry_of(public(), event)
    assert named(entry, "DESCRIPTION") == [
        r"DESCRIPTION:About evaluation.\n\nFirst half\n– Theory\n– Indicators"
    ]
    assert named(entry, "SEQUENCE") == ["SEQUENCE:1"]


def test_one_event_coming_while_another_goes_changes_the_tag():
    first = made()
    old = tag()
    Event.objects.filter(pk=first.pk).update(uid=uuid.uuid4())

    assert tag() != old


def test_the_tag_goes_by_name_too():
    assert feeds.tag(AT, name="one") != feeds.tag(AT, name="two")


def test_an_empty_feed_holds_a_zone():
    assert zone_bytes("Europe/Brussels") in public()


def test_zones_are_told_once_and_long_enough():
    for year in (2027, 2031):
        made(slug=f"ny-{year}", zone="America/New_York", first_date=dt.date(year, 7, 1))
    made(slug="utc", zone="UTC")

    data = public()

    assert data.count(b"BEGIN:VTIMEZONE") == 1
    assert zone_bytes("America/New_York", dt.date(2027, 7, 1), dt.date(2031, 7, 1)) in data


def test_statements_do_not_grow_with_the_events():
    EventFactory.create_batch(1, first_date=DAY)
    one = counted(public)
    EventFactory.create_batch(4, first_date=DAY)

    assert (one, counted(public), counted(public)) == (3, 3, 1)
