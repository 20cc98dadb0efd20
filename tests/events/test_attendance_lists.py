"""Attendance lists as other tools write them: who was there, from when to when."""

import datetime as dt
import io
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from events.attendance_lists import UnreadableError, read
from events.enums import ListFault

DAY = dt.date(2026, 3, 2)

ZOOM = """\
Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
85412345678,"Crime, and youth",03/02/2026 09:55:00 AM,03/02/2026 12:05:00 PM,host@example.eu,130,3

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,In Waiting Room
Anna Bērziņa (Anna),Anna@Example.eu,03/02/2026 10:00:00 AM,03/02/2026 10:30:30 AM,31,No,No
Anna Bērziņa (Anna),,03/02/2026 10:40:00 AM,03/02/2026 12:05:00 PM,85,No,No
Cees van 't Hoff,,03/02/2026 09:58:00 AM,03/02/2026 10:01:00 AM,3,Yes,Yes
Cees van 't Hoff,,03/02/2026 10:01:00 AM,03/02/2026 12:00:00 PM,119,Yes,No
"""
ZOOM_WEBINAR = """\
Attendee Report
Report Generated:,"Mar 2, 2026 01:00 PM"
Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered
"Youth","812 3456","Mar 2, 2026 09:55 AM",130,3
Host Details,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest
Yes,Eilís Ní Bhriain,eilis@example.eu,"Mar 2, 2026 09:55:00 AM","Mar 2, 2026 12:05:00 PM",130,No
Attendee Details,
Attended,User Name (Original Name),First Name,Last Name,Email,Join Time,Leave Time,Time in Session (minutes)
Yes,Anna Bērziņa,Anna,Bērziņa,anna@example.eu,"Mar 2, 2026 10:00:00 AM","Mar 2, 2026 12:00:00 PM",120
No,Dieter Kern,Dieter,Kern,dieter@example.eu,--,--,--
"""
TEAMS = """\
1. Summary
Meeting title\tYouth
Attended participants\t2
Start time\t3/2/26, 9:55:00\u202fAM
End time\t3/2/26, 12:05:00\u202fPM

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
Bērziņa, Anna\t3/2/26, 10:00:00\u202fAM\t3/2/26, 12:00:00\u202fPM\t1h 30m 10s\t\tanna@example.eu\tPresenter

3. In-Meeting Activities
Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole
Bērziņa, Anna\t3/2/26, 10:00:00\u202fAM\t3/2/26, 10:30:00\u202fAM\t30m\tanna@example.eu\tPresenter
Bērziņa, Anna\t3/2/26, 11:00:00\u202fAM\t3/2/26, 12:00:00\u202fPM\t1h\tanna@example.eu\tPresenter
"""
TEAMS_GERMAN = """\
1. Zusammenfassung
Besprechungstitel\tJugend

2. Teilnehmer
Name\tErster Beitritt\tLetztes Verlassen\tBesprechungsdauer\tE-Mail\tTeilnehmer-ID (UPN)\tRolle
Anna Bērziņa\t02.03.26, 10:00:00\t02.03.26, 12:00:00\t1 Std. 30 Min. 10 Sek.\tanna@example.eu\t\tOrganisator
"""
TEAMS_ACTIONS = """\
Full Name\tUser Action\tTimestamp
Anna Bērziņa\tJoined before\t02/03/2026, 10:00:00
Anna Bērziņa\tJoined\t02/03/2026, 10:05:00
Anna Bērziņa\tLeft\t02/03/2026, 10:30:00
Anna Bērziņa\tLeft\t02/03/2026, 10:31:00
Cees van 't Hoff\tJoined\t02/03/2026, 10:10:00
Dora\tJoined\t02/03/2026, 10:40:00
"""
WEBEX = "\n".join(
    "\t".join(f'"{cell}"' for cell in line)
    for line in (
        ("Meeting Name", "Meeting Start Time", "Meeting End Time", "Display Name", "First Name",
         "Last Name", "Role", "Attendee Email", "Attendee Start Time", "Attendee End Time",
         "Attendance Duration"),
        ("Youth", '=""2026-03-02 09:55:00""', '=""2026-03-02 12:05:00""', "Anna Bērziņa", "Anna",
         "Bērziņa", "Host", "anna@example.eu", '=""2026-03-02 10:00:00""',
         '=""2026-03-02 12:00:00""', "120 mins"),
    )
)  # fmt: skip
MEET = """\
First name,Last name,Email,Duration,Time joined,Time exited
Anna,Bērziņa,anna@example.eu,1 hr 30 min,10:00 AM,12:00 PM
"""
GOTO = """\
Webinar Name,Webinar ID
Youth,123-456-789

Attendee Details
Attended,Interest Rating,Last Name,First Name,Email Address,Join Time,Leave Time,Time in Session (minutes)
Yes,90,Bērziņa,Anna,anna@example.eu,"Mar 2, 2026 10:00 AM CET","Mar 2, 2026 10:30 AM CET",30
,,,,,"Mar 2, 2026 11:00 AM CET","Mar 2, 2026 12:00 PM CET",60
No,,Kern,Dieter,dieter@example.eu,,,
"""


