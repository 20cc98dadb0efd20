"""The words of the outbox."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a letter stands."""

    QUEUED = "queued", _("Waiting to be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Could not be sent")
    BOUNCED = "bounced", _("Came back")
    STOPPED = "stopped", _("Stopped before it left")


class Outcome(TextChoices):
    """What came of one attempt, or what was reported afterwards."""

    ACCEPTED = "accepted", _("Accepted for delivery")
    DEFERRED = "deferred", _("Put off")
    REFUSED = "refused", _("Refused")
    NO_MAILBOX = "no_mailbox", _("No such mailbox")
    UNBUILDABLE = "unbuildable", _("Could not be made into a message")
    SUPPRESSED = "suppressed", _("Not sent: the address does not accept mail")
    EXPIRED = "expired", _("Not sent: too late to be of use")
    EXHAUSTED = "exhausted", _("Given up after the last attempt")
    DELIVERED = "delivered", _("Delivered")
    BOUNCED = "bounced", _("Came back")
    COMPLAINED = "complained", _("Reported as unwanted")


class Method(TextChoices):
    """What a calendar part asks of the calendar that reads it."""

    REQUEST = "REQUEST", _("Invitation")
    CANCEL = "CANCEL", _("Cancellation")
    PUBLISH = "PUBLISH", _("File to import")


class Verdict(TextChoices):
    """What became of a calendar's answer that came by mail."""

    NOTED = "noted", _("Taken down")
    ASKED = "asked", _("The person was asked to confirm it")
    IGNORED = "ignored", _("About nothing that is ahead")
    UNREADABLE = "unreadable", _("It cannot be read")
    STRANGER = "stranger", _("Nobody at that address is registered or invited")
    OTHER_SENDER = "other_sender", _("It came from another address than it speaks for")
    OTHER_DATE = "other_date", _("It answers an earlier date, or one that was never told")


DOUBTFUL = (Verdict.STRANGER, Verdict.OTHER_SENDER, Verdict.OTHER_DATE)


class Deed(TextChoices):
    """What people do to letters, as the journal records it."""

    RESENT = "letter.resent", _("sent the letter again")
    DISMISSED = "letter.dismissed", _("set the returned letter aside")
    REPLY_TAKEN = "letter.reply_taken", _("took down what a calendar answered")
    REPLY_HANDLED = "letter.reply_handled", _("dealt with what a calendar answered")
