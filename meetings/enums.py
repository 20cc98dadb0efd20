"""The words of meetings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DelegationState(TextChoices):
    """Where the delegation of one seat is."""

    DRAFT = "draft", _("Not named yet")
    SENT = "sent", _("Named")
    VALIDATED = "validated", _("Validated")
    NOBODY = "nobody", _("Nobody comes")


ANSWERED = frozenset(
    {DelegationState.SENT, DelegationState.VALIDATED, DelegationState.NOBODY}
)
"""Where the seat has said who comes, or that nobody does."""


class DelegationDeed(TextChoices):
    """What moves a delegation from one state to another."""

    SEND = "send", _("Send")
    STAY_AWAY = "stay_away", _("Say that nobody comes")
    TAKE_BACK = "take_back", _("Take back that nobody comes")
    VALIDATE = "validate", _("Validate")


class Deed(TextChoices):
    """What is done about meetings, as the journal words it."""

    CONVENED = "meetings.convened", _("convened a meeting")
    CONVENING_STOPPED = "meetings.convening_stopped", _("stopped the convening of a meeting")
    CONVENING_SENT = "meetings.convening_sent", _("sent the convening of a meeting out")
    DELEGATION_SENT = "meetings.delegation_sent", _("named a delegation")
    NOBODY_COMES = "meetings.nobody_comes", _("said that nobody comes for a seat")
    NOBODY_TAKEN_BACK = "meetings.nobody_taken_back", _("took back that nobody comes for a seat")
    DELEGATION_VALIDATED = "meetings.delegation_validated", _("validated a delegation")
    DELEGATIONS_REMINDED = "meetings.delegations_reminded", _("asked again for delegations")
    DELEGATIONS_TAKEN = "meetings.delegations_taken", _("took the list of delegations out")
    TERMS_CHANGED = "meetings.terms_changed", _("changed the places of delegations")
