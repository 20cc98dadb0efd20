"""The words of attendance: whether somebody was there, who says so, and what that proves."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Presence(TextChoices):
    """Whether somebody was at a session."""

    UNKNOWN = "unknown", _("Unknown")
    PRESENT = "present", _("Present")
    PARTIAL = "partial", _("Present for a part")
    ONLINE = "online", _("Online")
    EXCUSED = "excused", _("Excused")
    ABSENT = "absent", _("Absent")


THERE = frozenset({Presence.PRESENT, Presence.PARTIAL, Presence.ONLINE})


class Half(TextChoices):
    """A half of a day."""

    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")


class Source(TextChoices):
    """How an attendance was learned."""

    HAND = "hand", _("By hand")
    SCAN = "scan", _("At the door")
    SELF = "self", _("By oneself, with the code of the session")
    LIST = "list", _("From an attendance list")


class Excused(TextChoices):
    """What a session weighs for somebody who was excused from it."""

    ABSENT = "absent", _("Counts as absent")
    PRESENT = "present", _("Counts as present")
    LEFT_OUT = "left_out", _("Is left out of the total")


class ListState(TextChoices):
    """Where an imported attendance list is."""

    DRAFT = "draft", _("Being checked")
    APPLIED = "applied", _("Applied")
    DISCARDED = "discarded", _("Discarded")


class ListDeed(TextChoices):
    """What moves an imported attendance list from one state to another."""

    APPLY = "apply", _("Apply")
    DISCARD = "discard", _("Discard")
