"""The words of the questions that a form asks."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class QuestionType(TextChoices):
    """What kind of answer a question takes."""

    TEXT = "text", _("One line of text")
    LONG_TEXT = "long_text", _("Several lines of text")
    NUMBER = "number", _("A number")
    CHOICE = "choice", _("One of several options")
    SEVERAL = "several", _("Any of several options")
    YES_NO = "yes_no", _("Yes or no")
    DATE = "date", _("A day")
    FILE = "file", _("A file")
    CONSENT = "consent", _("Consent, a box to tick")


class Stage(TextChoices):
    """When a question is asked."""

    REGISTRATION = "registration", _("With the registration")
    CONFIRMED = "confirmed", _("Once the place is confirmed")


class Retention(TextChoices):
    """How long an answer is kept, and who sees it."""

    ORDINARY = "ordinary", _("As long as the registration")
    SENSITIVE = "sensitive", _("Diet, access, health: erased 30 days after the event")
    IDENTITY = "identity", _("Identity for the venue: erased 30 days after the event")
