import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ical.entries import Hours, entry_bytes
from ical.enums import Answer, Status
from ical.invitations import (
    asks,
    cancel_text,
    publish_text,
    request_text,
    sequence,
    stamped,
)
from ical.zones import zone_bytes
from tests.clients import lines
from tests.factories.ical import EntryFactory

ORGANISER = ("EUCPN Secretariat", "secretariat@eucpn.example")
ATTENDEE = ("Eleni Papadopoulou", "eleni@police.example")
STAMP = dt.datetime(2026, 4, 1, 8, tzinfo=dt.UTC)
LATER = Hours(STAMP, STAMP + dt.timedelta(hours=1), "Europe/Brussels")


def unique_lines(part):
    """The lines of a part beyond those of head, zone and end."""
    told = lines.unfolded(part.encode())
    return told[told.index("BEGIN:VEVENT") :]


def test_request_invites_one_person():
    entry = EntryFactory(uid="x", sequence=4)

    part = request_text(entry, organiser=ORGANISER, attendee=ATTENDEE, stamp=STAMP)

    assert lines.unfolded(part.encode()) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//European Crime Prevention Network//Calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:REQUEST",
        *lines.unfolded(zone_bytes("Europe/Brussels")),
        "BEGIN:VEVENT",
        "SUMMARY:Board meeting",
        "DTSTART;TZID=Europe/Brussels:20260529T093000",
        "DTEND;TZID=Europe/Brussels:20260529T163000",
        "DTSTAMP:20260401T080000Z",
        "UID:x",
        "SEQUENCE:4",
        (
            'ATTENDEE;CN="Eleni Papadopoulou";PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT;'
            "RSVP=TRUE:mailto:eleni@police.example"
        ),
        "CREATED:20260107T093000Z",
        "LAST-MODIFIED:20260107T093000Z",
        'ORGANIZER;CN="EUCPN Secretariat":mailto:secretariat@eucpn.example',
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "URL:https://events.example/events/2026-05-29-board-meeting/",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_request_asks_who_has_not_answered():
    part = request_text(
        EntryFactory(),
        organiser=ORGANISER,
        attendee=("", "eleni@police.example"),
        partstat=Answer.NEEDED,
        rsvp=False,
        stamp=STAMP,
    )

    assert lines.named(part.encode(), "ATTENDEE") == [
        "ATTENDEE;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=FALSE:mailto:eleni@police.example"
    ]


@pytest.mark.parametrize(
    ("whole_event", "told"),
    [
        (True, ["SUMMARY:CANCELLED: Board meeting", "STATUS:CANCELLED", "TRANSP:TRANSPARENT"]),
        (False, ["SUMMARY:Board meeting", "TRANSP:OPAQUE"]),
    ],
    ids=["the whole event", "one person withdraws"],
)
def test_cancel_has_a_status_only_if_the_event_is_off(whole_event, told):
    entry = EntryFactory(uid="x", sequence=5, alarm_minutes=30)

    part = cancel_text(
        entry, organiser=ORGANISER, attendee=ATTENDEE, whole_event=whole_event, stamp=STAMP
    ).encode()

    assert lines.named(part, "METHOD") == ["METHOD:CANCEL"]
    assert [
        line for name in ("SUMMARY", "STATUS", "TRANSP") for line in lines.named(part, name)
    ] == told
    assert [
        line
        for name in ("UID", "SEQUENCE", "DTSTAMP", "ORGANIZER", "ATTENDEE")
        for line in lines.named(part, name)
    ] == [
        "UID:x",
        "SEQUENCE:5",
        "DTSTAMP:20260401T080000Z",
        'ORGANIZER;CN="EUCPN Secretariat":mailto:secretariat@eucpn.example',
        'ATTENDEE;CN="Eleni Papadopoulou":mailto:eleni@police.example',
    ]
    assert b"VALARM" not in part


