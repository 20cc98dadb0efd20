"""The words of trainers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TrainerState(TextChoices):
    """Where a trainer is between nomination and leaving."""

    NOMINATED = "nominated", _("Nominated")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    LEFT = "left", _("No longer a trainer")


class TrainerDeed(TextChoices):
    """What moves a trainer from one state to another."""

    ACCEPT = "accept", _("Accept")
    DECLINE = "decline", _("Decline")
    NOMINATE_AGAIN = "nominate_again", _("Nominate again")
    LEAVE = "leave", _("Take off the list")
    RETURN = "return", _("Take on again")


class Period(TextChoices):
    """What a trainer says of a span of days."""

    FREE = "free", _("Free")
    AWAY = "away", _("Not available")


class Approval(TextChoices):
    """Whose approvals one looks for."""

    IN_FORCE = "in_force", _("In force")
    ENDING = "ending", _("Ends within 60 days")


class Deed(TextChoices):
    """What is done to trainers, as the journal words it."""

    NOMINATED = "trainers.nominated", _("nominated a trainer")
    CHANGED = "trainers.changed", _("changed what is kept of a trainer")
    CHECKED = "trainers.checked", _("decided on a requirement for a trainer")
    ACCEPTED = "trainers.accepted", _("accepted a trainer")
    DECLINED = "trainers.declined", _("declined a trainer")
    LEFT = "trainers.left", _("took a trainer off the list")
    ERASED = "trainers.erased", _("erased a trainer")
    RETURNED = "trainers.returned", _("took a trainer on again")
    APPROVED = "trainers.approved", _("approved a trainer for a course in a language")
    APPROVAL_ENDED = "trainers.approval_ended", _("ended the approval of a trainer")
    AVAILABILITY = "trainers.availability", _("changed when a trainer is available")
    INTEREST = "trainers.interest", _("told of interest in a trainer's training")
    INTEREST_ENDED = "trainers.interest_ended", _("took interest in a trainer's training back")
    INTEREST_ASKED = "trainers.interest_asked", _("asked all for interest in a trainer's training")
    NO_INTEREST = "trainers.no_interest", _("said that there is nobody for a trainer's training")
    REQUIREMENT_CHANGED = "trainers.requirement_changed", _("changed what is asked of trainers")
    REQUIREMENTS_LAID_OUT = "trainers.requirements_laid_out", _("laid out the requirements")
