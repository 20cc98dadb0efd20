"""Who must sign in with a second factor, and who has none yet."""

from django.conf import settings

from accounts.access import Standing
from accounts.enums import NEEDS_SECOND_FACTOR
from accounts.recent import has_second_factor


def is_needed(standing: Standing) -> bool:
    """Return whether the person's mandates ask for a second factor."""
    return bool(standing.roles & NEEDS_SECOND_FACTOR)


def is_missing(standing: Standing) -> bool:
    """Return whether one must be enrolled before anything else; waived in the demonstration."""
    return (
        not settings.DEMO
        and standing.user is not None
        and is_needed(standing)
        and not has_second_factor(standing.user)
    )
