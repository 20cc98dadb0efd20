"""The wish for another spelling of the own name: asked for, taken back, decided."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.steps import By, NotNowError
from certificates import drawing, emails
from certificates.enums import CorrectionDeed, CorrectionState, Deed
from certificates.facts import composed
from certificates.models import Certificate, Correction
from certificates.services import notes, refusals, versions
from certificates.services.refusals import RefusedError
from events.services import correct_name


@transaction.atomic
def ask_correction(
    certificate: Certificate, *, name: str, note: str, once: UUID, by: Standing, at: datetime
) -> Correction:
    """Ask for another spelling of the name; a replay has one effect, whatever happened meanwhile.

    The same wish again is that one, another takes its place. Raises ``NotNowError`` where the
    certificate does not stand, ``RefusedError`` for a name that is printed already or cannot be.
    """
    fresh = versions.held(certificate)
    wanted = composed(name)
    if asked := Correction.objects.filter(once=once).first():
        return asked
    if not fresh.stands:
        raise NotNowError
    if wanted == fresh.facts["name"]:
        raise RefusedError(_("This is the name as it is printed."))
    if letters := drawing.missing(wanted):
        raise RefusedError(refusals.unprintable(letters))
    there = fresh.corrections.filter(state=CorrectionState.OPEN).first()
    if there and (there.name, there.note) == (wanted, note):
        return there
    if there:
        versions.move(there, CorrectionDeed.TAKE_BACK, by=by, as_=By.PERSON, at=at)
    asked = Correction.objects.create(
        once=once, certificate=fresh, name=wanted, note=note, asked_at=at
    )
    notes.note(Deed.CORRECTION_ASKED, fresh, by=by, at=at)
    return asked


def _locked(correction: Correction) -> Correction:
    """Return the wish as it is now, under the lock of the certificate it is about by now."""
    fresh = versions.locked(_about(correction))
    wish = Correction.objects.get(pk=correction.pk)
    wish.certificate = fresh
    return wish


def _about(correction: Correction) -> Certificate:
    return Certificate.objects.get(corrections=correction.pk)


@transaction.atomic
def take_back_correction(correction: Correction, *, by: Standing, at: datetime) -> None:
    """Ask no longer for another name; raises ``NotNowError`` where it was decided meanwhile."""
    wish = _locked(correction)
    versions.move(wish, CorrectionDeed.TAKE_BACK, by=by, as_=By.PERSON, at=at)
    notes.note(Deed.CORRECTION_TAKEN_BACK, wish.certificate, by=by, at=at)


def decide_correction(
    correction: Correction,
    *,
    grant: bool,
    name: str | None = None,
    registration: bool = False,
    reason: str = "",
    by: Standing,
    at: datetime,
) -> Correction:
    """Grant another name, as wished or as given here, or refuse it for a reason; tell the holder.

    With ``registration`` the registration has that name from then on as well.
    Raises ``NotNowError`` where it was decided or taken back meanwhile, and ``RefusedError``
    for a refusal without a reason and for what cannot be made.
    """
    return (
        _grant(correction, name=name, registration=registration, by=by, at=at)
        if grant
        else _refuse(correction, reason=reason, by=by, at=at)
    )


def _grant(
    correction: Correction, *, name: str | None, registration: bool, by: Standing, at: datetime
) -> Correction:
    former = _about(correction)
    new = versions.made_anew(former, name=name or correction.name, by=by, at=at)
    with versions.storing(new):
        # Whoever takes both locks takes the registration's first.
        if registration:
            correct_name(new.registration, name=new.facts["name"], by=by, at=at)
            new.registration.refresh_from_db(fields=["name"])
        wish = _locked(correction)
        versions.move(wish, CorrectionDeed.GRANT, by=by, as_=By.SECRETARIAT, at=at)
        versions.put_in_place(former, new, reason="", asked_for=True, by=by, at=at)
        notes.note(Deed.CORRECTION_GRANTED, new, by=by, at=at)
    return wish


@transaction.atomic
def _refuse(correction: Correction, *, reason: str, by: Standing, at: datetime) -> Correction:
    said = refusals.with_reason(reason)
    wish = _locked(correction)
    versions.move(wish, CorrectionDeed.REFUSE, by=by, as_=By.SECRETARIAT, reason=said, at=at)
    notes.note(Deed.CORRECTION_REFUSED, wish.certificate, by=by, at=at)
    emails.correction_refused(wish, at=at)
    return wish
