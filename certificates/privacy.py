"""What certificates hold about one person, and its erasure.

A person is an address; an account under it brings the registrations it is joined to.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.models import User
from certificates.enums import State
from certificates.models import Certificate, CertificateQuerySet, Correction, Override
from certificates.services import erasure
from events.models import Registration
from events.models.registration import RegistrationQuerySet

STAYS: tuple[str | Promise, ...] = (
    _(
        "Of certificates the number, the hash and whether they stand, without name and file, so"
        " that whoever was shown one can still check it; and who trained, on the certificates of"
        " those who were trained."
    ),
)


def held(email: str, *, user: User | None = None) -> int:
    """Count the certificates that name a person, all their versions."""
    return _certificates(email, user).count()


def named(name: str) -> list[Certificate]:
    """Return, by the printed name, the certificates that no address leads to any more.

    Of people whose registration was erased and who are named still; the newest version of each.
    """
    if not name:
        return []
    rows = Certificate.objects.naming(name).filter(
        registration__erased_at__isnull=False, erased_at=None
    )
    return list(rows.exclude(state=State.REPLACED).select_related("registration__event"))


def export(email: str, *, user: User | None = None) -> dict[str, Any]:
    """Return all that is held of certificates under an address, in plain values."""
    rows = _certificates(email, user).prefetch_related("corrections")
    decided = Override.objects.filter(registration__in=_registrations(email, user))
    return {
        "certificates": [_certificate(row) for row in rows.order_by("issued_at", "pk")],
        "decided_against_the_rule": [
            {
                "event": one.registration.event.title,
                "gets_one": one.earns,
                "reason": one.reason,
                "decided": one.decided_at.isoformat(),
            }
            for one in decided.select_related("registration__event").order_by("decided_at", "pk")
        ],
    }


@transaction.atomic
def erase(email: str, *, user: User | None = None, by: Standing, at: datetime) -> int:
    """Erase a person from certificates; return how many there were. ``STAYS`` says what stays."""
    return erasure.forget(_registrations(email, user), by=by, at=at)


def _registrations(email: str, user: User | None) -> RegistrationQuerySet:
    is_theirs = Q(email=email) | Q(user=user) if user else Q(email=email)
    return RegistrationQuerySet(Registration).filter(is_theirs)


def _certificates(email: str, user: User | None) -> CertificateQuerySet:
    rows = CertificateQuerySet(Certificate).filter(registration__in=_registrations(email, user))
    return rows.filter(erased_at=None).select_related("registration__event")


def _certificate(row: Certificate) -> dict[str, Any]:
    wishes: list[Correction] = list(row.corrections.all())
    return {
        "number": row.number,
        "version": row.version,
        "state": row.state,
        "issued": row.issued_at.isoformat(),
        "ended": row.ended_at.isoformat() if row.ended_at else None,
        "reason": row.reason,
        "sha256": row.sha256,
        "says": row.facts,
        "wishes_for_another_name": [
            {
                "name": one.name,
                "note": one.note,
                "state": one.state,
                "asked": one.asked_at.isoformat(),
                "reason": one.reason,
            }
            for one in wishes
        ],
    }
