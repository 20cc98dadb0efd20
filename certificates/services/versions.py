"""A certificate after it was issued: made anew, revoked, sent again.

A new version is made before anything is locked, and takes the place of the former one in one
transaction with it: where it cannot be made, the former one stays.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.steps import By, NotNowError, step
from certificates import earning, emails, facts, files, links, making, rules, words
from certificates.drawing import UnprintableError
from certificates.enums import CorrectionDeed, CorrectionState, Deed, Step
from certificates.models import Certificate, Correction
from certificates.sealing import SealError
from certificates.services import refusals
from certificates.services.batches import decisions
from certificates.services.notes import note
from certificates.services.refusals import RefusedError
from events.enums import RegistrationState
from events.enums import State as EventState
from events.grace import TIME_TO_STOP
from events.models import Registration

SAME = ("number", "version", "issued_at", "issued_on", "seal")


def replace(
    certificate: Certificate,
    *,
    name: str | None = None,
    reason: str = "",
    by: Standing,
    at: datetime,
) -> Certificate:
    """Put a new version in place of a certificate, and tell the holder.

    With a ``name`` that is all that changes. Without one it says what attendance and programme
    say now, under the name that is printed. Raises ``NotNowError`` where the certificate does
    not stand, and ``RefusedError`` where nothing would change, the person is no longer
    entitled, or the new one cannot be made.
    """
    new = made_anew(certificate, name=name, by=by, at=at)
    with storing(new):
        return put_in_place(certificate, new, reason=reason, by=by, at=at)


def made_anew(
    certificate: Certificate, *, name: str | None, by: Standing, at: datetime
) -> Certificate:
    """Return the next version of a certificate, its file on the disk, its row not yet stored."""
    former = _whole(certificate)
    if not former.stands:
        raise NotNowError
    try:
        return _next(former, _said(former, name=name, at=at), by=by, at=at)
    except UnprintableError as error:
        raise RefusedError(refusals.unprintable(error.letters)) from error
    except making.NotDrawnError as error:
        raise RefusedError(refusals.not_drawn(error)) from error
    except SealError as error:
        raise RefusedError(
            _("The electronic seal cannot be made now. Please try again in a few minutes.")
        ) from error


def _next(former: Certificate, said: dict[str, Any], *, by: Standing, at: datetime) -> Certificate:
    if _alike(said, former.facts):
        raise RefusedError(_("Nothing on the certificate would change."))
    key = uuid4()
    new = Certificate(
        key=key,
        number=former.number,
        version=former.version + 1,
        registration=former.registration,
        language=said["language"],
        facts=said,
        link_hash=links.hash_of(key),
        issued_at=datetime.fromisoformat(said["issued_at"]),
        issued_by=by.user,
        made_at=at,
    )
    pdf = making.made(said, url=links.address(new), at=at)
    new.sha256, new.size = files.keep(pdf), len(pdf)
    return new


def _whole(certificate: Certificate) -> Certificate:
    rows = Certificate.objects.select_related("registration__event", "registration__user")
    return rows.get(pk=certificate.pk)


def _said(former: Certificate, *, name: str | None, at: datetime) -> dict[str, Any]:
    """Return what the next version says."""
    version = former.version + 1
    if name is not None:
        return facts.corrected(former.facts, name=name, version=version, issued_at=at)
    registration = former.registration
    earned = earning.of_person(registration, at=at)
    decided = decisions([registration]).get(registration.pk)
    if not rules.is_entitled(earned.verdict, decided=decided):
        raise RefusedError(
            _("The person is no longer entitled to a certificate: %(why)s.")
            % {"why": words.explained(earned, earning.terms_of(registration.event))}
        )
    return facts.of(
        registration,
        number=former.number,
        version=version,
        issued_at=at,
        name=former.facts["name"],
        earned=earned,
    )


def _alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return {key: value for key, value in one.items() if key not in SAME} == {
        key: value for key, value in other.items() if key not in SAME
    }


@contextmanager
def storing(new: Certificate) -> Iterator[None]:
    """Store a version that was made, in one transaction; its file goes where it came too late."""
    try:
        with transaction.atomic():
            yield
    except NotNowError:
        files.forget(new)
        raise


def put_in_place(
    certificate: Certificate,
    new: Certificate,
    *,
    reason: str,
    asked_for: bool = False,
    by: Standing,
    at: datetime,
) -> Certificate:
    """Store a version that was made, and let it replace the former one; in a transaction.

    Wishes for another name that are open go on with the new version, and are granted where it
    has the name.
    """
    former = locked(certificate)
    _end(former, Step.REPLACE, reason=reason, by=by, as_=By.SECRETARIAT, at=at)
    new.save()
    for wish in former.corrections.filter(state=CorrectionState.OPEN):
        if wish.name == new.facts["name"]:
            move(wish, CorrectionDeed.GRANT, by=by, as_=By.SECRETARIAT, at=at)
            asked_for = True
        else:
            wish.certificate = new
            wish.save(update_fields=["certificate"])
    note(Deed.REPLACED, new, by=by, at=at)
    emails.replaced(new, former=former, asked_for=asked_for, at=at)
    return new


def locked(certificate: Certificate) -> Certificate:
    """Return the certificate as it is now, under its lock.

    Raises ``NotNowError`` unless it stands.
    """
    fresh = held(certificate)
    if not fresh.stands:
        raise NotNowError
    return fresh


def held(certificate: Certificate) -> Certificate:
    """Return the certificate as it is now, under its lock, whether it stands or not."""
    rows = Certificate.objects.select_for_update(of=("self",))
    rows = rows.select_related("registration__event", "registration__user")
    return rows.get(pk=certificate.pk)


def _end(
    certificate: Certificate, deed: Step, *, reason: str, by: Standing | None, as_: By, at: datetime
) -> None:
    certificate.state = step(rules.CERTIFICATE, state=certificate.state, deed=deed, by=as_).to
    certificate.ended_at, certificate.reason = at, reason
    certificate.ended_by = by.user if by else None
    certificate.save(update_fields=["state", "ended_at", "ended_by", "reason"])


def move(
    correction: Correction,
    deed: CorrectionDeed,
    *,
    by: Standing | None,
    as_: By,
    at: datetime,
    reason: str = "",
) -> None:
    """Take a step of a wish for another name, and store it."""
    correction.state = step(rules.CORRECTION, state=correction.state, deed=deed, by=as_).to
    correction.decided_at, correction.reason = at, reason
    correction.decided_by = by.user if by else None
    correction.save(update_fields=["state", "decided_at", "decided_by", "reason"])


@transaction.atomic
def revoke(certificate: Certificate, *, reason: str, by: Standing, at: datetime) -> Certificate:
    """Revoke a certificate for a reason, and tell the holder; it is never deleted.

    Raises ``NotNowError`` where it does not stand, ``RefusedError`` without a reason.
    """
    said = refusals.with_reason(reason)
    fresh = locked(certificate)
    _revoke(fresh, reason=said, by=by, as_=By.SECRETARIAT, at=at)
    return fresh


def _revoke(
    certificate: Certificate, *, reason: str, by: Standing | None, as_: By, at: datetime
) -> None:
    _end(certificate, Step.REVOKE, reason=reason, by=by, as_=as_, at=at)
    for wish in certificate.corrections.filter(state=CorrectionState.OPEN):
        move(wish, CorrectionDeed.TAKE_BACK, by=None, as_=By.CLOCK, at=at)
    note(Deed.REVOKED, certificate, by=by, at=at)
    if certificate.made_at:
        emails.revoked(certificate, at=at)


def settle_cancelled(*, at: datetime) -> int:
    """Revoke what stands for an event that was cancelled or a place given up; return how many.

    What was done by mistake can be undone for five minutes. Each is a transaction of its own;
    twice is once.
    """
    return sum(_settle(pk, at=at) for pk in _unfounded(at).values_list("pk", flat=True))


def _unfounded(at: datetime) -> QuerySet[Certificate]:
    settled = at - TIME_TO_STOP
    cancelled = Q(
        registration__event__state=EventState.CANCELLED,
        registration__event__cancelled_at__lte=settled,
    )
    given_up = Q(registration__changed_at__lte=settled) & ~Q(
        registration__state=RegistrationState.CONFIRMED
    )
    return Certificate.objects.live().filter(cancelled | given_up, erased_at=None)


@transaction.atomic
def _settle(pk: int, *, at: datetime) -> bool:
    """Revoke one, unless the event was revived or the place is held again meanwhile."""
    rows = _unfounded(at).select_for_update(of=("self",))
    found = rows.select_related("registration__event", "registration__user").filter(pk=pk).first()
    if found is None:
        return False
    _revoke(found, reason=_why(found.registration), by=None, as_=By.CLOCK, at=at)
    return True


def _why(registration: Registration) -> str:
    if registration.event.state == EventState.CANCELLED:
        return _("The event was cancelled.")
    return _("The registration no longer stands.")


@transaction.atomic
def mail_again(certificate: Certificate, *, by: Standing, at: datetime) -> None:
    """Write to the holder once more; refused where there is no address to write to."""
    fresh = locked(certificate)
    if not fresh.registration.email:
        raise RefusedError(_("There is no address to write to."))
    emails.issued(fresh, at=at)
    note(Deed.MAILED, fresh, by=by, at=at)
