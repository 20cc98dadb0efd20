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
ABOUT_TRAINERS = (
    Happening.TRAINER_INVITED,
    Happening.TRAINER_ACCEPTED,
    Happening.TRAINER_DECLINED,
    Happening.YES_ENTERED,
    Happening.NO_ENTERED,
    Happening.TRAINER_ANSWERED,
    Happening.TRAINER_DROPPED,
)


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

    A state reads that trainers were asked and what they said; who they are, once confirmed.
    Two queries. Of what happened at one moment the later stands first, a note before the rest.
    """
    ends = {one.first_date: one.last_date for one in request.options.all()}
    sides = {
        "": "",
        Party.HOST: request.member_state.name,
        Party.SECRETARIAT: _("Secretariat"),
        Party.TRAINER: _("Trainer"),
    }
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
    confirmed = {
        facts.get("trainer_key")
        for *_before, happening, _text, facts in rows
        if happening == Happening.TRAINER_CONFIRMED
    }

    def is_nameless(happening: str, facts: Mapping[str, Any]) -> bool:
        return (
            happening in ABOUT_TRAINERS
            and not standing.is_secretariat
            and facts.get("trainer_key") not in confirmed
        )

    return [
        Line(
            at=at,
            who="" if side == Party.TRAINER and is_nameless(happening, facts) else who or "",
            side=sides[side],
            what=_("noted") if is_note else str(Happening(happening).label),
            text=text,
            facts=() if is_nameless(happening, facts) else tuple(_told(facts, ends, who=who)),
            is_internal=bool(is_note),
        )
        for at, is_note, _key, who, side, happening, text, facts in sorted(
            rows, key=lambda row: row[:3], reverse=True
        )
    ]


def _told(facts: Mapping[str, Any], ends: Mapping[date, date], *, who: str | None) -> Iterable[str]:
    """Return in words what a line is about; each date with what was said to it, if anything.

    Who did it is named already, and not again.
    """
    if facts.get("assignee", who) != who:
        yield _("looked after by %(name)s") % {"name": facts["assignee"]}
    yield from (facts[name] for name in NAMED if facts.get(name, who) != who)
    yield from (_days(day, ends) for day in facts.get("dates", ()))
    for day, said in facts.get("answers", {}).items():
        yield f"{_days(day, ends)}: {Answer(said).label}"


def _days(day: str, ends: Mapping[date, date]) -> str:
    first = date.fromisoformat(day)
    return moments.days(first, ends.get(first, first))
