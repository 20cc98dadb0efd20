"""What follows from a voting rule and the replies; pure, exact, the same for everybody."""

from procedures.rules.ballots import Ballots, MalformedBallotsError, read_ballots
from procedures.rules.outcome import Result, outcome
from procedures.rules.rule import MalformedRuleError, Quorum, Rule, Stop, read_rule

__all__ = [
    "Ballots",
    "MalformedBallotsError",
    "MalformedRuleError",
    "Quorum",
    "Result",
    "Rule",
    "Stop",
    "outcome",
    "read_ballots",
    "read_rule",
]
