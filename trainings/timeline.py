"""What happened to a request, as one list for the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.access import Standing
from interface import moments
from trainings.enums import Answer, Party
from trainings.models import TrainingRequest

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

    Three queries, for others two.
    """
    ends = {one.first_date: one.last_date for one in request.options.all()}
    sides = {"": "", Party.HOST: request.member_state.name, Party.SECRETARIAT: _("Secretariat")}
    lines = [
        Line(
            at=one.at,
            who=one.by.name if one.by else "",
            side=sides[one.side],
            what=one.get_happening_display(),
            text=one.text,
            facts=tuple(_told(one.facts, ends)),
        )
        for one in request.timeline.select_related("by")
    ]
    if standing.is_secretariat:
        lines += [
            Line(
                at=one.at,
                who=one.by.name if one.by else "",
                side=sides[Party.SECRETARIAT],
                what=_("noted"),
                text=one.text,
                is_internal=True,
            )
            for one in request.notes.select_related("by")
        ]
    lines.reverse()  # of what happened at one moment the later stands first, too
    return sorted(lines, key=lambda line: line.at, reverse=True)


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
