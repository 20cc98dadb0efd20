"""The words of events and registrations."""

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


class Attending(TextChoices):
    """How one person takes part."""

    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")


class Group(TextChoices):
    """As what a person takes part."""

    PARTICIPANT = "participant", _("Participant")
    MEMBER = "member", _("Member")
    SPEAKER = "speaker", _("Speaker")
    STAFF = "staff", _("Staff")


class Capacity(TextChoices):
    """As what a delegate sits in a delegation."""

    HEAD = "head", _("Head of delegation")
    MEMBER = "member", _("Member")
    SUBSTITUTE = "substitute", _("Substitute")
    EXPERT = "expert", _("Expert")


class RegistrationState(TextChoices):
    """Where a registration is."""

    NAMED = "named", _("Named, not yet confirmed")
    PENDING = "pending", _("Awaiting approval")
    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("Place offered")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CANCELLED = "cancelled", _("Cancelled by the organiser")


LIVE = frozenset(
    {
        RegistrationState.NAMED,
        RegistrationState.PENDING,
        RegistrationState.WAITING,
        RegistrationState.OFFERED,
        RegistrationState.CONFIRMED,
    }
)
HOLDS_A_PLACE = frozenset({RegistrationState.OFFERED, RegistrationState.CONFIRMED})


class RegistrationDeed(TextChoices):
    """What moves a registration from one state to another."""

    CONFIRM = "confirm", _("Confirm")
    QUEUE = "queue", _("Put on the waiting list")
    OFFER = "offer", _("Offer a place")
    DECLINE = "decline", _("Decline")
    WITHDRAW = "withdraw", _("Withdraw")
    RESTORE = "restore", _("Take the withdrawal back")
    REAPPLY = "reapply", _("Ask again")
    PASS_ON = "pass_on", _("Pass the place on")
    CANCEL = "cancel", _("Cancel")


class RequestState(TextChoices):
    """Where the wish for a change is."""

    OPEN = "open", _("Awaiting a decision")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    TAKEN_BACK = "taken_back", _("Taken back")


class RequestDeed(TextChoices):
    """What moves the wish for a change from one state to another."""

    GRANT = "grant", _("Grant")
    REFUSE = "refuse", _("Refuse")
    TAKE_BACK = "take_back", _("Take back")


class QuotaScope(TextChoices):
    """What a number of places is counted over."""

    TOTAL = "total", _("All places")
    EACH_STATE = "each_state", _("Each Member State")
    STATE = "state", _("One Member State")
    GROUP = "group", _("A group")
    ATTENDING = "attending", _("In person or online")
    SESSION = "session", _("A session")
    CHOICE = "choice", _("A choice in a question")


class QuestionType(TextChoices):
    """What kind of answer a question takes."""

    TEXT = "text", _("One line of text")
    LONG_TEXT = "long_text", _("Several lines of text")
    NUMBER = "number", _("A number")
    CHOICE = "choice", _("One of several options")
    SEVERAL = "several", _("Any of several options")
    YES_NO = "yes_no", _("Yes or no")
    DATE = "date", _("A day")
    FILE = "file", _("A file")
    CONSENT = "consent", _("Consent, a box to tick")


class Stage(TextChoices):
    """When a question is asked."""

    REGISTRATION = "registration", _("With the registration")
    CONFIRMED = "confirmed", _("Once the place is confirmed")


class Retention(TextChoices):
    """How long an answer is kept, and who sees it."""

    ORDINARY = "ordinary", _("As long as the registration")
    SENSITIVE = "sensitive", _("Diet, access, health: erased 30 days after the event")
    IDENTITY = "identity", _("Identity for the venue: erased 30 days after the event")


class Kept(TextChoices):
    """What is kept for a while after an event, by the rule that ends it."""

    SENSITIVE = "sensitive", _("Answers on diet, access and health")
    IDENTITY = "identity", _("Answers on identity, for the venue")
    ABSENT = "absent", _("Registrations and invitations of people who did not take part")
    PARTICIPATION = "participation", _("Registrations of people who took part")


class Approver(TextChoices):
    """Who says yes to a registration that needs it."""

    SECRETARIAT = "secretariat", _("The Secretariat")
    STATE = "state", _("The National Representative of the registrant's Member State")


class SpeakerRole(TextChoices):
    """What a person does in a session."""

    SPEAKER = "speaker", _("Speaker")
    MODERATOR = "moderator", _("Moderator")
    TRAINER = "trainer", _("Trainer")


