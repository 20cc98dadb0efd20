"""How the journal tells what is done about minutes."""

from datetime import datetime
from typing import Any

from accounts.access import Standing
from agendas.models.item import LABEL as ITEM
from journal.services import record
from meetings.enums import Deed
from meetings.models import Minutes, Section
from meetings.models.minutes import LABEL


def note(deed: Deed, minutes: Minutes, *, by: Standing | None, at: datetime, **facts: Any) -> None:
    """Write the deed into the journal."""
    _note(deed, (LABEL, str(minutes.key)), by=by, at=at, facts=facts)


def note_section(deed: Deed, section: Section, *, by: Standing, at: datetime, **facts: Any) -> None:
    """Write what is done to a section into the journal: under its item, where it is about one.

    So it is read by who may know of that item.
    """
    _note(deed, thing_of(section), by=by, at=at, facts=facts)


def thing_of(section: Section) -> tuple[str, str]:
    """Return the label and key under which the journal has a section."""
    minutes, item = section.minutes, section.item
    return (ITEM, str(item.key)) if item else (LABEL, str(minutes.key))


def _note(
    deed: Deed,
    thing: tuple[str, str],
    *,
    by: Standing | None,
    at: datetime,
    facts: dict[str, Any],
) -> None:
    label, key = thing
    record(
        deed,
        at=at,
        actor=by.actor if by else "",
        acting_for=by.acting_for if by else "",
        label=label,
        key=key,
        facts=facts,
    )
