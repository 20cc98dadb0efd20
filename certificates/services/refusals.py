"""What cannot be done to certificates, and the sentence that says why."""

from collections.abc import Iterable

from django.utils.translation import gettext as _


class RefusedError(Exception):
    """It cannot be done; ``message`` is a sentence for whoever wanted it."""

    def __init__(self, message: str) -> None:
        """Keep the sentence."""
        super().__init__(message)
        self.message = message


def unprintable(letters: Iterable[str]) -> str:
    """Return the sentence for letters that cannot be printed."""
    return _("These letters cannot be printed: %(letters)s") % {"letters": " ".join(letters)}


def not_drawn(fault: Exception) -> str:
    """Return the sentence for a page that cannot be drawn."""
    return _("The page cannot be drawn. Please tell whoever runs this service: %(fault)s") % {
        "fault": fault
    }


def with_reason(reason: str) -> str:
    """Return a reason that says something, without space around it; refuse an empty one."""
    if not reason.strip():
        raise RefusedError(_("Please say why."))
    return reason.strip()