class ParticipationState(TextChoices):
    """Whether a country takes part in a focus day."""

    ASKED = "asked", _("Asked, no answer yet")
    CONFIRMED = "confirmed", _("Takes part")
    DECLINED = "declined", _("Does not take part")


class ParticipationDeed(TextChoices):
    """What moves a country's participation from one state to another."""

    CONFIRM = "confirm", _("Take part")
    DECLINE = "decline", _("Do not take part")


class Presence(TextChoices):
    """Whether somebody was at a session."""

    UNKNOWN = "unknown", _("Unknown")
    PRESENT = "present", _("Present")
    PARTIAL = "partial", _("Present for a part")
    ONLINE = "online", _("Online")
    EXCUSED = "excused", _("Excused")
    ABSENT = "absent", _("Absent")


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


class ReminderKind(TextChoices):
    """What an event reminds people of by itself."""

    BEFORE_CLOSING = "before_closing", _("Before registration closes")
    DETAILS_DUE = "details_due", _("Before the details are due")
    DAY_BEFORE = "day_before", _("The day before")
    HOUR_BEFORE = "hour_before", _("The hour before")
    AFTER_PRESENT = "after_present", _("Afterwards")


class Audience(TextChoices):
    """Out of whom the readers of a letter to many are chosen."""

    REGISTERED = "registered", _("People who registered")
    INVITED = "invited", _("People who were invited")
    SPEAKERS = "speakers", _("People on the programme")


class Skipped(TextChoices):
    """Why somebody who was meant gets no letter."""

    NO_ADDRESS = "no_address", _("No address of their own")
    SUPPRESSED = "suppressed", _("The address takes no mail")
    TWICE = "twice", _("Gets the letter already")
    LEFT = "left", _("No longer among them when it was written")
    LATE = "late", _("Too late to be of use")


class InvitationKind(TextChoices):
    """As what somebody is invited."""

    SEAT = "seat", _("A seat")
    ORGANISATION = "organisation", _("An institution")
    PERSON = "person", _("A person")


class InvitationState(TextChoices):
    """Where an invitation is, and what was answered."""

    PREPARED = "prepared", _("Prepared, not sent")
    SILENT = "silent", _("No answer yet")
    IN_PERSON = "in_person", _("Comes in person")
    ONLINE = "online", _("Takes part online")
    NO = "no", _("Does not come")
    SUBSTITUTE = "substitute", _("Sends somebody else")
    REVOKED = "revoked", _("Taken back")


COMES = frozenset({InvitationState.IN_PERSON, InvitationState.ONLINE})
ANSWERED = COMES | {InvitationState.NO, InvitationState.SUBSTITUTE}
ASKED = ANSWERED | {InvitationState.SILENT}


class InvitationDeed(TextChoices):
    """What moves an invitation from one state to another."""

    SEND = "send", _("Send")
    COME = "come", _("Come in person")
    JOIN = "join", _("Take part online")
    REFUSE = "refuse", _("Say no")
    PASS_ON = "pass_on", _("Send somebody else")
    REVOKE = "revoke", _("Take back")


class SuggestionState(TextChoices):
    """Where the suggestion of an institution is."""

    PROPOSED = "proposed", _("To be decided")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")


class SuggestionDeed(TextChoices):
    """What moves a suggestion from one state to another."""

    ACCEPT = "accept", _("Accept")
    DECLINE = "decline", _("Decline")
    WITHDRAW = "withdraw", _("Take back")


