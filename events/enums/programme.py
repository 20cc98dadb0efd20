"""The words of a programme: who speaks, and which countries take part."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SpeakerRole(TextChoices):
    """What a person does in a session."""

    SPEAKER = "speaker", _("Speaker")
    MODERATOR = "moderator", _("Moderator")
    TRAINER = "trainer", _("Trainer")


class ParticipationState(TextChoices):
    """Whether a country takes part in a focus day."""

    ASKED = "asked", _("Asked, no answer yet")
    CONFIRMED = "confirmed", _("Takes part")
    DECLINED = "declined", _("Does not take part")


class ParticipationDeed(TextChoices):
    """What moves a country's participation from one state to another."""

    CONFIRM = "confirm", _("Take part")
    DECLINE = "decline", _("Do not take part")
