"""A voting rule as data: what it may say, and what contradicts itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from accounts.shares import MalformedShareError, least, read_share
from procedures.enums import Base, Decision, QuorumOf, Silence, Unit

MAJORITY = "majority"
LONGEST_DAYS = 366
KEYS = {
    "decision", "fraction", "strict", "base", "silence", "quorum", "tie", "stop",
    "procedure_consent", "amendment_breaks", "abstention_ok", "objections_to_block",
    "reject_over", "veto_days", "window", "window_days", "window_unit", "minimum_days",
    "urgent_days", "extendable", "early_close",
}  # fmt: skip
"""Everything a rule may name; ``window`` is a remark."""

OF_DECISION: Mapping[str, frozenset[str]] = {
    "fraction": frozenset({Decision.FRACTION, Decision.THREE_WAY}),
    "strict": frozenset({Decision.FRACTION, Decision.THREE_WAY}),
    "base": frozenset({Decision.FRACTION, Decision.THREE_WAY, Decision.REVERSE}),
    "quorum": frozenset({Decision.FRACTION, Decision.THREE_WAY}),
    "tie": frozenset({Decision.FRACTION}),
    "veto_days": frozenset({Decision.FRACTION}),
    "abstention_ok": frozenset({Decision.UNANIMITY}),
    "objections_to_block": frozenset({Decision.OBJECTION}),
    "reject_over": frozenset({Decision.THREE_WAY}),
}
"""The decisions for which a parameter means something; elsewhere it is a contradiction."""


class MalformedRuleError(ValueError):
    """The data is no rule; ``key`` names the parameter, and the message says what is wrong."""

    def __init__(self, key: str, message: str) -> None:
        """Keep which parameter."""
        super().__init__(f"{key}: {message}" if key else message)
        self.key = key


@dataclass(frozen=True)
class Quorum:
    """How many must have taken part: a number, or a share of all seats."""

    of: str
    count: int | None = None
    fraction: Fraction | None = None
    strict: bool = False

    def needed(self, seats: int) -> int:
        """Return the least number that is a quorum of so many seats.

        >>> Quorum(of="replies", fraction=Fraction(1, 2), strict=True).needed(27)
        14
        """
        if self.count is not None:
            return self.count
        return least(seats, self.fraction or Fraction(1), strict=self.strict)


@dataclass(frozen=True)
class Stop:
    """Who can end the procedure: so many seats, or the chair.

    ``members`` is a number, or ``None`` where ``majority`` or nobody can.
    """

    members: int | None = None
    majority: bool = False
    chair: bool = False

    def needed(self, seats: int) -> int | None:
        """Return how many seats stop it, or nothing where seats cannot."""
        return seats // 2 + 1 if self.majority else self.members


@dataclass(frozen=True)
class Rule:
    """One voting rule; made by ``read_rule``, which refuses what makes no sense."""

    decision: str
    fraction: Fraction = Fraction(1, 2)
    strict: bool = False
    base: str = Base.MEMBERS
    silence: str = Silence.NONE
    quorum: Quorum | None = None
    chair_breaks_ties: bool = False
    stop: Stop = Stop()
    consent_of_all: bool = False
    amendment_breaks: bool = False
    abstention_ok: bool = False
    objections_to_block: int = 1
    reject_over: Fraction | None = None
    veto_days: int | None = None
    window_days: int = 10
    window_unit: str = Unit.WORKING
    minimum_days: int | None = None
    urgent_days: int | None = None
    extendable: bool = True
    early_close: bool = False


def read_rule(data: Any) -> Rule:
    """Return the rule that the data describes.

    The parameters are those of the worked examples. Raises ``MalformedRuleError`` for what is
    unknown, missing, of the wrong kind, or in contradiction to the way of deciding.
    """
    if not isinstance(data, Mapping):
        raise MalformedRuleError("", "a rule is an object with parameters")
    for key in data:
        if key not in KEYS:
            raise MalformedRuleError(str(key), "no such parameter")
    decision = _one_of(data, "decision", Decision, default=None)
    for key, decisions in OF_DECISION.items():
        if key in data and decision not in decisions:
            raise MalformedRuleError(key, f"has no meaning where the decision is {decision}")
    found = Rule(
        decision=decision,
        fraction=_share(data, "fraction", required=decision in OF_DECISION["fraction"]),
        strict=_flag(data, "strict"),
        base=_one_of(data, "base", Base, default=Base.MEMBERS),
        silence=_one_of(data, "silence", Silence, default=Silence.NONE),
        quorum=_quorum(data["quorum"]) if "quorum" in data else None,
        chair_breaks_ties=_only(data, "tie", "chair"),
        stop=_stop(data["stop"]) if "stop" in data else Stop(),
        consent_of_all=_only(data, "procedure_consent", "unanimity"),
        amendment_breaks=_flag(data, "amendment_breaks"),
        abstention_ok=_flag(data, "abstention_ok"),
        objections_to_block=_number(data, "objections_to_block") or 1,
        reject_over=_share(data, "reject_over", required=False) if "reject_over" in data else None,
        veto_days=_number(data, "veto_days", most=LONGEST_DAYS),
        window_days=_number(data, "window_days", most=LONGEST_DAYS) or 10,
        window_unit=_one_of(data, "window_unit", Unit, default=Unit.WORKING),
        minimum_days=_number(data, "minimum_days", most=LONGEST_DAYS),
        urgent_days=_number(data, "urgent_days", most=LONGEST_DAYS),
        extendable=_flag(data, "extendable", default=True),
        early_close=_flag(data, "early_close"),
    )
    _refuse_contradictions(found, data)
    return found


def _refuse_contradictions(rule: Rule, data: Mapping[str, Any]) -> None:
    if rule.decision == Decision.OBJECTION and "objections_to_block" not in data:
        raise MalformedRuleError("objections_to_block", "is missing")
    if rule.decision == Decision.THREE_WAY and rule.reject_over is None:
        raise MalformedRuleError("reject_over", "is missing")
    if rule.decision == Decision.REVERSE and rule.base == Base.CAST:
        raise MalformedRuleError("base", "a reverse majority is of all seats")
    if rule.decision == Decision.REVERSE and rule.silence != Silence.NONE:
        raise MalformedRuleError("silence", "a reverse majority counts those against alone")
    if rule.base == Base.MEMBERS_LESS_ABSTENTIONS and rule.decision != Decision.REVERSE:
        raise MalformedRuleError("base", "less abstentions is for a reverse majority")
    if rule.fraction == 1 and rule.strict:
        raise MalformedRuleError("fraction", "more than all can never be reached")
    if rule.silence == Silence.ABSTAIN and rule.decision == Decision.OBJECTION:
        raise MalformedRuleError("silence", "it is nothing or approval here")
    for name in ("minimum_days", "urgent_days"):
        days = getattr(rule, name)
        if days is not None and days > rule.window_days:
            raise MalformedRuleError(name, "is longer than the window")


def _one_of(data: Mapping[str, Any], key: str, choices: Any, *, default: str | None) -> str:
    if key not in data:
        if default is None:
            raise MalformedRuleError(key, "is missing")
        return default
    value = data[key]
    if not isinstance(value, str) or value not in choices.values:
        raise MalformedRuleError(key, f"is one of {', '.join(choices.values)}")
    return str(value)


def _flag(data: Mapping[str, Any], key: str, *, default: bool = False) -> bool:
    value = data.get(key, default)
    if not isinstance(value, bool):
        raise MalformedRuleError(key, "is true or false")
    return value


def _only(data: Mapping[str, Any], key: str, word: str) -> bool:
    if key in data and data[key] != word:
        raise MalformedRuleError(key, f"is {word}, or absent")
    return key in data


def _number(data: Mapping[str, Any], key: str, *, most: int = 10_000) -> int | None:
    if key not in data:
        return None
    value = data[key]
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        raise MalformedRuleError(key, f"is a whole number from 1 to {most}")
    return value


def _share(data: Mapping[str, Any], key: str, *, required: bool) -> Fraction:
    """Return an exact share; only fractions of whole numbers are taken, never decimals."""
    if key not in data:
        if required:
            raise MalformedRuleError(key, "is missing")
        return Fraction(1, 2)
    return _fraction(key, data[key])


def _fraction(key: str, value: Any) -> Fraction:
    problem = MalformedRuleError(key, 'is a fraction above 0 and at most 1, such as "2/3"')
    if not isinstance(value, str):
        raise problem
    try:
        return read_share(value)
    except MalformedShareError as error:
        raise problem from error


def _quorum(value: Any) -> Quorum:
    if not isinstance(value, Mapping) or not set(value) <= {"of", "count", "fraction", "strict"}:
        raise MalformedRuleError("quorum", "has of, and count or fraction")
    if ("count" in value) == ("fraction" in value):
        raise MalformedRuleError("quorum", "has a count or a fraction, not both")
    if "strict" in value and "count" in value:
        raise MalformedRuleError("quorum", "strict belongs to a fraction")
    return Quorum(
        of=_one_of(value, "of", QuorumOf, default=None),
        count=_number(value, "count"),
        fraction=_fraction("quorum", value["fraction"]) if "fraction" in value else None,
        strict=_flag(value, "strict"),
    )


def _stop(value: Any) -> Stop:
    if not isinstance(value, Mapping) or not value or not set(value) <= {"members", "chair"}:
        raise MalformedRuleError("stop", "has members, chair or both")
    members = value.get("members")
    chair = _flag(value, "chair")
    if members == MAJORITY:
        return Stop(majority=True, chair=chair)
    return Stop(members=_number(value, "members"), chair=chair)
