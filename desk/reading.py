"""The journal as it is read: deeds in words, keys as names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.days import BRUSSELS
from accounts.models import User
from desk import deeds, hidden, things
from desk.things import Thing
from events.enums import Deed
from journal.models import Entry, EntryQuerySet

NAMESAKES = 200
NOBODY = "-"
SAID_BY_NAME = "event"


@dataclass(frozen=True)
class Line:
    """One entry in words."""

    at: datetime
    who: str
    acting_for: str
    deed: str
    kind: str
    thing: Thing | None
    facts: str


def chosen(choice: Mapping[str, Any], standing: Standing) -> EntryQuerySet:
    """Return the entries of a filter that the person may know of."""
    rows = hidden.without(EntryQuerySet(Entry), standing)
    for name in ("deed", "label", "key"):
        if value := choice.get(name):
            rows = rows.filter(**{name: value})
    if person := choice.get("person"):
        named = User.objects.matching(person).values_list("key", flat=True)[:NAMESAKES]
        rows = rows.filter(actor__in=[str(key) for key in named] or [NOBODY])
    if since := choice.get("since"):
        rows = rows.filter(at__gte=_morning(since))
    if until := choice.get("until"):
        rows = rows.filter(at__lt=_morning(until + timedelta(days=1)))
    return rows


def own(standing: Standing) -> EntryQuerySet:
    """Return what a person did, and what was done to the person's account."""
    rows = EntryQuerySet(Entry)
    if not standing.actor:
        return rows.none()
    return rows.filter(Q(actor=standing.actor) | Q(label="accounts.user", key=standing.actor))


def lines(entries: Sequence[Entry]) -> list[Line]:
    """Return the entries in words; a query a kind of thing, and one for the people."""
    names = things.people({entry.actor for entry in entries if entry.actor})
    known = things.of_entries(entries)
    return [
        Line(
            at=entry.at,
            who=names.get(entry.actor, _("somebody whose account is gone"))
            if entry.actor
            else _nobody(entry),
            acting_for=entry.acting_for,
            deed=deeds.in_words(entry.deed),
            kind=str(things.KINDS.get(entry.label, entry.label)),
            thing=known.get((entry.label, entry.key), Thing(entry.key) if entry.key else None),
            facts=_facts(entry.facts, known=(entry.label, entry.key) in known),
        )
        for entry in entries
    ]


def _nobody(entry: Entry) -> str:
    """Name who did what nobody signed in did, as far as the deed says it."""
    if entry.label != "events.registration":
        return _("system or visitor")
    match entry.deed:
        case Deed.PROMOTED:
            return _("the waiting list")
        case Deed.LINK_SENT:
            return _("a visitor")
        case Deed.REGISTERED | Deed.REGISTERED_AGAIN:
            return _("the person, without signing in")
    return _("the person, by the mailed link")


def columns() -> list[str]:
    """Return the heads of the columns to take away."""
    return [
        _("When"),
        _("Who"),
        _("On behalf of"),
        _("Deed"),
        _("Kind of thing"),
        _("Which one"),
        _("Facts"),
    ]


def cells(line: Line) -> list[object]:
    """Return a line as the cells of a table to take away."""
    return [
        line.at,
        line.who,
        line.acting_for,
        line.deed,
        line.kind,
        line.thing.name if line.thing else "",
        line.facts,
    ]


def _facts(facts: Mapping[str, Any], *, known: bool = False) -> str:
    """Return the facts on one line, without what says nothing or stands in the name already.

    >>> _facts({"event": "2024-05-29-board-meeting", "ends": None, "by": ["code", "passkey"]})
    'event: 2024-05-29-board-meeting · by: code, passkey'
    """
    told = (
        (name.replace("_", " "), _value(value))
        for name, value in facts.items()
        if not (known and name == SAID_BY_NAME)
    )
    return " · ".join(f"{name}: {value}" for name, value in told if value)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {number}" for key, number in value.items())
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return "" if value is None else str(value)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), BRUSSELS)
