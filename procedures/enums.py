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


class State(TextChoices):
    """Where a procedure is in its life."""

    DRAFT = "draft", _("Draft")
    RUNNING = "running", _("Running")
    CLOSED = "closed", _("Closed")
    NOTIFIED = "notified", _("Closed, outcome notified")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ProcedureDeed(TextChoices):
    """What moves a procedure from one state to another."""

    LAUNCH = "launch", _("Launch")
    EXTEND = "extend", _("Extend")
    CLOSE = "close", _("Close")
    NOTIFY = "notify", _("Notify")
    WITHDRAW = "withdraw", _("Withdraw")


class Agreed(TextChoices):
    """How the Presidency agreed to a decision in writing."""

    MAIL = "mail", _("By mail")
    MEETING = "meeting", _("In a meeting")
    PHONE = "phone", _("By telephone")
    HERE = "here", _("In this system")


class Choice(TextChoices):
    """What a seat replies."""

    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    ABSTAIN = "abstain", _("Abstain")


class Casting(TextChoices):
    """How the chair would break a tie."""

    FOR = "for", _("For")
    AGAINST = "against", _("Against")


class Happening(TextChoices):
    """What the ledger of a procedure holds."""

    LAUNCHED = "launched", _("Launched")
    REPLIED = "replied", _("Replied")
    ENTERED = "entered", _("Reply entered by the Secretariat")
    LATE = "late", _("Late reply, not counted")
    OBJECTED = "objected", _("Objected to the procedure")
    AMENDED = "amended", _("Proposed an amendment")
    EXTENDED = "extended", _("Extended")
    REMINDED = "reminded", _("Reminded")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Deed(TextChoices):
    """What is done to procedures, as the journal words it; never what a seat replied."""

    DRAFTED = "procedures.drafted", _("drafted a written procedure")
    CONVERTED = "procedures.converted", _("drafted a written procedure from an item of an agenda")
    CHANGED = "procedures.changed", _("changed a written procedure's draft")
    LAUNCHED = "procedures.launched", _("launched a written procedure")
    REPLIED = "procedures.replied", _("replied in a written procedure")
    ENTERED = "procedures.entered", _("entered a reply in a written procedure")
    LATE = "procedures.late", _("recorded a late reply in a written procedure")
    OBJECTED = "procedures.objected", _("objected to a written procedure")
    AMENDED = "procedures.amended", _("proposed an amendment in a written procedure")
    EXTENDED = "procedures.extended", _("extended a written procedure")
    REMINDED = "procedures.reminded", _("reminded the silent of a written procedure")
    REMINDS = "procedures.reminds", _("let a written procedure remind the silent by itself")
    REMINDS_NOT = "procedures.reminds_not", _("let a written procedure remind nobody by itself")
    CLOSED = "procedures.closed", _("closed a written procedure")
    NOTIFIED = "procedures.notified", _("notified the outcome of a written procedure")
    WITHDRAWN = "procedures.withdrawn", _("withdrew a written procedure")
    RULE_SAVED = "procedures.rule_saved", _("saved a voting rule")
    EXPORTED = "procedures.exported", _("took the record of a written procedure out")
