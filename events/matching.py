"""Whom an attendance list means: its people, found among the registrations of the event."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.folding import folded
from events import attendance
from events.attendance import Cell, Said
from events.attendance_lists import Person
from events.enums import MatchedBy, Presence
from events.models import Attendance, AttendanceList, Event, Registration, Session
from events.rules.attendance import minutes_of, minutes_within

ASIDE = re.compile(r"\(([^)]*)\)")
NOTES = re.compile(
    r"\b(notetaker|note taker|meeting notes|read ai|fireflies|otter ai|fathom|tl dv|ai companion)\b"
)
HOSTS = frozenset(
    {
        "host", "cohost", "organizer", "organiser", "coorganizer", "coorganiser", "organisator",
        "organisateur", "organisatrice", "gastgeber", "gastheer", "hote", "anfitriao", "anfitrion",
        "organizador", "organizadora",
    }
)  # fmt: skip
"""Who runs the meeting, as the tools call the role; read without signs and spaces."""
NOBODY: Mapping[str, Any] = {
    "name": "", "email": "", "role": "", "spans": [], "minutes": 0, "registration": None, "how": "",
    "ignored": True,
}  # fmt: skip
"""What is left of an entry whose person was erased."""
SUGGESTED = 3
SHORTEST = 3

type Entry = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One entry of a list: who it is, where it is known, and the minutes at each session.

    ``registration`` is empty also where the person no longer has a place.
    """

    number: int
    entry: Entry
    registration: Registration | None
    minutes: Mapping[int, int]

    @property
    def name(self) -> str:
        """Return the name on the list, or the address where there is none."""
        return str(self.entry["name"] or self.entry["email"])

    @property
    def email(self) -> str:
        """Return the address on the list, where it stands beside a name."""
        return str(self.entry["email"]) if self.entry["name"] else ""

    @property
    def is_ignored(self) -> bool:
        """Return whether the entry is left out."""
        return bool(self.entry["ignored"])

    @property
    def is_open(self) -> bool:
        """Return whether somebody still has to say who it is."""
        return self.registration is None and not self.is_ignored

    @property
    def counts(self) -> bool:
        """Return whether the entry is recorded."""
        return self.registration is not None and not self.is_ignored


@dataclass(frozen=True)
class Checked:
    """A list as it would count now."""

    sessions: tuple[Session, ...]
    lines: tuple[Line, ...]
    said: tuple[Said, ...]
    contrary: Mapping[tuple[int, int], Cell]

    @property
    def open(self) -> list[Line]:
        """Return the entries of which nobody has said yet who it is."""
        return [line for line in self.lines if line.is_open]

    @property
    def matched(self) -> list[Line]:
        """Return the entries that are recorded."""
        return [line for line in self.lines if line.counts]

    @property
    def ignored(self) -> list[Line]:
        """Return the entries that are left out."""
        return [line for line in self.lines if line.is_ignored]

    @property
    def of_several(self) -> dict[tuple[int, int], int]:
        """Return what is recorded of people who stand in several lines, by person and session."""
        lines = Counter(line.registration.pk for line in self.matched if line.registration)
        return {
            (one.registration.pk, one.session.pk): one.minutes or 0
            for one in self.said
            if lines[one.registration.pk] > 1
        }

    @property
    def shown(self) -> list[Session]:
        """Return the sessions at which somebody of the list was."""
        return [
            session
            for session in self.sessions
            if any(line.minutes.get(session.pk) for line in self.lines)
        ]


def entries(event: Event, people: Iterable[Person]) -> list[Entry]:
    """Return what is kept of a list's people, each with the registration it was matched with.

    An address that is registered decides; else a name that only one person of the event has,
    in whatever order its parts stand. Who hosts the meeting and is not registered, and what
    takes notes for somebody, is left out beforehand.
    """
    rows = list(attendance.people(event).only("pk", "email", "name"))
    by_address = {row.email: row.pk for row in rows if row.email}
    by_name: dict[tuple[str, ...], list[int]] = {}
    for row in rows:
        for key in keys(row.name):
            by_name.setdefault(key, []).append(row.pk)
    return [_entry(person, by_address, by_name) for person in people]


def _entry(
    person: Person, by_address: Mapping[str, int], by_name: Mapping[tuple[str, ...], list[int]]
) -> Entry:
    found, how = by_address.get(person.email), MatchedBy.ADDRESS
    if found is None:
        how = MatchedBy.NAME
        for key in keys(person.name):
            if len(by_name.get(key, ())) == 1:
                found = by_name[key][0]
                break
    return {
        "name": person.name,
        "email": person.email,
        "role": person.role,
        "spans": [[begin.isoformat(), end.isoformat()] for begin, end in person.spans],
        "minutes": person.minutes,
        "registration": found,
        "how": how.value if found is not None else "",
        "ignored": found is None and _runs_it(person),
    }


