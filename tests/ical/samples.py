"""A feed with everything that programs stumble over, and what they should read in it."""

import datetime as dt
import sys
import uuid

from ical.calendars import calendar_of
from ical.entries import Days, Entry, Hours
from ical.enums import Status
from tests.clients.readings import Reading

LONG_TITLE = "Πρόληψη της εγκληματικότητας 👮‍♀️" * 7
VERY_LONG_TITLE = ('Ασφάλεια, πρόληψη; «\\» 👩‍👩‍👧 "<&>" ' * 20)[:399] + "Ω"
HOSTILE_TITLES = {
    'Board, ExCom; \\ and "others" < & co.': 'Board, ExCom; \\ and "others" < & co.',
    "Board\r\nATTENDEE:mailto:x@evil.example": "Board ATTENDEE:mailto:x@evil.example",
    "Board\nmeeting": "Board meeting",
    "Board\u2028meeting\u2029": "Board meeting",
    "Board\x00\x0bmeeting\x7f": "Board meeting",
    "Board\r\nEND:VEVENT\r\nBEGIN:VEVENT": "Board END:VEVENT BEGIN:VEVENT",
    "Board \\n meeting \\, \\;": "Board \\n meeting \\, \\;",
    "\u202eBoard": "Board",
    LONG_TITLE: LONG_TITLE,
    VERY_LONG_TITLE: VERY_LONG_TITLE,
    "A\r\nDTSTART:19700101T000000Z\u2028" * 20: " ".join(["A DTSTART:19700101T000000Z"] * 20),
}
PLACES = ("Europe/Brussels", "Europe/Helsinki", "Europe/Lisbon", "America/New_York")


def entry(number: int, **fields: object) -> Entry:
    """One entry with a uid made of its number, so that it is the same in each process."""
    start = dt.datetime(2026, 5, 29, 7, 30, tzinfo=dt.UTC)
    plain = {
        "uid": uuid.UUID(int=number),
        "sequence": number,
        "created_at": dt.datetime(2026, 1, 7, 9, 30, tzinfo=dt.UTC),
        "changed_at": dt.datetime(2026, 1, 8, 9, 30, tzinfo=dt.UTC),
        "title": f"Meeting {number}",
        "when": Hours(start, start + dt.timedelta(hours=7), PLACES[number % len(PLACES)]),
        "url": f"https://events.example/events/{number}/",
        "location": "Brussels, Κτίριο\r\nX-EVIL:1",
        "description": "One, two; three\n\nfour \\ five\u2028six",
        "categories": ("Board, plenary", "Meeting"),
    }
    return Entry(**{**plain, **fields})


def entries() -> list[Entry]:
    """Hostile titles, every status, days, the repeated hour, alarms."""
    repeated = dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)
    told = [entry(number, title=title) for number, title in enumerate(HOSTILE_TITLES, start=1)]
    told += [entry(20 + number, status=status) for number, status in enumerate(Status)]
    told += [
        entry(30, when=Days.through(dt.date(2026, 5, 28), dt.date(2026, 5, 30)), alarm_minutes=0),
        entry(31, when=Hours(repeated, repeated + dt.timedelta(hours=1), "Europe/Brussels")),
        entry(32, transparent=True, related_to=uuid.UUID(int=1), alarm_minutes=30),
    ]
    return told


def readings() -> list[Reading]:
    """What every program should understand."""
    titles = dict(HOSTILE_TITLES)
    return sorted(
        Reading(
            str(told.uid),
            told.when.start_date if isinstance(told.when, Days) else told.when.start_at,
            told.when.end_date if isinstance(told.when, Days) else told.when.end_at,
            ("CANCELLED: " if told.status == "CANCELLED" else "")
            + titles.get(told.title, told.title),
            str(told.status),
            isinstance(told.when, Days),
        )
        for told in entries()
    )


def feed() -> bytes:
    """All of them in one feed."""
    return calendar_of(entries(), name="Network; all, of it")


if __name__ == "__main__":
    sys.stdout.buffer.write(feed())
