"""The tables of events, split by noun."""

from events.models.attendance import Attendance
from events.models.change_request import ChangeRequest
from events.models.event import Event
from events.models.funding import FundingSource
from events.models.participation import CountryParticipation
from events.models.places import EventGroup, Quota
from events.models.registration import LinkRequest, Registration
from events.models.series import Series
from events.models.session import EventDay, Session, Speaker

__all__ = [
    "Attendance",
    "ChangeRequest",
    "CountryParticipation",
    "Event",
    "EventDay",
    "EventGroup",
    "FundingSource",
    "LinkRequest",
    "Quota",
    "Registration",
    "Series",
    "Session",
    "Speaker",
]
