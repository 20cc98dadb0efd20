"""The words of a work programme."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Party(TextChoices):
    """Who is responsible for a task, by the source's abbreviations."""

    SEC = "SEC", _("Secretariat")
    NR = "NR", _("National Representatives")
    PRES = "PRES", _("Presidency")
    EXCOM = "EXCOM", _("Executive Committee")
    COM = "COM", _("European Commission")
    EMPACT = "EMPACT", _("EMPACT")


class Deed(TextChoices):
    """What is done to a work programme, as the journal words it."""

    IMPORTED = "programme.imported", _("imported a work programme")
