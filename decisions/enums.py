"""The words of the register."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    """What was decided."""

    ADOPTED = "ADOPTED", _("Adopted")
    NOT_ADOPTED = "NOT_ADOPTED", _("Not adopted")


class Deed(TextChoices):
    """What is done to the register, as the journal words it."""

    ENTERED = "decisions.entered", _("entered a decision into the register")
    VISIBILITY_CHANGED = "decisions.visibility", _("changed who may see a decision")
