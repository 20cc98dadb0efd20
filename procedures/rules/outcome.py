"""From a rule and the replies to the outcome: one function, in the order that the design fixes."""

from dataclasses import dataclass

from accounts.shares import least
from procedures.enums import Base, Decision, Outcome, QuorumOf, Silence
from procedures.rules.ballots import Ballots
from procedures.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome, and the figures that led to it.

    ``approvals``, ``rejections`` and ``abstentions`` are what was counted once silence was
    given its meaning. ``needed`` approvals adopt, ``quorum`` is the least that makes one;
    both are ``None`` where the rule asks for no such number or was not reached.
    """

    outcome: Outcome
    approvals: int
    rejections: int
    abstentions: int
    needed: int | None = None
    quorum: int | None = None
    casting_vote: bool = False


def outcome(rule: Rule, ballots: Ballots) -> Result:
    """Decide a procedure from its replies.

    Consent to the procedure comes first, then the chair's stop, the members' stop, an
    amendment, and only then the decision. Silence gets its meaning before quorum and
    majority are looked at. Late replies never count.
    """
    counted = _with_silence(rule, ballots)
    ended = _ended_before_the_decision(rule, ballots)
    if ended is not None:
        return Result(ended, *counted)
    match rule.decision:
        case Decision.FRACTION | Decision.THREE_WAY:
            return _by_share(rule, ballots, counted)
        case Decision.REVERSE:
            verdict = _reverse(rule, ballots)
        case Decision.OBJECTION:
            verdict = ballots.a < rule.objections_to_block
        case _:
            verdict = _unanimous(rule, ballots)
    return Result(_adopted(when=verdict), *counted)


def _adopted(*, when: bool) -> Outcome:
    return Outcome.ADOPTED if when else Outcome.NOT_ADOPTED


def _with_silence(rule: Rule, ballots: Ballots) -> tuple[int, int, int]:
    """Return approvals, rejections and abstentions with silence counted as the rule says."""
    approvals, abstentions = ballots.f, ballots.x
    if rule.silence == Silence.APPROVE:
        approvals += ballots.silent
    elif rule.silence == Silence.ABSTAIN:
        abstentions += ballots.silent
    return approvals, ballots.a, abstentions


def _ended_before_the_decision(rule: Rule, ballots: Ballots) -> Outcome | None:
    if rule.consent_of_all and ballots.consents is not None and ballots.consents < ballots.n:
        return Outcome.TERMINATED
    if rule.stop.chair and ballots.chair_stop:
        return Outcome.TERMINATED
    enough = rule.stop.needed(ballots.n)
    if enough is not None and ballots.stop >= enough:
        return Outcome.TERMINATED
    if rule.amendment_breaks and ballots.amend:
        return Outcome.NOT_ADOPTED
    return None


def _by_share(rule: Rule, ballots: Ballots, counted: tuple[int, int, int]) -> Result:
    approvals, rejections, abstentions = counted
    votes = approvals + rejections
    base = votes if rule.base == Base.CAST else ballots.n
    needed = least(base, rule.fraction, strict=rule.strict)
    casting = _casting_vote(rule, ballots, counted)
    quorum = rule.quorum.needed(ballots.n) if rule.quorum else None

    def result(verdict: Outcome) -> Result:
        return Result(verdict, *counted, needed, quorum, casting_vote=bool(casting))

    if rule.quorum and quorum is not None:
        took_part = votes if rule.quorum.of == QuorumOf.VOTES else votes + abstentions
        if took_part + bool(casting) < quorum:
            return result(Outcome.NO_QUORUM)
    if rule.decision == Decision.THREE_WAY:
        return result(_three_way(rule, ballots, counted, needed))
    if ballots.veto:
        return result(Outcome.NOT_ADOPTED)
    if _is_tied(rule, ballots, counted):
        return result(_adopted(when=casting == "for"))
    return result(_adopted(when=approvals >= needed))


def _is_tied(rule: Rule, ballots: Ballots, counted: tuple[int, int, int]) -> bool:
    """Return whether the chair decides: votes were cast, and as many for as against.

    Where the share is taken of all seats, a tie is a house that is split in the middle.
    """
    approvals, rejections, _abstentions = counted
    if not rule.chair_breaks_ties or approvals != rejections or not approvals:
        return False
    return rule.base == Base.CAST or 2 * approvals == ballots.n


def _casting_vote(rule: Rule, ballots: Ballots, counted: tuple[int, int, int]) -> str:
    return ballots.chair if _is_tied(rule, ballots, counted) else ""


def _three_way(rule: Rule, ballots: Ballots, counted: tuple[int, int, int], needed: int) -> Outcome:
    approvals, rejections, _abstentions = counted
    if approvals >= needed:
        return Outcome.ADOPTED
    if rule.reject_over is not None and rejections > ballots.n * rule.reject_over:
        return Outcome.NOT_ADOPTED
    return Outcome.INCONCLUSIVE


def _reverse(rule: Rule, ballots: Ballots) -> bool:
    base = ballots.n
    if rule.base == Base.MEMBERS_LESS_ABSTENTIONS:
        base -= ballots.x
    return 2 * ballots.a <= base


def _unanimous(rule: Rule, ballots: Ballots) -> bool:
    if ballots.a:
        return False
    if ballots.silent and rule.silence == Silence.NONE:
        return False
    abstain = ballots.x + (ballots.silent if rule.silence == Silence.ABSTAIN else 0)
    if abstain and not rule.abstention_ok:
        return False
    return bool(ballots.f) or rule.silence == Silence.APPROVE
