"""The words of agendas."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AgendaState(TextChoices):
    """Where an agenda is."""

    PREPARING = "preparing", _("Being prepared")
    CIRCULATED = "circulated", _("Draft, sent out")
    ADOPTED = "adopted", _("Adopted")


class ItemKind(TextChoices):
    """What a body does with an item."""

    ADOPTION = "A", _("Adoption without debate")
    DISCUSSION = "B", _("Discussion and decision")
    INFORMATION = "INF", _("Information")
    OTHER = "AOB", _("Any other business")


class ItemState(TextChoices):
    """Where an item is."""

    OPEN = "open", _("On the agenda")
    IN_WRITING = "in_writing", _("Decided in writing")
    STRUCK = "struck", _("Taken off")


class Presenter(TextChoices):
    """Who presents an item."""

    NOBODY = "", _("Nobody")
    PRESIDENCY = "presidency", _("Presidency")
    SECRETARIAT = "secretariat", _("Secretariat")
    COMMISSION = "commission", _("European Commission")
    STATE = "state", _("A Member State")
    OTHER = "other", _("Somebody else")


class Deed(TextChoices):
    """What is done to agendas, as the journal words it."""

    OPENED = "agendas.opened", _("began an agenda")
