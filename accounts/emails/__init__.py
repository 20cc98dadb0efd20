"""Letters to people about their accounts, one function each."""

from accounts.emails.sign_in import (
    confirmation_code,
    no_account,
    password_code,
    sign_in_changed,
    sign_in_code,
)

__all__ = [
    "confirmation_code",
    "no_account",
    "password_code",
    "sign_in_changed",
    "sign_in_code",
]
