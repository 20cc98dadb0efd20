"""The words of written procedures."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    """What a procedure came to."""

    ADOPTED = "ADOPTED", _("Adopted")
    NOT_ADOPTED = "NOT_ADOPTED", _("Not adopted")
    NO_QUORUM = "NO_QUORUM", _("No quorum")
    TERMINATED = "TERMINATED", _("Terminated, to be discussed in a meeting")
    INCONCLUSIVE = "INCONCLUSIVE", _("Inconclusive")
    CANCELLED = "CANCELLED", _("Withdrawn")


class Decision(TextChoices):
    """How replies become a decision."""

    FRACTION = "fraction", _("A share of approvals")
    REVERSE = "reverse", _("Adopted unless more than half is against")
    OBJECTION = "objection", _("Adopted unless somebody objects")
    UNANIMITY = "unanimity", _("Unanimity")
    THREE_WAY = "three_way", _("Adopted, not adopted or inconclusive")


class Base(TextChoices):
    """Of what a share is taken."""

    MEMBERS = "members", _("All seats")
    CAST = "cast", _("Votes for and against")
    MEMBERS_LESS_ABSTENTIONS = "members_less_abstentions", _("All seats less abstentions")


class Silence(TextChoices):
    """What it means not to reply."""

    NONE = "none", _("Nothing")
    APPROVE = "approve", _("Approval")
    ABSTAIN = "abstain", _("Abstention")


class QuorumOf(TextChoices):
    """What a quorum counts."""

    REPLIES = "replies", _("Replies: for, against and abstentions")
    VOTES = "votes", _("Votes: for and against")


class Unit(TextChoices):
    """In what a period is measured."""

    WORKING = "WD", _("Working days")
    CALENDAR = "CD", _("Calendar days")
