"""The words of requests: where they are, what is done to them, what is still missing."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RequestState(TextChoices):
    """Where a request is in its life."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    NEEDS_INFO = "needs_info", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    SCHEDULED = "scheduled", _("Scheduled")
    DELIVERED = "delivered", _("Delivered")
    CLOSED = "closed", _("Closed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CANCELLED = "cancelled", _("Cancelled")


class RequestDeed(TextChoices):
    """What is done to a request in its states."""

    SUBMIT = "submit", _("Send to the Secretariat")
    ASK = "ask", _("Ask back")
    ANSWER = "answer", _("Answer")
    ACCEPT = "accept", _("Accept")
    DECLINE = "decline", _("Decline")
    WITHDRAW = "withdraw", _("Withdraw")
    SCHEDULE = "schedule", _("Schedule")
    RESCHEDULE = "reschedule", _("Move to another date")
    DELIVER = "deliver", _("Mark as delivered")
    CLOSE = "close", _("Close")
    ASK_TO_CANCEL = "ask_to_cancel", _("Ask to cancel")
    GO_ON = "go_on", _("Answer that it goes on")
    CANCEL = "cancel", _("Cancel")


class Need(TextChoices):
    """What must be so before a deed, as the page lists it."""

    WISH = "wish", _("The request is complete.")
    QUESTION = "question", _("There is a question.")
    ANSWER = "answer", _("There is an answer.")
    ASSIGNEE = "assignee", _("Somebody of the Secretariat looks after it.")
    REASON = "reason", _("There is a reason.")
    ASKED = "asked", _("The host has asked to cancel.")
    DATE = "date", _("Both sides and the trainers agree on the date.")
    TRAINERS = "trainers", _("Two trainers are confirmed, or one with a written reason.")
    LANGUAGE = "language", _("An approved trainer speaks the language.")
    MATERIAL = "material", _("The material is there in the language, or that is waived.")
    CHECKLIST = "checklist", _("The host has confirmed the checklist.")
    OVER = "over", _("The last session is over.")
    ATTENDANCE = "attendance", _("Everybody's attendance is known.")
    CERTIFICATES = "certificates", _("Certificates are issued, or that is waived.")
    FEEDBACK = "feedback", _("Feedback is closed.")
    REPORT = "report", _("The report has been sent to the host.")


class Fault(TextChoices):
    """What is wrong with what was said, to be filled with the values."""

    MISSING = "missing", _("This is needed.")
    NOT_POSITIVE = "not_positive", _("At least one person.")
    LEAST_ABOVE_MOST = (
        "least_above_most",
        _("The minimum, %(least)d, is above the maximum, %(most)d."),
    )
    OUTSIDE = "outside", _("%(expected)d expected is not between %(least)d and %(most)d.")
    SUM = "sum", _("%(parts)d in the groups, %(expected)d expected: they must be the same.")
    UNKNOWN = "unknown", _("There is no such choice.")
    FEW_WINDOWS = "few_windows", _("Give at least two windows.")
    MANY_WINDOWS = "many_windows", _("Give at most ten windows.")
    BACKWARDS = "backwards", _("Window %(number)d ends before it begins.")
    PAST = "past", _("Window %(number)d begins in the past.")
    TOO_SHORT = (
        "too_short",
        _("Window %(number)d is shorter than the course, which needs %(days)d days."),
    )
    OVERLAP = "overlap", _("Window %(number)d overlaps window %(other)d.")
    NO_DATE = "no_date", _("No date is chosen.")
    NOT_PROPOSED = "not_proposed", _("The date has not been proposed.")
    DATE_PASSED = "date_passed", _("The date is not in the future.")
    HOST_SILENT = "host_silent", _("The host has not answered for this date.")
    HOST_REFUSES = "host_refuses", _("The host cannot on this date.")
    SECRETARIAT_SILENT = "secretariat_silent", _("The Secretariat has not answered for this date.")
    SECRETARIAT_REFUSES = "secretariat_refuses", _("The Secretariat cannot on this date.")
    TRAINER_SILENT = "trainer_silent", _("%(name)s has not answered for this date.")
    TRAINER_REFUSES = "trainer_refuses", _("%(name)s cannot on this date.")
    TRAINER_BOOKED = "trainer_booked", _("%(name)s teaches elsewhere on that date.")
    OTHER_DELIVERY = (
        "other_delivery",
        _("The training that it is to join is cancelled, or of other days, course or language."),
    )
    OTHER_LENGTH = (
        "other_length",
        _("The course takes %(days)d days now: propose the date anew."),
    )
    NO_TRAINER = "no_trainer", _("No trainer who is approved on that date is confirmed.")
    FEW_TRAINERS = (
        "few_trainers",
        _(
            "Only one confirmed trainer is approved in %(language)s on that date: confirm another,"
            " or say why one is enough."
        ),
    )
    NOT_APPROVED = (
        "not_approved",
        _("%(name)s is not approved for the course in %(language)s then."),
    )
    NOT_SPOKEN = (
        "not_spoken",
        _("No confirmed trainer is approved to teach in %(language)s on that date."),
    )
    NO_MATERIAL = (
        "no_material",
        _("The material is not published in %(language)s: publish it, or waive that."),
    )
    CHECKLIST_OPEN = "checklist_open", _("The host has not confirmed the checklist.")
    NOT_OVER = "not_over", _("The last session is not over yet.")
    ATTENDANCE_UNKNOWN = (
        "attendance_unknown",
        _("Of %(number)d people it is not known whether they were there."),
    )
    CERTIFICATES_DUE = (
        "certificates_due",
        _("%(number)d people have earned a certificate that is not issued."),
    )
    FEEDBACK_OPEN = "feedback_open", _("Feedback has not been closed.")
    REPORT_DUE = "report_due", _("The report has not been sent to the host.")
    NOT_ASKED = "not_asked", _("The host has not asked to cancel.")


class Flag(TextChoices):
    """What a request is marked with; worked out, never stored."""

    STALLED = "stalled", _("Stalled")
    OVERDUE = "overdue", _("Overdue")
    SHORT_NOTICE = "short_notice", _("Short notice")


class PlaceKind(TextChoices):
    """Where the training is to be held."""

    BRUSSELS = "brussels", _("In Brussels")
    MEMBER_STATE = "member_state", _("In the Member State")
    ONLINE = "online", _("Online")


class Answer(TextChoices):
    """What somebody says to a date."""

    YES = "yes", _("Yes")
    IF_NEED_BE = "if_need_be", _("If need be")
    NO = "no", _("No")


class Party(TextChoices):
    """Who answers for a date."""

    HOST = "host", _("Host")
    SECRETARIAT = "secretariat", _("Secretariat")
    TRAINER = "trainer", _("Trainer")


class Happening(TextChoices):
    """What stands on the timeline, which both sides read."""

    DRAFTED = "drafted", _("began the request")
    SUBMITTED = "submitted", _("sent the request")
    ASKED = "asked", _("asked a question")
    ANSWERED = "answered", _("answered")
    ACCEPTED = "accepted", _("accepted the request")
    REASSIGNED = "reassigned", _("changed who looks after it")
    DECLINED = "declined", _("declined the request")
    WITHDRAWN = "withdrawn", _("withdrew the request")
    DATES_PROPOSED = "dates_proposed", _("proposed dates")
    DATE_DROPPED = "date_dropped", _("took a date back")
    DATES_ANSWERED = "dates_answered", _("answered the dates")
    TRAINER_INVITED = "trainer_invited", _("invited a trainer")
    TRAINER_ACCEPTED = "trainer_accepted", _("said yes to teaching")
    TRAINER_DECLINED = "trainer_declined", _("said no to teaching")
    YES_ENTERED = "yes_entered", _("entered a trainer's yes")
    NO_ENTERED = "no_entered", _("entered a trainer's no")
    TRAINER_ANSWERED = "trainer_answered", _("answered the dates")
    TRAINER_CONFIRMED = "trainer_confirmed", _("confirmed a trainer")
    TRAINER_DROPPED = "trainer_dropped", _("released a trainer")
    CHECKLIST_CONFIRMED = "checklist_confirmed", _("confirmed the checklist")
    TASK_ADDED = "task_added", _("added a task")
    TASK_CHANGED = "task_changed", _("changed a task")
    TASK_DONE = "task_done", _("ticked off a task")
    TASK_REOPENED = "task_reopened", _("opened a task again")
    SCHEDULED = "scheduled", _("scheduled the training")
    RESCHEDULED = "rescheduled", _("moved the training to another date")
    CANCEL_ASKED = "cancel_asked", _("asked to cancel")
    GOES_ON = "goes_on", _("answered that it goes on")
    CANCELLED = "cancelled", _("cancelled the training")
    DELIVERED = "delivered", _("The training took place")
    REPORTED = "reported", _("sent the report")
    CLOSED = "closed", _("closed the request")
    MESSAGE = "message", _("wrote")
