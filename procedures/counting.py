"""From stored ballots to numbers, and from numbers to the outcome; reads only."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from accounts.days import network_day
from accounts.models import MemberState
from accounts.seats import chair
from procedures.enums import Choice, Happening, State
from procedures.models import Amendment, Ballot, BallotEvent, Objection, Procedure
from procedures.rules import Ballots, Result, outcome


def chair_of(procedure: Procedure, *, at: datetime) -> MemberState | None:
    """Return the state whose casting vote counts if the procedure ends at that moment.

    It is the one in the chair then; past the deadline, the one in its last second.
    """
    return chair(procedure.body, on=network_day(min(at, procedure.deadline_at or at)))


def breaking_ties(procedure: Procedure, *, at: datetime) -> set[str]:
    """Return the codes of the seats whose casting vote may come to count, from a moment on.

    The chair passes on: who presides now will break a tie only where any reply may be the
    last one and end it, who presides in the deadline's last second always.
    """
    rule = procedure.rule_in_force
    if not rule.chair_breaks_ties or procedure.deadline_at is None:
        return set()
    moments = [procedure.deadline_at, *([at] if rule.early_close else [])]
    presiding = [chair_of(procedure, at=moment) for moment in moments]
    return {state.pk for state in presiding if state}


def breaks_ties(ballot: Ballot, *, at: datetime) -> bool:
    """Return whether the seat's casting vote may come to count."""
    return ballot.code in breaking_ties(ballot.procedure, at=at)


def may_stop(ballot: Ballot, *, at: datetime) -> bool:
    """Return whether the seat may end the procedure as its chair, which the rule must let it.

    Who presides at the moment of the deed, since the stop takes effect at once.
    """
    procedure = ballot.procedure
    return procedure.rule_in_force.stop.chair and _is(
        chair(procedure.body, on=network_day(at)), ballot
    )


def _is(presiding: MemberState | None, ballot: Ballot) -> bool:
    return presiding is not None and presiding.pk == ballot.member_state_id


def counted(procedure: Procedure, *, at: datetime) -> Ballots:
    """Return the replies of a procedure as numbers, as they stand if it ends at that moment."""
    rows = list(procedure.ballots.values_list("choice", "casting", "member_state"))
    choices = [choice for choice, _casting, _state in rows]
    presiding = chair_of(procedure, at=at)
    objections = Objection.objects.filter(ballot__procedure=procedure)
    by_chair = set(objections.values_list("by_chair", flat=True))
    return Ballots(
        n=len(rows),
        f=choices.count(Choice.FOR),
        a=choices.count(Choice.AGAINST),
        x=choices.count(Choice.ABSTAIN),
        stop=objections.filter(by_chair=False).count(),
        chair_stop=True in by_chair,
        amend=Amendment.objects.filter(ballot__procedure=procedure).count(),
        late=BallotEvent.objects.filter(procedure=procedure, kind=Happening.LATE).count(),
        chair=next(
            (casting for _choice, casting, state in rows if presiding and state == presiding.pk),
            "",
        ),
    )


def result(procedure: Procedure, ballots: Ballots) -> Result:
    """Return what the procedure's rule makes of these replies."""
    return outcome(procedure.rule_in_force, ballots)


def figures(ballots: Ballots, found: Result) -> dict[str, Any]:
    """Return replies and result as the record keeps them: whole numbers, words, no floats."""
    return {
        "ballots": {
            name: value
            for name, value in asdict(ballots).items()
            if value is not None and not (name == "chair" and not value)
        },
        "result": {
            "outcome": found.outcome.value,
            "approvals": found.approvals,
            "rejections": found.rejections,
            "abstentions": found.abstentions,
            "needed": found.needed,
            "quorum": found.quorum,
            "casting_vote": found.casting_vote,
        },
    }


def silent(procedure: Procedure) -> list[Ballot]:
    """Return the ballots nobody has cast, in protocol order."""
    return list(procedure.ballots.silent().in_protocol_order())


@dataclass(frozen=True)
class Shown:
    """Where a procedure stands at a moment, be it that nobody has closed it yet."""

    state: str
    outcome: str
    counted: dict[str, Any] | None


def shown(procedure: Procedure, *, at: datetime) -> Shown:
    """Return how a procedure stands; past its deadline its outcome is worked out, not stored."""
    if procedure.state != State.RUNNING or not procedure.is_over(at):
        return Shown(procedure.state, procedure.outcome, procedure.counted)
    ballots = counted(procedure, at=at)
    found = result(procedure, ballots)
    return Shown(State.CLOSED, found.outcome, figures(ballots, found))
