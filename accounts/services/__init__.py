"""What is done to people, seats and days: one function, one deed, one transaction."""

from accounts.services.notices import VersionTakenError, default_notice, publish_notice
from accounts.services.profile import change_profile
from accounts.services.sign_in import (
    account_at,
    note_change,
    note_failure,
    note_sign_in,
    person_at,
)

__all__ = [
    "VersionTakenError",
    "account_at",
    "change_profile",
    "default_notice",
    "note_change",
    "note_failure",
    "note_sign_in",
    "person_at",
    "publish_notice",
]
