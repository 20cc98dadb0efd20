"""The words of events: what they are, where in their life, how they come again."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What an event is."""

    MEETING = "meeting", _("Meeting")
    SEMINAR = "seminar", _("Seminar")
    CONFERENCE = "conference", _("Conference")
    EXPERT_MEETING = "expert_meeting", _("Expert meeting")
    STAKEHOLDERS = "stakeholders", _("Stakeholders' meeting")
    NCPC = "ncpc", _("National Crime Prevention Councils meeting")
    INTRODUCTION = "introduction", _("Introduction meeting")
    PLATFORM = "platform", _("Platform")
    WEBINAR = "webinar", _("Webinar")
    TRAINING = "training", _("Training")
    FOCUS_DAY = "focus_day", _("Focus day")
    EXTERNAL = "external", _("External meeting")


class State(TextChoices):
    """Where an event is in its life."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    HELD = "held", _("Held")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


class EventDeed(TextChoices):
    """What moves an event from one state to another."""

    PUBLISH = "publish", _("Publish")
    HOLD = "hold", _("Mark as held")
    CLOSE = "close", _("Close")
    CANCEL = "cancel", _("Cancel")
    REVIVE = "revive", _("Revive")


class Mode(TextChoices):
    """How people take part."""

    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("In person and online")


class Recurrence(TextChoices):
    """By what rule a series comes again; without one its events were put together by hand."""

    WEEKS = "weeks", _("Every so many weeks, on a weekday")
    MONTHS = "months", _("On a weekday of the month")


class WeekOfMonth(IntegerChoices):
    """Which of a month's Mondays, Tuesdays and so on."""

    FIRST = 1, _("first")
    SECOND = 2, _("second")
    THIRD = 3, _("third")
    FOURTH = 4, _("fourth")
    LAST = 5, _("last")


class Weekday(IntegerChoices):
    """A day of the week, as ``date.weekday`` counts."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class CopyPart(TextChoices):
    """What a copy of an event takes along, beside what is said about it."""

    VENUE = "venue", _("Venue, address and access")
    JOIN_LINK = "join_link", _("Join link")
    PROGRAMME = "programme", _("Programme: sessions and speakers")
    CONSENT = "consent", _("Speakers' consent to be published")
    QUESTIONS = "questions", _("Questions of the form")
    PLACES = "places", _("Places, groups, approval and times of registration")
    COUNTRIES = "countries", _("Countries that are asked")
    REMINDERS = "reminders", _("Reminders")
    INVITATIONS = "invitations", _("List of the invited, not yet sent")
    DOCUMENTS = "documents", _("Documents, as they are now")
    PROMOTERS = "promoters", _("Co-promoters")
    FORWARD = "forward", _("Text to forward")
    TASKS = "tasks", _("Tasks of the work programme")
    SERIES = "series", _("The series it belongs to")


class Later(TextChoices):
    """What one event of a series can say for those that follow."""

    TITLE = "title", _("Title; the year in it follows the date")
    SUMMARY = "summary", _("Text about it")
    VENUE = "venue", _("Venue, address and access")
    HOURS = "hours", _("Hours of the day")


class JoinFrom(IntegerChoices):
    """From when a confirmed person sees the join link on the own page."""

    CONFIRMATION = 0, _("From confirmation on")
    HOUR = 1, _("From one hour before")
    DAY = 24, _("From 24 hours before")


class Kept(TextChoices):
    """What is kept for a while after an event, by the rule that ends it."""

    SENSITIVE = "sensitive", _("Answers on diet, access and health")
    IDENTITY = "identity", _("Answers on identity, for the venue")
    ABSENT = "absent", _("Registrations and invitations of people who did not take part")
    CONTACT = "contact", _("Addresses of contacts, and of speakers who are not published")
    PARTICIPATION = "participation", _("Registrations of people who took part")
    SPEAKER = "speaker", _("Addresses of speakers who are published")
