"""The words of documents."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Refusal(TextChoices):
    """Why a file is not taken, in words for the person who sent it."""

    EMPTY = "empty", _("This file is empty.")
    TOO_LARGE = "too_large", _("This file is too large.")
    KIND = "kind", _("Files of this kind are not taken.")
    DISGUISED = "disguised", _("Inside, this file is something else than its name says.")
    BROKEN = "broken", _("This file is damaged, or is not what its name says.")
    MIXED = "mixed", _("This file is two things at once. Save it anew and send that.")
    MACROS = "macros", _("This file holds macros. Save it without them and send that.")
    LOCKED = "locked", _("This file is protected by a password. Send it without.")
    BOMB = "bomb", _("Unpacked, this file would be far too large.")
    MARKUP = "markup", _("This is a web page or a script, not a text.")
    PIXELS = "pixels", _("This picture has too many pixels. Make it smaller and send that.")
    INFECTED = "infected", _("The virus scanner found something in this file.")
    UNSCANNED = (
        "unscanned",
        _("The virus scanner does not answer, so nothing can be taken now. Try again later."),
    )


class Deed(TextChoices):
    """What is done to documents, as the journal words it."""

    ADDED = "documents.added", _("added a document")
    VERSION_ADDED = "documents.version_added", _("added a version to a document")
    CHANGED = "documents.changed", _("changed a document's title or visibility")
    MOVED = "documents.moved", _("put documents in another order")
    REMOVED = "documents.removed", _("removed a document")
    RESTORED = "documents.restored", _("brought a removed document back")
    ERASED = "documents.erased", _("erased a document for good")
    READ = "documents.read", _("read a restricted document")