def test_publish_tells_of_several_entries_and_of_no_attendee():
    one, two = EntryFactory(uid="a"), EntryFactory(uid="b", status=Status.CANCELLED)

    part = publish_text([one, two], organiser=ORGANISER, stamp=STAMP).encode()

    organiser = 'ORGANIZER;CN="EUCPN Secretariat":mailto:secretariat@eucpn.example'
    assert lines.named(part, "METHOD") == ["METHOD:PUBLISH"]
    assert lines.named(part, "UID") == ["UID:a", "UID:b"]
    assert lines.named(part, "ORGANIZER") == [organiser, organiser]
    assert lines.named(part, "DTSTAMP") == ["DTSTAMP:20260401T080000Z"] * 2
    assert lines.named(part, "STATUS") == ["STATUS:CONFIRMED", "STATUS:CANCELLED"]
    assert lines.named(part, "ATTENDEE") == []


def test_part_is_stamped_when_it_is_sent_and_changes_in_nothing_else():
    entry = EntryFactory(description="DTSTAMP:20000101T000000Z\nDTSTAMP:20000101T000000Z")
    later = dt.datetime(2026, 4, 2, 11, 5, 6, tzinfo=dt.timezone(dt.timedelta(hours=2)))

    sent = stamped(request_text(entry, organiser=ORGANISER, attendee=ATTENDEE, stamp=STAMP), later)

    assert sent == request_text(entry, organiser=ORGANISER, attendee=ATTENDEE, stamp=later)
    assert lines.named(sent.encode(), "DTSTAMP") == ["DTSTAMP:20260402T090506Z"]


def test_feed_and_letter_differ_only_in_stamp_and_people():
    entry = EntryFactory(sequence=2)
    entry = replace(entry, changed_at=STAMP)

    part = request_text(entry, organiser=ORGANISER, attendee=ATTENDEE, stamp=STAMP)

    people = [
        line for name in ("ATTENDEE", "ORGANIZER") for line in lines.named(part.encode(), name)
    ]
    feed = lines.unfolded(entry_bytes(entry))
    assert [line for line in unique_lines(part) if line not in people] == [*feed, "END:VCALENDAR"]


typed = st.text(st.characters(codec=None), max_size=200)


@given(name=typed, email=typed)
def test_no_name_and_no_address_can_add_a_line(name, email):
    plain = request_text(EntryFactory(uid="x"), organiser=ORGANISER, attendee=ATTENDEE, stamp=STAMP)

    part = request_text(
        EntryFactory(uid="x"), organiser=(name, email), attendee=(name, email), stamp=STAMP
    ).encode()

    names = [line.partition(":")[0].partition(";")[0] for line in lines.unfolded(part)]
    assert lines.faults(part) == []
    assert names == [
        line.partition(":")[0].partition(";")[0] for line in lines.unfolded(plain.encode())
    ]


def test_quotes_leave_a_name_since_few_programs_read_their_escapes():
    part = request_text(
        EntryFactory(), organiser=('Board "ExCom"^, all', "b@x.eu"), attendee=ATTENDEE, stamp=STAMP
    )

    assert lines.named(part.encode(), "ORGANIZER") == [
        'ORGANIZER;CN="Board ExCom, all":mailto:b@x.eu'
    ]


def told(**fields):
    entry = EntryFactory(**fields)
    return request_text(entry, organiser=ORGANISER, attendee=ATTENDEE, stamp=STAMP)


def test_of_a_part_the_sequence_is_read_again():
    assert sequence(told(sequence=12)) == 12


@pytest.mark.parametrize(
    ("fields", "same"),
    [
        ({"sequence": 5, "description": "Otherwise"}, True),
        ({"title": "Board"}, False),
        ({"title": "x" * 300}, False),
        ({"location": "Elsewhere"}, False),
        ({"when": LATER}, False),
    ],
    ids=["the text", "the title", "a title of several lines", "the place", "the time"],
)
def test_what_a_part_asks_is_when_where_and_what(fields, same):
    assert (asks(told(**fields)) == asks(told())) == same


def test_of_two_long_titles_the_ends_tell_them_apart():
    assert asks(told(title="x" * 300 + "1")) != asks(told(title="x" * 300 + "2"))
