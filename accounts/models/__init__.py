"""The tables of people and seats, split by noun."""

from accounts.models.days import Holiday, PresidencyTerm
from accounts.models.mandate import Mandate
from accounts.models.network import Body, MemberState, Organisation, Seat
from accounts.models.notice import Notice
from accounts.models.reading import ReadMark
from accounts.models.user import User

__all__ = [
    "Body",
    "Holiday",
    "Mandate",
    "MemberState",
    "Notice",
    "Organisation",
    "PresidencyTerm",
    "ReadMark",
    "Seat",
    "User",
]
