"""The words of trainers' assignments."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AssignmentState(TextChoices):
    """How far a trainer's assignment to a training is."""

    PROPOSED = "proposed", _("Proposed")
    INVITED = "invited", _("Invited")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    CONFIRMED = "confirmed", _("Confirmed")
    DELIVERED = "delivered", _("Delivered")
    DROPPED = "dropped", _("Released")


ENDED = (AssignmentState.DECLINED, AssignmentState.DROPPED)
STANDS = tuple(state for state in AssignmentState if state not in ENDED)
TEACHES = (AssignmentState.CONFIRMED, AssignmentState.DELIVERED)


class AssignmentDeed(TextChoices):
    """What moves an assignment from one state to another."""

    INVITE = "invite", _("Invite")
    ACCEPT = "accept", _("Accept")
    DECLINE = "decline", _("Decline")
    CONFIRM = "confirm", _("Confirm")
    DELIVER = "deliver", _("Mark as delivered")
    DROP = "drop", _("Release")


class Reason(TextChoices):
    """Why a trainer ranks where it does, to be filled with the values."""

    LANGUAGE = "language", _("teaches in %(language)s")
    APPROVED = "approved", _("approved without an end")
    APPROVED_UNTIL = "approved_until", _("approved until %(year)d")
    FREE_ON_ALL = "free_on_all", _("free on all dates")
    FREE_ON = "free_on", _("free on %(number)d of %(all)d dates")
    SAYS_FREE = "says_free", _("says to be free")
    SAME_COUNTRY = "same_country", _("from the host's country")
    NO_LOAD = "no_load", _("no training in 12 months")
    LOAD = "load", _("trainings in 12 months: %(number)d")
