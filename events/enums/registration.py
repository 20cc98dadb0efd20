"""The words of registrations and of the places they hold."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
    TAKE_BACK = "take_back", _("Take the hand-over back")
    CANCEL = "cancel", _("Cancel")
    RELEASE = "release", _("Take off the delegation")


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


class Approver(TextChoices):
    """Who says yes to a registration that needs it."""

    SECRETARIAT = "secretariat", _("The Secretariat")
    STATE = "state", _("The National Representative of the registrant's Member State")
    HOST = "host", _("The National Representative of the Member State that hosts it")
