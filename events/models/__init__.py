"""The tables of events, split by noun."""

from events.models.announcement import Announcement
from events.models.attendance import Attendance, AttendanceList, AttendanceTerms
from events.models.change_request import ChangeRequest
from events.models.event import Event
from events.models.feedback import FeedbackAnswer, FeedbackAsked, FeedbackForm
from events.models.funding import FundingSource
from events.models.invitation import Invitation
from events.models.mailing import Mailing, MailingRecipient
from events.models.participation import CountryParticipation
from events.models.places import EventGroup, Quota
from events.models.question import Answer, QuestionSet
from events.models.registration import LinkRequest, Registration
from events.models.reminder import Reminder
from events.models.series import Series
from events.models.session import EventDay, Session, Speaker
from events.models.suggestion import InstitutionSuggestion

__all__ = [
    "Announcement",
    "Answer",
    "Attendance",
    "AttendanceList",
    "AttendanceTerms",
    "ChangeRequest",
    "CountryParticipation",
    "Event",
    "EventDay",
    "EventGroup",
    "FeedbackAnswer",
    "FeedbackAsked",
    "FeedbackForm",
    "FundingSource",
    "InstitutionSuggestion",
    "Invitation",
    "LinkRequest",
    "Mailing",
    "MailingRecipient",
    "QuestionSet",
    "Quota",
    "Registration",
    "Reminder",
    "Series",
    "Session",
    "Speaker",
]
