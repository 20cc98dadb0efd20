"""What pages say of meetings, in the same words everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from events.attended import LOOKS
from events.enums import THERE, Presence
from events.models import Session
from events.rules.attendance import HalfDay
from interface import moments
from interface.marks import Pill
from meetings.day import MARKS, Person, Row
from meetings.delegations import Party
from meetings.enums import DelegationState, ItemOutcome, MinutesState
from meetings.rules.quorum import Sat

OUTCOMES = {
    ItemOutcome.ADOPTED: ("ok", "check"),
    ItemOutcome.NOT_ADOPTED: ("bad", "cross"),
    ItemOutcome.NOTED: ("info", "info"),
    ItemOutcome.POSTPONED: ("warn", "clock"),
    ItemOutcome.IN_WRITING: ("info", "mail"),
}
DELEGATIONS = {
    DelegationState.DRAFT: ("warn", "hourglass"),
    DelegationState.SENT: ("info", ""),
    DelegationState.VALIDATED: ("ok", ""),
    DelegationState.NOBODY: ("", "dash"),
}
STATES = {
    MinutesState.DRAFT: ("", "pen"),
    MinutesState.COMMENTED: ("info", "talk"),
    MinutesState.FINAL: ("warn", "clock"),
    MinutesState.ADOPTED: ("ok", "lock"),
}


@dataclass(frozen=True)
class Marked:
    """A delegate in words, with what can be pressed and what stands."""

    pk: int
    name: str
    note: str
    presence: str
    marks: tuple[str, ...]
    key: UUID
    reason: str

    @property
    def is_excused(self) -> bool:
        """Return whether the person sent word of not coming."""
        return self.presence == Presence.EXCUSED


def dated(event: Any) -> str:
    """Return which meeting it is: several of a body have the same title."""
    return f"{event.title}, {moments.short_day(event.first_date)}"


def no_meeting_yet(minutes: Any) -> str:
    """Return that no meeting can have adopted minutes."""
    told = _(
        "No meeting of the %(body)s has begun since they were laid before it, so none has adopted"
        " them."
    )
    return told % {"body": minutes.event.body}


def nothing_leaves_yet() -> str:
    """Return before a press how long its letters can be stopped."""
    return _(
        "For five minutes after you press the button nothing leaves, and all of it can be stopped."
    )


def they_leave(at: datetime, *, zone: str) -> str:
    """Return after a press when its letters leave."""
    told = _("The letters leave at %(time)s; until then they can be stopped.")
    return told % {"time": moments.hours(at, at, zone)}


def sat_pill(sat: Sat, *, is_over: bool = False) -> Pill:
    """Return how a seat sits, or sat, as icon, word and colour."""
    if sat == Sat.AWAITED:
        return Pill(_("Not recorded"), "", "dash") if is_over else Pill(_("Awaited"), "", "clock")
    known = Presence(sat.value)
    tone, icon = LOOKS[known]
    return Pill(known.label, tone, icon)


def outcome_pill(outcome: ItemOutcome, number: str = "") -> Pill:
    """Return what a meeting made of an item; a decision with its number."""
    tone, icon = OUTCOMES[outcome]
    label = f"{number}: {outcome.label}" if number else outcome.label
    return Pill(label, tone, icon)


def delegation_pill(state: str) -> Pill:
    """Return what a seat has answered as icon, word and colour."""
    known = DelegationState(state)
    return Pill(known.label, *DELEGATIONS[known])


def answer_pill(party: Party) -> Pill:
    """Return what a place has answered, for whoever waits for the answers."""
    if party.is_promised:
        return Pill(_("Yes, nobody named yet"), *DELEGATIONS[DelegationState.DRAFT])
    if party.is_silent:
        return Pill(_("No answer"), *DELEGATIONS[DelegationState.DRAFT])
    return delegation_pill(party.state)


def still_open(*, silent: Sequence[str], promised: Sequence[str]) -> list[str]:
    """Return which places have answered nothing, and which have said yes and named nobody."""
    groups = (
        (_("No answer: %(places)s"), silent),
        (_("Yes, nobody named yet: %(places)s"), promised),
    )
    return [said % {"places": ", ".join(names)} for said, names in groups if names]


def minutes_pill(state: str) -> Pill:
    """Return where minutes are as icon, word and colour."""
    known = MinutesState(state)
    return Pill(known.label, *STATES[known])


def marks() -> dict[str, str]:
    """Return what can be said of a delegate, in words."""
    return {one.value: str(one.label) for one in MARKS}


def people(row: Row, half: HalfDay[Session]) -> list[Marked]:
    """Return the delegates of a seat, each with how it is there for a half-day."""
    return [_marked(one, half) for one in row.people]


def _marked(person: Person, half: HalfDay[Session]) -> Marked:
    registration, presence = person.registration, person.presence(half)
    note = registration.get_capacity_display()
    if not person.has_confirmed:
        note = registration.get_state_display()
    allowed = [one for one in MARKS if person.has_confirmed or one in THERE]
    return Marked(
        pk=registration.pk,
        name=registration.name or _("(erased)"),
        note=note,
        presence=presence.value,
        marks=tuple(one.value for one in allowed),
        key=registration.key,
        reason="" if presence.value in THERE else person.reason(half),
    )
