"""What the page of an event shows of its programme: days, sessions, people, slides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.urls import reverse

from events import words
from events.documents import Line
from events.enums import QuotaScope, SpeakerRole
from events.models import Event, Session
from events.rules import Claim, Places, Taken
from interface import moments
from interface.marks import Pill

COLUMNS = (
    "pk", "uid", "date", "starts_time", "ends_time", "title", "description", "modules", "room",
    "speakers__key", "speakers__role", "speakers__name", "speakers__function",
    "speakers__organisation", "speakers__biography", "speakers__may_publish",
    "speakers__photo_at",
)  # fmt: skip


@dataclass(frozen=True)
class Person:
    """Somebody on the programme who agreed to be published."""

    name: str
    line: str
    role: str
    biography: str
    photo: str = ""


@dataclass
class Part:
    """One session of the programme, in words."""

    hours: str
    title: str
    description: str
    room: str
    modules: Sequence[str] = ()
    people: list[Person] = field(default_factory=list)
    papers: Sequence[Line] = ()
    left: Pill | None = None

    @property
    def who(self) -> str:
        """Return who is in it: "Eva Novak, Praha · Moderator: Ulla Berg"."""
        return " · ".join(
            f"{SpeakerRole(person.role).label}: {person.name}"
            if person.role == SpeakerRole.MODERATOR
            else ", ".join(part for part in (person.name, person.line) if part)
            for person in self.people
        )


@dataclass(frozen=True)
class Day:
    """One day of the programme; it has a name where there are several."""

    name: str
    parts: list[Part]


@dataclass
class Programme:
    """The sessions of an event with all who speak, read once; laid out for its page."""

    event: Event
    rows: list[dict[str, Any]]

    @classmethod
    def of(cls, event: Event) -> "Programme":
        """Read the programme of an event; one query."""
        rows = event.sessions.order_by(
            "date", "starts_time", "pk", "speakers__order", "speakers__pk"
        ).values(*COLUMNS)
        return cls(event, list(rows))

    @property
    def sessions(self) -> list[Session]:
        """Return the sessions, as far as they were read."""
        found = {row["pk"]: row for row in self.rows}
        return [Session(pk=pk, uid=row["uid"], title=row["title"]) for pk, row in found.items()]

    def days(
        self, *, papers: Mapping[str, Sequence[Line]], places: Places, taken: Taken
    ) -> list[Day]:
        """Return the days with their sessions, each with its papers and the places left."""
        several = len({row["date"] for row in self.rows}) > 1
        days = []
        for date, on_day in groupby(self.rows, key=lambda row: row["date"]):
            parts = []
            for pk, of_session in groupby(on_day, key=lambda row: row["pk"]):
                found = list(of_session)
                part = _part(found[0])
                part.people = self._people(found)
                part.papers = papers.get(str(found[0]["uid"]), ())
                part.left = _left(pk, places=places, taken=taken)
                parts.append(part)
            days.append(Day(moments.day(date) if several else "", parts))
        return days

    def people(self) -> list[Person]:
        """Return all who agreed to be published, each once."""
        found: dict[tuple[str, str], Person] = {}
        for person in self._people(self.rows):
            key = (person.name, person.line)
            if key not in found or not found[key].photo:
                found[key] = person
        return list(found.values())

    def _people(self, rows: Sequence[dict[str, Any]]) -> list[Person]:
        return [self._person(row) for row in rows if row["speakers__may_publish"]]

    def _person(self, row: dict[str, Any]) -> Person:
        line = (row["speakers__function"], row["speakers__organisation"])
        photo = (
            reverse("events:speaker_photo", args=[self.event.slug, row["speakers__key"]])
            if row["speakers__photo_at"]
            else ""
        )
        return Person(
            name=row["speakers__name"],
            line=", ".join(part for part in line if part),
            role=row["speakers__role"],
            biography=row["speakers__biography"],
            photo=photo,
        )


def _part(row: dict[str, Any]) -> Part:
    return Part(
        hours=f"{row['starts_time']:%H:%M}{moments.EN_DASH}{row['ends_time']:%H:%M}",
        title=row["title"],
        description=row["description"],
        room=row["room"],
        modules=Session(modules=row["modules"]).taught,
    )


def _left(session: int, *, places: Places, taken: Taken) -> Pill | None:
    """Return how many places a session has left, where it has places of its own."""
    claim = Claim(QuotaScope.SESSION, session)
    number = places.number(claim)
    return None if number is None else words.left_pill(max(0, number - taken.get(claim, 0)))
