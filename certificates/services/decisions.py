"""Decisions against the rule, one a person, each with its reason."""

from datetime import datetime
from typing import cast

from django.db import transaction

from accounts.access import Standing
from accounts.models import User
from certificates.enums import Deed
from certificates.models import Override
from certificates.services import refusals
from certificates.services.notes import note_of_person
from events.models import Registration


@transaction.atomic
def override(
    registration: Registration, *, earns: bool, reason: str, by: Standing, at: datetime
) -> Override:
    """Decide whether a person gets a certificate, whatever the rule says.

    What was issued stays as it is. Raises ``RefusedError`` without a reason.
    """
    said = refusals.with_reason(reason)
    fresh = _held(registration)
    decided, _is_new = Override.objects.update_or_create(
        registration=fresh,
        defaults={
            "earns": earns,
            "reason": said,
            "decided_at": at,
            "decided_by": cast("User", by.user),
        },
    )
    note_of_person(Deed.DECIDED, fresh, by=by, at=at, earns=earns)
    return decided


@transaction.atomic
def undo_override(registration: Registration, *, by: Standing, at: datetime) -> None:
    """Leave a person to the rule again; twice is once."""
    fresh = _held(registration)
    if Override.objects.filter(registration=fresh).delete()[0]:
        note_of_person(Deed.DECISION_UNDONE, fresh, by=by, at=at)


def _held(registration: Registration) -> Registration:
    """Return the registration under its lock, so that decisions come one after the other."""
    rows = Registration.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("event").get(pk=registration.pk)