def people(content, extension="csv", *, zone="Europe/Brussels", day=None, for_session=False):
    if isinstance(content, str):
        content = content.encode()
    return read(
        content, extension=extension, zone=zone, days=[DAY], day=day, for_session=for_session
    )


def local(found):
    """Return a person's spans on the clock of Brussels, which is an hour ahead in March."""
    return [
        tuple(f"{end + dt.timedelta(hours=1):%H:%M:%S}" for end in span) for span in found.spans
    ]


WHOLE = [("10:00:00", "12:00:00")]
HALVES = [("10:00:00", "10:30:00"), ("11:00:00", "12:00:00")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            ZOOM,
            [
                ("Anna Bērziņa (Anna)", "anna@example.eu",
                 [("10:00:00", "10:30:30"), ("10:40:00", "12:05:00")], None, ""),
                ("Cees van 't Hoff", "", [("10:01:00", "12:00:00")], None, ""),
            ],
            id="Zoom, several lines a person, the waiting room left out",
        ),
        pytest.param(
            ZOOM_WEBINAR,
            [
                ("Anna Bērziņa", "anna@example.eu", WHOLE, None, ""),
                ("Eilís Ní Bhriain", "eilis@example.eu", [("09:55:00", "12:05:00")], None, ""),
            ],
            id="Zoom's webinars, hosts and attendees in tables of their own",
        ),
        pytest.param(
            TEAMS,
            [("Bērziņa, Anna", "anna@example.eu", HALVES, None, "Presenter")],
            id="Teams, the activities rather than first and last",
        ),
        pytest.param(
            TEAMS_GERMAN,
            [("Anna Bērziņa", "anna@example.eu", WHOLE, 90, "Organisator")],
            id="Teams in German, first and last bounded by the duration",
        ),
        pytest.param(
            TEAMS_ACTIONS,
            [
                ("Anna Bērziņa", "", [("10:00:00", "10:30:00")], None, ""),
                ("Cees van 't Hoff", "", [("10:10:00", "10:40:00")], None, ""),
            ],
            id="Teams of before, comings and goings",
        ),
        pytest.param(
            WEBEX,
            [("Anna Bērziņa", "anna@example.eu", WHOLE, None, "Host")],
            id="Webex, texts written as formulas",
        ),
        pytest.param(
            GOTO,
            [("Anna Bērziņa", "anna@example.eu", HALVES, None, "")],
            id="GoTo, hours below each other and a zone of their own",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_lists_of_the_tools_are_read(content, expected, encoding):
    found = people(content.encode(encoding))

    assert [(one.name, one.email, local(one), one.minutes, one.role) for one in found] == expected


def test_a_begin_and_an_end_beside_a_name_are_the_persons():
    (found,) = people("Attendee,Start Time,End Time\nAnna,2026-03-02 10:00,2026-03-02 12:00\n")

    assert local(found) == WHOLE


def test_a_list_without_days_is_read_once_its_day_is_known():
    with pytest.raises(UnreadableError) as refused:
        people(MEET)

    (found,) = people(MEET, day=DAY)

    assert refused.value.why == ListFault.NEEDS_DAY
    assert (found.name, local(found), found.minutes) == ("Anna Bērziņa", WHOLE, 90)


def test_a_list_of_durations_alone_is_about_one_session():
    content = (
        "Name (Original Name),User Email,Total Duration (Minutes),Guest\nAnna,,62,No\nAnna,,8,No\n"
    )

    with pytest.raises(UnreadableError) as refused:
        people(content)
    (found,) = people(content, for_session=True)

    assert refused.value.why == ListFault.NEEDS_SESSION
    assert (found.name, found.spans, found.minutes) == ("Anna", (), 70)


def test_seconds_are_counted_where_the_head_says_so():
    (found,) = people("Name;Duration (sec)\nAnna;3599\n", for_session=True)

    assert found.minutes == 59


def test_old_spreadsheets_of_windows_are_read():
    content = "Nom;Heure d’arrivée;Heure de départ\nZoé;02/03/2026 10h00;02/03/2026 12h00\n"

    (found,) = people(content.encode("cp1252"))

    assert (found.name, local(found)) == ("Zoé", WHOLE)


def test_workbooks_are_read_with_their_days_hours_and_durations():
    book = Workbook()
    book.active.append(["Name", "Email", "Join time", "Leave time", "Duration", "Attended"])
    begin, end = (dt.datetime.combine(DAY, dt.time(hour)) for hour in (10, 12))
    book.active.append(["Anna", "anna@example.eu", begin, end, 120.0])
    book.active.append(["Berta", None, dt.time(10), dt.time(12), dt.timedelta(hours=2)])
    book.active.append(["Cees", None, begin, None, dt.time(2)])
    book.active.append(["Dora", None, None, end, 60.5])
    book.active.append(["Ernst", None, dt.timedelta(1), begin.replace(hour=0), "soon"])
    second = book.create_sheet("More")
    second.append(["Name", "Join time", "Leave time"])
    second.append(["=1+1", begin, end])
    second.append(["Zoé", begin, end])
    written = io.BytesIO()
    book.save(written)

    found = people(written.getvalue(), "xlsx", day=DAY)

    assert [(one.name, local(one)) for one in found] == [
        ("Anna", WHOLE), ("Berta", WHOLE), ("Cees", WHOLE),
        ("Dora", [("11:00:00", "12:00:00")]), ("Zoé", WHOLE),
    ]  # fmt: skip


def test_lines_without_an_address_belong_to_the_one_under_the_name():
    content = (
        "Name,Email,Join time,Leave time\n"
        "Anna,a@example.eu,2026-03-02 10:00,2026-03-02 10:30\n"
        "ANNA,,2026-03-02 10:30,2026-03-02 11:00\n"
        "Berta,b@example.eu,2026-03-02 10:00,2026-03-02 10:30\n"
        "Berta,c@example.eu,2026-03-02 10:00,2026-03-02 10:30\n"
        "Berta,no address,2026-03-02 10:00,2026-03-02 10:30\n"
    )

    found = people(content)

    assert [(one.name, one.email, len(one.spans)) for one in found] == [
        ("Anna", "a@example.eu", 2),
        ("Berta", "", 1),
        ("Berta", "b@example.eu", 1),
        ("Berta", "c@example.eu", 1),
    ]


def test_who_never_left_stayed_as_long_as_the_list_knows_of_anybody():
    content = (
        "Name,Join time,Leave time\n"
        "Anna,2026-03-02 10:00,2026-03-02 12:00\n"
        "Berta,2026-03-02 11:00,\n"
        "Cees,2026-03-02 12:00,2026-03-02 11:00\n"
        ",2026-03-02 13:00\n"
        "\n"
        "Dora,,2026-03-02 12:00\n"
    )

    found = people(content)

    assert [(one.name, local(one)) for one in found] == [
        ("Anna", WHOLE),
        ("Berta", [("11:00:00", "13:00:00")]),
    ]


@pytest.mark.parametrize(
    ("content", "extension", "why"),
    [
        ("Just a text\nwithout columns\n", "csv", ListFault.NO_HEAD),
        ("Fruit,Colour\nApple,Red\n", "csv", ListFault.NO_HEAD),
        ("Name,Email\nAnna,a@example.eu\n", "csv", ListFault.NO_HEAD),
        ("Name,Join time,Leave time\n", "csv", ListFault.NOBODY),
        ("Name,Join time\n2026-03-02 10:00,\nAnna,99:99\nAnna,30/30/2026 10:00\n", "csv",
         ListFault.NOBODY),
        ("Name,Join time\n" + "Anna,2026-03-02 10:00\n" * 20_000, "csv", ListFault.TOO_LONG),
        ("Name,Duration\n" + "".join(f"Person {n},5\n" for n in range(5_001)), "csv",
         ListFault.TOO_LONG),
        ("Name,Join time\n" + "x" * 200_000, "csv", ListFault.UNREADABLE),
        ("PK no workbook", "xlsx", ListFault.UNREADABLE),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_reason(content, extension, why):
    with pytest.raises(UnreadableError) as refused:
        people(content, extension)

    assert refused.value.why == why


LAUGHS = b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
LAUGHTER = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + LAUGHS + b"]><worksheet>&j;</worksheet>"


@pytest.mark.parametrize(
    ("part", "content", "why"),
    [
        ("xl/workbook.xml", b"", ListFault.UNREADABLE),
        (
            "xl/worksheets/sheet1.xml",
            b"<worksheet><sheetData><row><c r='A1'>",
            ListFault.UNREADABLE,
        ),
        ("xl/worksheets/sheet1.xml", LAUGHTER, ListFault.UNREADABLE),
        ("xl/media/picture.png", b"\0" * (65 << 20), ListFault.TOO_LONG),
    ],
    ids=["no workbook", "torn", "a word in a word in a word", "too large unpacked"],
)
def test_a_workbook_that_is_spoilt_is_refused(part, content, why):
    written, spoilt = io.BytesIO(), io.BytesIO()
    Workbook().save(written)
    with ZipFile(written) as whole, ZipFile(spoilt, "w", ZIP_DEFLATED) as package:
        for name in {*whole.namelist(), part}:
            package.writestr(name, content if name == part else whole.read(name))

    with pytest.raises(UnreadableError) as refused:
        people(spoilt.getvalue(), "xlsx")

    assert refused.value.why == why


def test_half_a_letter_in_a_list_of_teams_is_no_reason_to_refuse_it():
    assert len(people(TEAMS.encode("utf-16")[:-1])) == 1
