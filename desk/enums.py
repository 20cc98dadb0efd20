"""The words of the desk."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Deed(TextChoices):
    """What is done at the desk, as the journal words it."""

    JOURNAL_TAKEN = "desk.journal_taken", _("took the journal out")
    MEMBER_ASKED = "desk.member_asked", _("asked for somebody in a Presidency's team")
    PERSON_TAKEN = "desk.person_taken", _("took the data of one person out")
    PERSON_ERASED = "desk.person_erased", _("erased a person")
