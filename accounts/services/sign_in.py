"""Who may sign in under an address, and the record of who did."""

from collections.abc import Sequence
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.module_loading import import_string

import journal.services
from accounts import emails
from accounts.enums import Deed
from accounts.models import User

LABEL = "accounts.user"
NOBODY = 0


def person_at(email: str, *, at: datetime) -> User | None:
    """Return who signs in under an address in its normal form; None for a closed account.

    An address that another app knows, from a registration say, gets an account without any
    right on the spot. The other apps are asked in every case, so that a known and an
    unknown address cost the same work; only the one time that an account is made is dearer,
    by one row.
    """
    user = User.objects.filter(email=email).first()
    names = [import_string(path)(email=email) for path in settings.ADDRESSES_KNOWN_TO]
    name = next(filter(None, names), "")
    if user is None and name:
        user = _make_account(email, name=name, at=at)
    return user if user and user.is_active else None


@transaction.atomic
def _make_account(email: str, *, name: str, at: datetime) -> User:
    fields = {"name": name, "created_at": at, "password": make_password(None)}
    user: User
    user, made = User.objects.get_or_create(email=email, defaults=fields)
    if made:
        journal.services.record(
            Deed.ACCOUNT_MADE, at=at, actor=str(user.key), label=LABEL, key=str(user.key)
        )
    return user


def account_at(email: str) -> User | None:
    """Return the open account of an address in its normal form."""
    user: User | None = User.objects.filter(email=email, is_active=True).first()
    return user


def look_for_nobody() -> None:
    """Do the work of finding a person, and find none."""
    User.objects.filter(pk=NOBODY).first()


def note_sign_in(user: User, *, by: Sequence[str], at: datetime) -> None:
    """Record that a person signed in, and by what means."""
    journal.services.record(
        Deed.SIGNED_IN,
        at=at,
        actor=str(user.key),
        label=LABEL,
        key=str(user.key),
        facts={"by": list(by)},
    )


def note_failure(user: User | None, *, by: str, at: datetime) -> None:
    """Record that a sign-in failed; of an unknown person only the attempt."""
    journal.services.record(
        Deed.SIGN_IN_FAILED,
        at=at,
        label=LABEL,
        key=str(user.key) if user else "",
        facts={"by": by},
    )


def end_sessions(user: User, *, but: str | None) -> None:
    """Sign a person out everywhere but in the session of that key."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=but):
        session.end()


@transaction.atomic
def note_change(user: User, *, what: str, at: datetime) -> None:
    """Record that the ways to sign in to an account changed, and tell its holder by letter."""
    journal.services.record(
        Deed.SIGN_IN_CHANGED,
        at=at,
        actor=str(user.key),
        label=LABEL,
        key=str(user.key),
        facts={"what": what},
    )
    emails.sign_in_changed(user, what=what, at=at)