def _runs_it(person: Person) -> bool:
    """Return whether an entry is no participant: the host of the meeting, or what takes notes."""
    return _plain(person.role).replace(" ", "") in HOSTS or bool(NOTES.search(_plain(person.name)))


def keys(name: str) -> list[tuple[str, ...]]:
    """Return by what a name is found: as it is, without what stands in brackets, that alone.

    >>> keys("Bērziņa, Anna (Police)")
    [('anna', 'berzina', 'police'), ('anna', 'berzina'), ('police',)]
    """
    spellings = [name, ASIDE.sub(" ", name), *ASIDE.findall(name)]
    found = [whole(spelling) for spelling in spellings]
    return [key for key in dict.fromkeys(found) if key]


def whole(name: str) -> tuple[str, ...]:
    """Return a whole name, in whatever order its parts stand; of none, nothing."""
    return tuple(sorted(_plain(name).split()))


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", folded(name)).strip()


def checked(found: AttendanceList) -> Checked:
    """Return a list as it would count now, in five queries whatever its length."""
    event = found.event
    sessions = tuple(event.sessions.all())
    counted = [one for one in sessions if found.session_id in {None, one.pk}]
    wanted = {entry["registration"] for entry in found.people}
    people = {row.pk: row for row in attendance.people(event).filter(pk__in=wanted - {None})}
    lines = tuple(
        Line(
            number,
            entry,
            people.get(entry["registration"]),
            {one.pk: _minutes([entry], one, alone=found.session_id) for one in counted},
        )
        for number, entry in enumerate(found.people)
        if entry_of(found, number)
    )
    said = tuple(_said(lines, counted, alone=found.session_id))
    return Checked(sessions, lines, said, _contrary(said))


def entry_of(found: AttendanceList, number: int) -> Entry | None:
    """Return an entry of a list by its number; nothing where its person was erased."""
    if number >= len(found.people):
        return None
    entry: Entry = found.people[number]
    return entry if entry["name"] or entry["email"] else None


def _said(
    lines: Iterable[Line], sessions: Sequence[Session], *, alone: int | None
) -> Iterable[Said]:
    """Return what is recorded: the minutes of each person at each session, several lines once."""
    of_person: dict[int, list[Line]] = {}
    for line in lines:
        if line.registration is not None and line.counts:
            of_person.setdefault(line.registration.pk, []).append(line)
    for found in of_person.values():
        for session in sessions:
            if number := _minutes([line.entry for line in found], session, alone=alone):
                registration = found[0].registration
                assert registration is not None  # noqa: S101  # only such lines stand here
                yield Said(registration, session, Presence.ONLINE, number)


def _minutes(found: Sequence[Entry], session: Session, *, alone: int | None) -> int:
    """Return for how long entries of one person were at a session; no minute counts twice.

    Where the list says how long somebody was there in all, it was not longer than that. What
    has no hours counts for the session that the list is ``alone`` about, and for no other.
    """
    spans = [
        (datetime.fromisoformat(begin), datetime.fromisoformat(end))
        for entry in found
        for begin, end in entry["spans"]
    ]
    has_no_hours = not spans and alone == session.pk
    within = (
        minutes_of(session)
        if has_no_hours
        else minutes_within(spans, session.starts_at, session.ends_at)
    )
    bounds = [entry["minutes"] for entry in found]
    return within if None in bounds else min(within, sum(map(int, bounds)))


def _contrary(said: Sequence[Said]) -> dict[tuple[int, int], Cell]:
    """Return what is known already where the list says something else, by person and session."""
    rows = Attendance.objects.filter(
        registration__in={one.registration.pk for one in said},
        session__in={one.session.pk for one in said},
    ).exclude(presence=Presence.UNKNOWN)
    known = {(row.registration_id, row.session_id): row for row in rows}
    return {
        key: Cell(one.session, known[key], expected=True)
        for one in said
        if (key := (one.registration.pk, one.session.pk)) in known
        and (known[key].presence, known[key].minutes) != (one.presence, one.minutes)
    }


def alike(lines: Iterable[Line], people: Iterable[Registration]) -> dict[int, list[Registration]]:
    """Return for each entry the three at most who share most parts of the name with it."""
    known = [(row, set(_parts(row.name))) for row in people]
    found = {}
    for line in lines:
        parts = set(_parts(line.name)) | set(_parts(line.email.partition("@")[0]))
        shared = [(len(parts & own), row) for row, own in known if parts & own]
        shared.sort(key=lambda one: (-one[0], one[1].sort_name))
        found[line.number] = [row for _number, row in shared[:SUGGESTED]]
    return found


def _parts(text: str) -> list[str]:
    return [part for part in _plain(text).split() if len(part) >= SHORTEST]
