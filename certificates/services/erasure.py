"""Taking a person out of certificates; that there was one, and what it was worth, stays."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from itertools import batched
from typing import Any

from django.db import transaction

import journal.privacy
import mail.privacy
from accounts.access import Standing
from accounts.steps import By, step
from certificates import files, rules
from certificates.enums import Deed, Step
from certificates.models import BatchItem, Certificate, CertificateQuerySet, Correction, Override
from certificates.services.notes import LABEL, note
from events.models import Event, Registration
from events.models.registration import RegistrationQuerySet
from journal.models import Origin
from mail.models import Letter
from mail.privacy import NAMELESS

AT_ONCE = 500


def forget(registrations: RegistrationQuerySet, *, by: Standing, at: datetime) -> int:
    """Erase whom the certificates of registrations name, and their files; say how many.

    Number, hash, state and the public address stay. One that was claimed and is not made yet
    is never made. What was decided about these people stays without its words. Runs in the
    caller's transaction; the files go once that is done.
    """
    pks = list(registrations.order_by().values_list("pk", flat=True))
    _lock(pks)
    rows = CertificateQuerySet(Certificate).filter(registration__in=pks)
    number = _erase(rows, by=by, at=at)
    _forget_words(pks)
    _forget_letters(str(key) for key in rows.values_list("key", flat=True))
    return number


def _lock(pks: Sequence[int]) -> None:
    """Hold the events and then the registrations, in the order of all who take both.

    So nobody claims a certificate meanwhile that nobody would find here.
    """
    events = Event.objects.filter(registrations__in=pks).order_by().values("pk")
    list(Event.objects.select_for_update().filter(pk__in=events).order_by("pk"))
    rows = Registration.objects.select_for_update(no_key=True)
    list(rows.filter(pk__in=pks).order_by("pk"))


@transaction.atomic
def forget_holder(certificate: Certificate, *, by: Standing, at: datetime) -> int:
    """Erase whom a certificate names, on all its versions, where its number is all that is known.

    Years later the registration names nobody any more, so that no address leads here.
    """
    rows = RegistrationQuerySet(Registration).filter(pk=certificate.registration_id)
    return forget(rows, by=by, at=at)


def _erase(rows: CertificateQuerySet, *, by: Standing, at: datetime) -> int:
    """Erase whom some certificates name, and their files.

    Looks again until none is left: a new version may have come while the lock was waited for.
    """
    named = rows.filter(erased_at=None).select_related("registration__event").order_by("pk")
    number = 0
    while found := list(named.select_for_update(of=("self",))):
        for certificate in found:
            _blank(certificate, by=by, at=at)
            note(Deed.ERASED, certificate, by=by, at=at)
            transaction.on_commit(partial(files.forget, certificate))
        number += len(found)
    return number


def _blank(certificate: Certificate, *, by: Standing, at: datetime) -> None:
    said: dict[str, Any] = {**certificate.facts, "name": ""}
    if certificate.made_at is None:
        deed = step(rules.CERTIFICATE, state=certificate.state, deed=Step.REVOKE, by=By.SECRETARIAT)
        certificate.state, certificate.ended_at, certificate.ended_by = deed.to, at, by.user
    certificate.facts, certificate.reason, certificate.erased_at = said, "", at
    certificate.save()


def erase_traces(*, at: datetime) -> int:  # noqa: ARG001  # the schedule passes it to all
    """Take out what was written to and said about people whose registrations were erased.

    Letters, wishes and reasons belong to taking part, and go with it; the certificate stays as
    long as the archive rule says. Return about how many something was left. Twice is once.
    """
    gone = Registration.objects.filter(erased_at__isnull=False)
    rows = Certificate.objects.filter(registration__in=gone)
    with transaction.atomic():
        number = _forget_words(gone.values("pk"))
    return number + _forget_letters(str(key) for key in rows.values_list("key", flat=True))


def _forget_words(registrations: Any) -> int:
    """Erase the wishes of people and the words said about them; return how many there were."""
    wishes = Correction.objects.filter(certificate__registration__in=registrations)
    decided = Override.objects.filter(registration__in=registrations).exclude(reason=NAMELESS)
    failed = BatchItem.objects.filter(registration__in=registrations)
    return (
        wishes.delete()[0]
        + decided.update(reason=NAMELESS)
        + failed.exclude(why__in=["", NAMELESS]).update(why=NAMELESS)
    )


def _forget_letters(keys: Iterable[str]) -> int:
    """Erase the letters about some certificates, and from where their holders wrote."""
    number = 0
    for some in batched(keys, AT_ONCE, strict=False):
        letters = Letter.objects.filter(label=LABEL, key__in=some)
        origins = Origin.objects.filter(entry__label=LABEL, entry__key__in=some, entry__actor="")
        told = {
            *letters.values_list("key", flat=True),
            *origins.values_list("entry__key", flat=True),
        }
        for key in sorted(told):
            with transaction.atomic():
                mail.privacy.erase_about(LABEL, key=key)
                journal.privacy.erase_on(LABEL, key=key)
        number += len(told)
    return number
