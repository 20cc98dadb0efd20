"""The tables of written procedures, split by noun."""

from procedures.models.ballot import Amendment, Ballot, Objection
from procedures.models.ledger import BallotEvent, Statement
from procedures.models.procedure import FrozenDocument, Procedure
from procedures.models.rule import VotingRule

__all__ = [
    "Amendment",
    "Ballot",
    "BallotEvent",
    "FrozenDocument",
    "Objection",
    "Procedure",
    "Statement",
    "VotingRule",
]
