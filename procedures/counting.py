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


def chair_of(procedure: Procedure) -> MemberState | None:
    """Return the state in the chair in the deadline's last second; its casting vote counts."""
    ends = procedure.deadline_at or procedure.created_at
    return chair(procedure.body, on=network_day(ends))


def breaks_ties(ballot: Ballot) -> bool:
    """Return whether the seat's casting vote would count: the rule has one, and it presides."""
    procedure = ballot.procedure
    return procedure.rule_in_force.chair_breaks_ties and _is(chair_of(procedure), ballot)


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


def counted(procedure: Procedure) -> Ballots:
    """Return the replies of a procedure as numbers, as they stand now."""
    rows = list(procedure.ballots.values_list("choice", "casting", "member_state"))
    choices = [choice for choice, _casting, _state in rows]
    presiding = chair_of(procedure)
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
    ballots = counted(procedure)
    found = result(procedure, ballots)
    return Shown(State.CLOSED, found.outcome, figures(ballots, found))
