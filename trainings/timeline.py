"""What happened to a request, as one list for the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, JSONField, Value
from django.utils.translation import gettext as _

from accounts.access import Standing
from interface import moments
from trainings.enums import Answer, Happening, Party
from trainings.models import TrainingRequest

NOTED = "noted"
NAMED = ("trainer", "task")
"""What of the facts is a name already; the others are days."""


@dataclass(frozen=True)
class Line:
    """One thing that happened, with whom, which task or which dates it is about.

    ``side`` is for whom it was done, in a word; ``is_internal`` marks a note of the Secretariat.
    """

    at: datetime
    who: str
    side: str
    what: str
    text: str
    facts: tuple[str, ...] = ()
    is_internal: bool = False


def of(request: TrainingRequest, *, standing: Standing) -> list[Line]:
    """Return the timeline, the newest first; internal notes to the Secretariat alone.

    Two queries. Of what happened at one moment the later stands first, a note before the rest.
    """
    ends = {one.first_date: one.last_date for one in request.options.all()}
    sides = {"": "", Party.HOST: request.member_state.name, Party.SECRETARIAT: _("Secretariat")}
    rows: Any = request.timeline.order_by().values_list(
        "at", Value(0), F("pk"), "by__name", "side", "happening", "text", "facts"
    )
    if standing.is_secretariat:
        side, noted = Value(Party.SECRETARIAT.value), Value(NOTED)
        nothing = Value({}, JSONField())
        notes = request.notes.order_by().values_list(
            "at", Value(1), F("pk"), "by__name", side, noted, "text", nothing
        )
        rows = rows.union(notes, all=True).order_by()
    return [
        Line(
            at=at,
            who=who or "",
            side=sides[side],
            what=_("noted") if is_note else str(Happening(happening).label),
            text=text,
            facts=tuple(_told(facts, ends)),
            is_internal=bool(is_note),
        )
        for at, is_note, _key, who, side, happening, text, facts in sorted(
            rows, key=lambda row: row[:3], reverse=True
        )
    ]


def _told(facts: Mapping[str, Any], ends: Mapping[date, date]) -> Iterable[str]:
    """Return in words what a line is about; each date with what was said to it, if anything."""
    if "assignee" in facts:
        yield _("looked after by %(name)s") % {"name": facts["assignee"]}
    yield from (facts[name] for name in NAMED if name in facts)
    yield from (_days(day, ends) for day in facts.get("dates", ()))
    for day, said in facts.get("answers", {}).items():
        yield f"{_days(day, ends)}: {Answer(said).label}"


def _days(day: str, ends: Mapping[date, date]) -> str:
    first = date.fromisoformat(day)
    return moments.days(first, ends.get(first, first))
