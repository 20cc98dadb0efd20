"""The tables of events, split by noun."""

from events.models.attendance import Attendance
from events.models.event import Event
from events.models.places import Quota
from events.models.registration import LinkRequest, Registration
from events.models.session import EventDay, Session, Speaker

__all__ = [
    "Attendance",
    "Event",
    "EventDay",
    "LinkRequest",
    "Quota",
    "Registration",
    "Session",
    "Speaker",
]
