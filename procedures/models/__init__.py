"""The tables of written procedures, split by noun."""

from procedures.models.ballot import Amendment, Ballot, Objection, ReplyDraft
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
    "ReplyDraft",
    "Statement",
    "VotingRule",
]
