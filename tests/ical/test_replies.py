import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar.timezone import tzp

from ical import replies
from ical.replies import Reply

UID = str(uuid.UUID(int=7))


def part(**changes):
    """An answer as Outlook sends it."""
    lines = {
        "METHOD": "METHOD:REPLY",
        "UID": f"UID:{UID}",
        "SEQUENCE": "SEQUENCE:3",
        "ATTENDEE": "ATTENDEE;PARTSTAT=DECLINED;CN=Ada:mailto:Ada@Example.eu",
        "ORGANIZER": "ORGANIZER:mailto:events@example.eu",
        **changes,
    }
    return "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            lines["METHOD"],
            "BEGIN:VEVENT",
            lines["UID"],
            lines["SEQUENCE"],
            "DTSTAMP:20261201T100000Z",
            lines["ATTENDEE"],
            lines["ORGANIZER"],
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    )


def test_which_entry_which_state_of_it_who_and_what():
    assert replies.read(part()) == Reply(UID, 3, "Ada@Example.eu", "DECLINED")


@pytest.mark.parametrize(
    ("changes", "reading"),
    [
        ({"SEQUENCE": "PRIORITY:1"}, Reply(UID, 0, "Ada@Example.eu", "DECLINED")),
        (
            {"ATTENDEE": "ATTENDEE;PARTSTAT=accepted:MAILTO:a@b.eu"},
            Reply(UID, 3, "a@b.eu", "ACCEPTED"),
        ),
        (
            {"ATTENDEE": 'ATTENDEE;PARTSTAT=TENTATIVE;SENT-BY="mailto:x@y.eu":mailto:a@b.eu'},
            Reply(UID, 3, "a@b.eu", "TENTATIVE"),
        ),
    ],
    ids=["no sequence is the first", "whatever the case", "sent by an assistant"],
)
def test_what_programs_write_otherwise(changes, reading):
    assert replies.read(part(**changes)) == reading


@pytest.mark.parametrize(
    "data",
    [
        "",
        "Dear all",
        part() + part(),
        part(METHOD="METHOD:REQUEST"),
        part(METHOD="VERSION:2.0"),
        part(UID="X:1"),
        part(SEQUENCE="SEQUENCE:many"),
        part(ATTENDEE="X:1"),
        part(ATTENDEE="ATTENDEE:mailto:a@b.eu"),
        part(ATTENDEE="ATTENDEE;PARTSTAT=DECLINED:https://b.eu"),
        part(ATTENDEE="ATTENDEE;PARTSTAT=A:mailto:a@b.eu\r\nATTENDEE;PARTSTAT=A:mailto:c@d.eu"),
        part(UID=f"UID:{UID}\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:x"),
        part(UID="BEGIN:VTODO"),
        part(UID=f"UID:{UID}\r\nDTSTART;TZID=Europe:20261201T100000"),
        part(UID=f"UID:{UID}\r\nDTSTART;TZID={'x' * 300}:20261201T100000"),
        part(UID="X-LONG:" + "x" * replies.LONGEST),
    ],
    ids=[
        "nothing",
        "no calendar",
        "two calendars",
        "an invitation",
        "no method",
        "no uid",
        "a sequence that is no number",
        "nobody",
        "nothing said",
        "no mail address",
        "two people",
        "two entries",
        "cut in the middle",
        "a zone that is a folder",
        "a zone with an endless name",
        "too long",
    ],
)
def test_what_is_not_exactly_one_answer_is_nothing(data):
    assert replies.read(data) is None


@pytest.mark.parametrize("fault", ["", "BEGIN:VTODO"])
def test_the_zones_of_what_anybody_sends_are_not_kept(fault):
    zone = [
        "METHOD:REPLY", "BEGIN:VTIMEZONE", "TZID:Nowhere/Else", "BEGIN:STANDARD",
        "DTSTART:19700101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:STANDARD",
        "END:VTIMEZONE", *([fault] if fault else []),
    ]  # fmt: skip

    found = replies.read(part(METHOD="\r\n".join(zone)))

    assert (found is None) == bool(fault)
    assert tzp.timezone("Nowhere/Else") is None


words = st.text(st.characters(codec="utf-8"))
zones = st.sampled_from(
    ["Europe", "America/Indiana", "posix", "../Europe", "/etc", "tzdata.zi", "x" * 300, "a/" * 90]
)
names = st.sampled_from(
    [
        "ATTACH",
        "COMPLETED",
        "DTEND",
        "DTSTART",
        "DURATION",
        "EXDATE",
        "FREEBUSY",
        "GEO",
        "PERCENT-COMPLETE",
        "RDATE",
        "RECURRENCE-ID",
        "RRULE",
        "SEQUENCE",
        "TRIGGER",
        "TZOFFSETTO",
    ]
)
kinds = st.sampled_from(
    [
        "BINARY",
        "BOOLEAN",
        "DATE",
        "DATE-TIME",
        "DURATION",
        "FLOAT",
        "INTEGER",
        "PERIOD",
        "RECUR",
        "TIME",
        "UTC-OFFSET",
    ]
)
values = st.one_of(
    st.sampled_from(
        ["20261201T100000", "99999999T999999", "00000000", "P999999999999W", "FREQ=YEARLY;COUNT=x"]
    ),
    st.from_regex(r"[-+]?[0-9]{1,40}([.;/TZ][0-9]{0,40})?", fullmatch=True),
    words,
)


@given(words)
def test_whatever_comes_is_read_or_is_nothing(words):
    assert replies.read(part(ATTENDEE=words)) is None
    assert replies.read(words) is None


@given(names, st.one_of(zones, words), kinds, values)
def test_whatever_else_stands_in_an_answer_breaks_nothing(name, zone, kind, value):
    line = f"{name};TZID={zone};VALUE={kind}:{value}"
    plain = f"{name};TZID={zone}:{value}"

    for said in (line, plain):
        found = replies.read(part(ORGANIZER=said))
        assert found is None or isinstance(found, Reply)
