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


CHECKED_IN = frozenset({Source.SCAN, Source.SELF})


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


class ListFault(TextChoices):
    """Why a file is not taken in as an attendance list, in words for who sent it."""

    UNREADABLE = "unreadable", _("This file could not be read. Save it anew as CSV or XLSX.")
    NO_HEAD = (
        "no_head",
        _(
            "No line with the names of columns was found. There has to be a name or address and,"
            " beside it, when people joined and left or how long they stayed."
        ),
    )
    NOBODY = "nobody", _("The columns were found, but nobody with hours below them.")
    TOO_LONG = "too_long", _("This list is too long: at most 20,000 lines and 5,000 people.")
    NEEDS_SESSION = (
        "needs_session",
        _("The list says how long people stayed and not when. Say of which session it is."),
    )
    NEEDS_DAY = (
        "needs_day",
        _(
            "The list says at what hours people came and not on which day. Say of which session"
            " it is."
        ),
    )


class MatchedBy(TextChoices):
    """How somebody on an attendance list was found among the registrations."""

    ADDRESS = "address", _("By address")
    NAME = "name", _("By name")
    HAND = "hand", _("By hand")


class BadgeFormat(TextChoices):
    """How large badges are, and how many stand on a sheet."""

    CARD = "card", _("Cards of 85 × 54 mm, ten on a sheet of A4")
    A6 = "a6", _("A6, four on a sheet of A4")
    A6_ALONE = "a6_alone", _("A6, one on a sheet of its own")


class BadgeOrder(TextChoices):
    """In which order badges follow each other."""

    NAME = "name", _("By name")
    COUNTRY = "country", _("By country, the Member States in protocol order")
    ORGANISATION = "organisation", _("By organisation")
