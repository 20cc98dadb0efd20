"""The words of letters to many and of reminders."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
