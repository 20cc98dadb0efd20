"""The people of a programme: whether a row still means the same one, and what they agreed to.

Photograph, consent and the own link belong to a person, not to a row.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.folding import folded
from interface.marks import Pill


def is_same_person(before: str, after: str) -> bool:
    """Return whether a changed name is a correction: one word of it has stayed.

    >>> is_same_person("Eva Nowak", "Dr Eva Nováková"), is_same_person("Eva Novak", "Ulla Berg")
    (True, False)
    """
    return before == after or bool(set(_words(before)) & set(_words(after)))


def _words(name: str) -> list[str]:
    """Return the words that tell people apart; initials and titles do not."""
    return [word for word in folded(name).replace(".", " ").split() if len(word) > 2]


def consent_pill(
    *, may_publish: bool, consent_at: datetime | None, asked_at: datetime | None
) -> Pill:
    """Return whether a person of the programme may be named on the event's page."""
    if may_publish:
        return Pill(_("Agreed to be published"), "ok")
    if consent_at:
        return Pill(_("Not to be published"), "bad", "lock")
    if asked_at:
        return Pill(_("Asked, no answer yet"), "warn", "hourglass")
    return Pill(_("Not asked: not on the public page"), "", "lock")