class Deed(TextChoices):
    """What is done to events and registrations, as the journal words it."""

    DRAFTED = "events.drafted", _("drafted an event")
    CHANGED = "events.changed", _("changed an event")
    PROGRAMME_CHANGED = "events.programme_changed", _("changed an event's programme")
    PLACES_CHANGED = "events.places_changed", _("changed an event's places")
    QUESTIONS_CHANGED = "events.questions_changed", _("changed an event's questions")
    PUBLISHED = "events.published", _("published an event")
    CANCELLED = "events.cancelled", _("cancelled an event")
    REVIVED = "events.revived", _("revived an event")
    HELD = "events.held", _("marked an event as held")
    CLOSED = "events.closed", _("closed an event")
    REGISTERED = "events.registered", _("registered")
    REGISTERED_AGAIN = "events.registered_again", _("tried to register again")
    CONFIRMED = "events.confirmed", _("confirmed a registration")
    PROMOTED = "events.promoted", _("was promoted from the waiting list")
    OFFERED = "events.offered", _("was offered a place")
    OFFER_ACCEPTED = "events.offer_accepted", _("accepted a place")
    OFFER_LAPSED = "events.offer_lapsed", _("let the offer of a place lapse")
    PASSING_ON = "events.passing_on", _("named who takes over a place")
    PASSED_ON = "events.passed_on", _("passed a place on")
    CHANGE_ASKED = "events.change_asked", _("asked for a change after registration closed")
    CHANGE_GRANTED = "events.change_granted", _("granted a change")
    CHANGE_REFUSED = "events.change_refused", _("refused a change")
    CHANGE_TAKEN_BACK = "events.change_taken_back", _("no longer asked for a change")
    DECLINED = "events.declined", _("declined a registration")
    WITHDRAWN = "events.withdrawn", _("withdrew a registration")
    RESTORED = "events.restored", _("took a withdrawal back")
    REGISTRATION_CANCELLED = "events.registration_cancelled", _("cancelled a registration")
    REGISTRATION_CHANGED = "events.registration_changed", _("changed a registration")
    LINK_SENT = "events.link_sent", _("asked for the link to a registration")
    COPIED = "events.copied", _("copied an event")
    SERIES_BEGUN = "events.series_begun", _("began a series")
    SERIES_CHANGED = "events.series_changed", _("changed a series")
    SERIES_JOINED = "events.series_joined", _("put an event into a series")
    SERIES_LEFT = "events.series_left", _("took an event out of its series")
    FORM_SHARED = "events.form_shared", _("changed by which form an event takes registrations")
    LIST_TAKEN = "events.list_taken", _("took the list of registrations out")
    COUNTRIES_ASKED = "events.countries_asked", _("asked countries to take part in a focus day")
    COUNTRY_TAKEN_OFF = "events.country_taken_off", _("took a country off a focus day")
    COUNTRY_ANSWERED = "events.country_answered", _("answered for a country in a focus day")
    FUNDING_ADDED = "events.funding_added", _("added a funding source")
    FUNDING_CHANGED = "events.funding_changed", _("changed a funding source")
    SPEAKER_CHANGED = "events.speaker_changed", _("changed what is kept of a speaker")
    SPEAKER_ASKED = "events.speaker_asked", _("asked a speaker for consent")
    SPEAKER_ANSWERED = "events.speaker_answered", _("answered as a speaker whether to be published")
    REPORTED = "events.reported", _("wrote the short report on an event")
    MAILING_DRAFTED = "events.mailing_drafted", _("drafted a letter to many")
    MAILING_CHANGED = "events.mailing_changed", _("changed a draft of a letter to many")
    MAILING_REMOVED = "events.mailing_removed", _("threw a draft of a letter to many away")
    MAILED = "events.mailed", _("sent a letter to many")
    MAILING_STOPPED = "events.mailing_stopped", _("stopped a letter to many")
    MAILING_RESTARTED = "events.mailing_restarted", _("let a letter to many go on")
    REMINDED = "events.reminded", _("sent a reminder by itself")
    REMINDER_MISSED = "events.reminder_missed", _("missed the hour of a reminder")
    REMINDERS_CHANGED = "events.reminders_changed", _("changed an event's reminders")
    SENDER_CHANGED = "events.sender_changed", _("changed the sender of an event's letters")
    NEWS_STOPPED = "events.news_stopped", _("stopped the letters about a change")
    INVITATION_PREPARED = "events.invitation_prepared", _("prepared an invitation")
    INVITED = "events.invited", _("invited somebody")
    INVITED_AGAIN = "events.invited_again", _("asked again for an answer")
    INVITATION_ANSWERED = "events.invitation_answered", _("answered an invitation")
    INVITATION_REVOKED = "events.invitation_revoked", _("took an invitation back")
    INVITATION_MAILED = "events.invitation_mailed", _("sent an invitation with a new link")
    INSTITUTION_SUGGESTED = "events.institution_suggested", _("suggested an institution")
    SUGGESTION_ACCEPTED = "events.suggestion_accepted", _("accepted a suggested institution")
    SUGGESTION_DECLINED = "events.suggestion_declined", _("declined a suggested institution")
    SUGGESTION_WITHDRAWN = "events.suggestion_withdrawn", _("took a suggestion back")
    SENSITIVE_READ = "events.sensitive_read", _("read answers on diet, access or identity")
    ERASED = "events.erased", _("erased what is kept no longer")
