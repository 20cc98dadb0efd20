"""What the accounts hold about one person, and its erasure."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import transaction

from accounts.access import Standing
from accounts.enums import Deed
from accounts.models import Mandate, Organisation, User
from accounts.services.rights import held_by
from journal.services import record

NOBODY = "erased.invalid"
"""The domain of the addresses that stand where an erased one stood."""

NAMELESS = "–"


class MandateHeldError(Exception):
    """The person speaks for somebody now, or will: that is ended first."""


def forget_contact(email: str) -> None:
    """Take an address off the institutions that it was remembered for.

    Runs in the caller's transaction.
    """
    Organisation.objects.filter(email=email).update(email="")


def export(user: User) -> dict[str, Any]:
    """Return what is held of a person's account, in plain values."""
    return {
        "name": user.name,
        "email": user.email,
        "telephone": user.telephone,
        "language": user.language,
        "time_zone": user.time_zone,
        "calendar_by": user.calendar_by,
        "created": user.created_at.isoformat(),
        "invited": user.invited_at.isoformat() if user.invited_at else None,
        "closed": user.closed_at.isoformat() if user.closed_at else None,
        "rights": held_by(user),
        "mandates": [
            {
                "role": mandate.role,
                "for": mandate.speaks_for,
                "from": mandate.starts.isoformat(),
                "until": mandate.ends.isoformat() if mandate.ends else None,
                "ended": mandate.ended_at.isoformat() if mandate.ended_at else None,
                "copies_to": mandate.copy_addresses,
            }
            for mandate in Mandate.objects.filter(user=user)
            .select_related("member_state", "organisation")
            .order_by("starts", "pk")
        ],
        "signs_in_with": [one.type for one in Authenticator.objects.filter(user=user)],
        "sessions": [
            {
                "address": session.ip,
                "browser": session.user_agent,
                "since": session.created_at.isoformat(),
                "seen": session.last_seen_at.isoformat(),
            }
            for session in UserSession.objects.filter(user=user).order_by("created_at")
        ],
        "looked_at": [
            {"label": mark.label, "key": mark.key, "at": mark.read_at.isoformat()}
            for mark in user.read_marks.order_by("pk")
        ],
    }


def holds_a_mandate(user: User, *, at: datetime) -> bool:
    """Return whether the person speaks for somebody now, or will."""
    return Mandate.objects.current_or_future(at).filter(user=user, ended_at=None).exists()


@transaction.atomic
def erase(user: User, *, by: Standing, at: datetime) -> None:
    """Erase whom an account names, and all by which it is opened; the account is closed.

    That somebody held a mandate from day to day stays, by an opaque key. Raises
    ``MandateHeldError`` for who speaks for somebody now, or will.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if holds_a_mandate(user, at=at):
        raise MandateHeldError
    sessions = UserSession.objects.filter(user=user)
    Session.objects.filter(pk__in=list(sessions.values_list("session_key", flat=True))).delete()
    sessions.delete()
    Authenticator.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    user.read_marks.all().delete()
    user.user_permissions.clear()
    Mandate.objects.filter(user=user).update(copies="")
    user.name, user.telephone = NAMELESS, ""
    user.email = f"{user.key}@{NOBODY}"
    user.password = make_password(None)
    user.is_active, user.closed_at = False, user.closed_at or at
    user.version += 1
    user.save()
    record(
        Deed.USER_ERASED,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label="accounts.user",
        key=str(user.key),
    )
