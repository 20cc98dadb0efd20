"""The tables of meetings, split by noun."""

from meetings.models.action import ActionPoint
from meetings.models.convening import Convening
from meetings.models.delegation import Delegate, Delegation, MeetingPlaces
from meetings.models.minutes import Addendum, Comment, Minutes, NoComment, Section
from meetings.models.record import Correction, ItemRecord

__all__ = [
    "ActionPoint",
    "Addendum",
    "Comment",
    "Convening",
    "Correction",
    "Delegate",
    "Delegation",
    "ItemRecord",
    "MeetingPlaces",
    "Minutes",
    "NoComment",
    "Section",
]
