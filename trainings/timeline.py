"""What happened to a request, as one list for the page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.access import Standing
from trainings.enums import Party
from trainings.models import TrainingRequest


@dataclass(frozen=True)
class Line:
    """One thing that happened; ``is_internal`` marks a note of the Secretariat."""

    at: datetime
    who: str
    side: str
    what: str
    text: str
    facts: dict[str, Any]
    is_internal: bool = False


def of(request: TrainingRequest, *, standing: Standing) -> list[Line]:
    """Return the timeline, the newest first; internal notes to the Secretariat alone.

    Two queries, for others one.
    """
    lines = [
        Line(
            at=one.at,
            who=one.by.name if one.by else "",
            side=one.side,
            what=one.get_happening_display(),
            text=one.text,
            facts=one.facts,
        )
        for one in request.timeline.select_related("by")
    ]
    if standing.is_secretariat:
        lines += [
            Line(
                at=one.at,
                who=one.by.name if one.by else "",
                side=Party.SECRETARIAT,
                what=_("noted"),
                text=one.text,
                facts={},
                is_internal=True,
            )
            for one in request.notes.select_related("by")
        ]
    lines.reverse()  # of what happened at one moment the later stands first, too
    return sorted(lines, key=lambda line: line.at, reverse=True)
