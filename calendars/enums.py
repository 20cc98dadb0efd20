"""The words of feeds."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(TextChoices):
    """Whose dates a feed holds."""

    MINE = "mine", _("My own dates")
    BODY = "body", _("A body")


class Thing(StrEnum):
    """What has a date."""

    EVENT = "event"
    PROCEDURE = "procedure"
    REQUEST = "request"
    ASSIGNMENT = "assignment"
    TASK = "task"
    CALL = "call"
    DELEGATION = "delegation"
    WISHES = "wishes"
    MINUTES = "minutes"
    DISPATCH = "dispatch"
    ACTION = "action"


class Stands(StrEnum):
    """How a person stands to a date where no registration says it."""

    OPEN = "open"
    DONE = "done"
    CLOSED = "closed"
    SITS = "sits"
    WORKS = "works"
    ASKED = "asked"


class Deed(TextChoices):
    """What is done to feeds, as the journal words it; never their addresses."""

    FEED_MADE = "calendars.feed_made", _("made a calendar feed")
    FEED_CHANGED = "calendars.feed_changed", _("changed what a calendar feed holds")
    FEED_RENEWED = "calendars.feed_renewed", _("gave a calendar feed a new address")
    FEED_ENDED = "calendars.feed_ended", _("ended a calendar feed")
