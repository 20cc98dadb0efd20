"""The people of an attendance list: each once, with all their hours."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError

from accounts.addresses import normalised
from accounts.folding import folded
from events.attendance_lists.cells import Cell, Line, UnreadableError, tables, workbook
from events.attendance_lists.clock import Clock, minutes
from events.attendance_lists.heads import Head, Way, head
from events.enums import ListFault
from paper.sheets import plain

MOST_PEOPLE = 5_000
LONGEST_NAME = 200
WITH_HOURS = ("join", "leave", "stamp")
NO = frozenset({"no", "nein", "non", "nee"})
YES = frozenset({"yes", "ja", "oui", "si"})
GOES = ("left", "leave", "verlassen", "quitt", "parti", "verlaten", "abandon", "usci", "saiu")

type Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Person:
    """Somebody on the list: from when to when, and for how long at the most where that is said.

    Without ``spans`` the ``minutes`` are all that is known. ``role`` is as the tool calls it.
    """

    name: str
    email: str
    spans: tuple[Span, ...]
    minutes: int | None = None
    role: str = ""


@dataclass(frozen=True)
class _Section:
    head: Head
    lines: list[Line]


@dataclass(frozen=True)
class _Said:
    """What one line says."""

    name: str
    email: str
    role: str
    join: datetime | None
    leave: datetime | None
    minutes: int | None
    goes: bool


def read(
    content: bytes,
    *,
    extension: str,
    zone: str,
    days: Collection[date],
    day: date | None,
    for_session: bool,
) -> list[Person]:
    """Return the people of a list by name, lines of the same person together.

    ``zone`` is the clock of moments that name none; ``days`` are those of the event, and
    ``day`` is the one that hours without a day are of. A list of durations alone is about one
    session, which ``for_session`` says is known. Raises ``UnreadableError``.
    """
    sections = _sections(content, extension)
    hours = [
        line[index]
        for section in sections
        for name in WITH_HOURS
        if (index := section.head.columns.get(name)) is not None
        for line in section.lines
        if index < len(line)
    ]
    clock = Clock(hours, zone=zone, days=days, day=day)
    for way in sorted({section.head.way for section in sections}, reverse=True):
        said = [
            one for section in sections if section.head.way == way for one in _said(section, clock)
        ]
        if clock.lacks_day:
            raise UnreadableError(ListFault.NEEDS_DAY)
        if found := _people(said, way):
            if len(found) > MOST_PEOPLE:
                raise UnreadableError(ListFault.TOO_LONG)
            if way == Way.DURATIONS and not for_session:
                raise UnreadableError(ListFault.NEEDS_SESSION)
            return found
    raise UnreadableError(ListFault.NOBODY)


def _sections(content: bytes, extension: str) -> list[_Section]:
    """Return the tables in a file; parted by the sign that makes most columns known."""
    ways = [workbook(content)] if extension == "xlsx" else tables(content)
    found = max(map(_tables, ways), key=_known, default=[])
    if not found:
        raise UnreadableError(ListFault.NO_HEAD)
    return found


def _known(sections: list[_Section]) -> int:
    return max((len(section.head.columns) for section in sections), default=0)


def _tables(lines: Iterable[Line]) -> list[_Section]:
    found: list[_Section] = []
    for line in lines:
        if (names := head(line)) is not None:
            found.append(_Section(names, []))
        elif found:
            found[-1].lines.append(line)
    return found


def _said(section: _Section, clock: Clock) -> Iterator[_Said]:
    """Return what the lines say; one without a name goes on with the person above it."""
    columns = section.head.columns
    above = ("", "")

    def cell(line: Line, name: str) -> Cell:
        index = columns.get(name)
        return line[index] if index is not None and index < len(line) else ""

    def word(line: Line, name: str) -> str:
        return unicodedata.normalize("NFC", plain(str(cell(line, name)))).strip()

    for line in section.lines:
        if folded(word(line, "attended")) in NO or folded(word(line, "waiting")) in YES:
            continue
        name = word(line, "name") or f"{word(line, 'first')} {word(line, 'last')}".strip()
        email = _address(word(line, "email")) or _address(word(line, "account"))
        join, leave = (clock.moment(cell(line, one)) for one in ("join", "leave"))
        stamp = clock.moment(cell(line, "stamp"))
        lasts = minutes(cell(line, "duration"), in_seconds=section.head.in_seconds)
        if not (join or leave or stamp or lasts):
            continue
        above = (name[:LONGEST_NAME], email) if name or email else above
        if not any(above):
            continue
        goes = folded(word(line, "action")).startswith(GOES)
        yield _Said(*above, word(line, "role")[:LONGEST_NAME], join or stamp, leave, lasts, goes)


def _address(text: str) -> str:
    try:
        return normalised(text)
    except ValidationError:
        return ""


def _people(said: Sequence[_Said], way: Way) -> list[Person]:
    """Put the lines of each person together.

    A line without an address belongs to the one address under its name, where there is one.
    """
    addresses: dict[str, set[str]] = {}
    for one in said:
        if one.email:
            addresses.setdefault(folded(one.name), set()).add(one.email)
    grouped: dict[tuple[str, str], list[_Said]] = {}
    for one in said:
        known = addresses.get(folded(one.name), set())
        email = one.email or (next(iter(known)) if len(known) == 1 else "")
        grouped.setdefault((email, folded(one.name)), []).append(one)
    last = max((end for one in said for end in (one.join, one.leave) if end), default=None)
    found = [_person(email, lines, way, last=last) for (email, _name), lines in grouped.items()]
    found = [one for one in found if one.spans or way == Way.DURATIONS]
    return sorted(found, key=lambda one: (folded(one.name), one.email))


def _person(email: str, lines: Sequence[_Said], way: Way, *, last: datetime | None) -> Person:
    first = lines[0]
    role = next((one.role for one in lines if one.role), "")
    if way == Way.DURATIONS:
        total = sum(one.minutes or 0 for one in lines)
        return Person(first.name, email, (), total, role)
    if way == Way.ACTIONS:
        return Person(first.name, email, tuple(_between(lines, last)), None, role)
    spans = tuple(span for one in lines if (span := _span(one, last)))
    told = [one.minutes for one in lines if one.minutes is not None]
    bound = sum(told) if way == Way.FIRST_AND_LAST and told else None
    return Person(first.name, email, spans, bound, role)


def _span(one: _Said, last: datetime | None) -> Span | None:
    """Return from when to when; who never left stayed as long as the list knows of anybody."""
    join, leave = one.join, one.leave
    if one.minutes is not None:
        lasts = timedelta(minutes=one.minutes)
        join, leave = join or (leave and leave - lasts), leave or (join and join + lasts)
    leave = leave or last
    if join is None or leave is None:
        return None
    return (join, leave) if leave > join else None


def _between(lines: Sequence[_Said], last: datetime | None) -> Iterator[Span]:
    """Return the spans between coming and going; two comings in a row are one."""
    came: datetime | None = None
    for one in sorted((one for one in lines if one.join), key=lambda one: str(one.join)):
        if not one.goes:
            came = came or one.join
        elif came and one.join:
            yield came, one.join
            came = None
    if came and last and last > came:
        yield came, last
