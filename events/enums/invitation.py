"""The words of invitations and of suggested institutions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
