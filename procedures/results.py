"""What an ended procedure came to, ready to be said on its page and in its note; reads only."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from interface import moments
from interface.marks import Pill
from procedures import words
from procedures.enums import Choice, Happening, Outcome
from procedures.models import Ballot, BallotEvent, Procedure

TOLD = (
    Happening.LAUNCHED, Happening.EXTENDED, Happening.REMINDED, Happening.CLOSED,
    Happening.WITHDRAWN,
)  # fmt: skip
CHANGES_AT_MOST = 200


@dataclass(frozen=True)
class Row:
    """One seat's line in the table of the result."""

    code: str
    holder: str
    choice: str
    pill: Pill | None
    received: str
    remark: str
    statement: str


def happenings(found: Procedure) -> list[tuple[datetime, str, str]]:
    """Return when and what happened that everybody may know, with its reason if it has one."""
    events = found.ledger.filter(kind__in=TOLD).order_by("number")
    return [(event.at, _told(event), _why(event)) for event in events]


def _why(event: BallotEvent) -> str:
    """Return the reason of a deed, after the new deadline where it gave one; or nothing."""
    data = json.loads(event.text)["data"]
    reason: str = data.get("reason", "")
    if event.kind != Happening.EXTENDED:
        return reason
    ends = datetime.fromisoformat(data["deadline"])
    return _("until %(moment)s. %(reason)s") % {
        "moment": moments.short_moment(ends, words.ZONE),
        "reason": reason,
    }


def _told(event: BallotEvent) -> str:
    return {
        Happening.LAUNCHED: _("Launched"),
        Happening.EXTENDED: _("Deadline extended"),
        Happening.REMINDED: _("Reminder to those who had not replied"),
        Happening.CLOSED: _("Closed"),
        Happening.WITHDRAWN: _("Withdrawn"),
    }[Happening(event.kind)]


def head(found: Procedure) -> str:
    """Return the hash of the last entry of the ledger."""
    last = found.ledger.order_by("-number").first()
    return last.hash if last else ""


def figures(result: dict[str, Any], outcome: str) -> str:
    """Return how the rule came to the outcome, in numbers."""
    if outcome in {Outcome.TERMINATED, Outcome.CANCELLED}:
        return ""
    said = []
    if result["quorum"] is not None:
        said.append(_("Quorum: %(number)d.") % {"number": result["quorum"]})
    if result["needed"] is not None:
        said.append(
            _("Approvals needed: %(needed)d; counted: %(approvals)d.")
            % {"needed": result["needed"], "approvals": result["approvals"]}
        )
    if result["casting_vote"]:
        said.append(_("The chair's casting vote decided the tie."))
    return " ".join(said)


def rows(found: Procedure) -> list[Row]:
    """Return a line for each seat in protocol order: reply, moment, remark."""
    ballots = found.ballots.in_protocol_order().select_related("event__statement")
    return [_row(ballot) for ballot in ballots]


def _row(ballot: Ballot) -> Row:
    statement = getattr(ballot.event, "statement", None) if ballot.event else None
    remarks = [
        _("Reservation") if ballot.is_reservation else "",
        _("Entered from a mail") if ballot.entered_by_id else "",
        _("Casting vote: %(vote)s") % {"vote": ballot.get_casting_display()}
        if ballot.casting
        else "",
    ]
    return Row(
        code=ballot.member_state_id or "",
        holder=ballot.holder,
        choice=ballot.choice,
        pill=words.choice_pill(Choice(ballot.choice)) if ballot.choice else None,
        received=moments.short_moment(ballot.cast_at, words.ZONE) if ballot.cast_at else "",
        remark=", ".join(filter(None, remarks)),
        statement=statement.text if statement else "",
    )


def texts(found: Procedure, kind: Happening) -> list[tuple[str, str, str]]:
    """Return seat, moment and words of what was written under one kind of entry."""
    names = {ballot.code: ballot.holder for ballot in found.ballots.in_protocol_order()}
    events = found.ledger.filter(kind=kind).select_related("statement").order_by("number")
    return [
        (
            names.get(event.seat, event.seat),
            moments.short_moment(event.at, words.ZONE),
            event.statement.text if hasattr(event, "statement") else "",
        )
        for event in events[:CHANGES_AT_MOST]
    ]
