"""The words of feedback."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scale(TextChoices):
    """What a question of feedback asks for."""

    SCALE = "scale", _("From 1 to 5")
    CHOICE = "choice", _("One of several")
    SEVERAL = "several", _("Any of several")
    TEXT = "text", _("Text")


class Anonymity(TextChoices):
    """Whether answers carry a name."""

    ALWAYS = "always", _("Always anonymous")
    CHOICE = "choice", _("Anonymous unless the person wants to be named")


class Whom(TextChoices):
    """Who is asked what an event was like."""

    THERE = "there", _("those who were there, as attendance was taken")
    CONFIRMED = "confirmed", _("all who had a place, whether or not they came")
