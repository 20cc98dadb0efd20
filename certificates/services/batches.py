"""One press of "issue": laid out for the schedule, stopped, and taken up again."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import jobs.work
import mail.services
from accounts.access import Standing
from accounts.models import User
from accounts.steps import NotNowError
from certificates import earning, rules
from certificates.enums import Deed
from certificates.models import Batch, BatchItem, Override
from certificates.services.notes import note_of_event
from certificates.services.refusals import RefusedError
from events import attendance
from events.enums import RegistrationState, State
from events.models import Event, Registration
from jobs.enums import State as JobState
from jobs.models import Job
from jobs.rules import NoSuchStepError

LABEL = "certificates.batch"
NAMED = 5


@transaction.atomic
def begin_batch(
    event: Event,
    registrations: Iterable[Registration],
    *,
    mails: bool,
    once: UUID,
    by: Standing,
    at: datetime,
) -> Batch:
    """Let certificates be made for these people in the background; a replay has one effect.

    Who has one already is passed over when it comes to it. Raises ``NotNowError`` for an event
    that does not take place or is not over, and ``RefusedError`` where one of them is not
    entitled, nobody is chosen or the event gives none.
    """
    # What one person begins comes one after the other, so that a replay finds the first.
    User.objects.select_for_update(no_key=True).filter(pk=by.user.pk if by.user else None).first()
    if begun := Batch.objects.filter(once=once).first():
        return begun
    event = Event.objects.get(pk=event.pk)
    chosen = {one.pk for one in registrations}
    rows = list(event.registrations.filter(pk__in=chosen).order_by("sort_name", "pk"))
    _refuse(event, rows, at=at)
    batch = Batch.objects.create(once=once, event=event, begun_at=at, begun_by=by.user, mails=mails)
    BatchItem.objects.bulk_create(BatchItem(batch=batch, registration=row) for row in rows)
    jobs.work.create(LABEL, about=str(batch.key), total=len(rows), not_before=at, at=at)
    note_of_event(
        Deed.BATCH_BEGUN, event, by=by, at=at, batch=str(batch.key), people=len(rows), mails=mails
    )
    return batch


def _refuse(event: Event, rows: Sequence[Registration], *, at: datetime) -> None:
    if event.state not in {State.PUBLISHED, State.HELD, State.CLOSED} or event.ends_at > at:
        raise NotNowError
    if not attendance.terms_of(event).gives_certificates:
        raise RefusedError(_("This event gives no certificates."))
    if not rows:
        raise RefusedError(_("Nobody is chosen."))
    decided = decisions(rows)
    without = [
        row.registration
        for row, earned in earning.of_event(event, at=at, registrations=rows)
        if not holds_a_place(row.registration)
        or not rules.is_entitled(earned.verdict, decided=decided.get(row.registration.pk))
    ]
    if without:
        raise RefusedError(
            ngettext(
                "%(count)d person is not entitled to a certificate: %(names)s",
                "%(count)d people are not entitled to a certificate: %(names)s",
                len(without),
            )
            % {"count": len(without), "names": _named(without)}
        )


def holds_a_place(registration: Registration) -> bool:
    """Return whether a registration can have a certificate at all: it stands and names somebody."""
    return registration.state == RegistrationState.CONFIRMED and registration.erased_at is None


def decisions(registrations: Iterable[Registration]) -> dict[int, bool]:
    """Return what was decided against the rule, by registration."""
    rows = Override.objects.filter(registration__in=[row.pk for row in registrations])
    return dict(rows.values_list("registration_id", "earns"))


def _named(rows: Sequence[Registration]) -> str:
    names = ", ".join(row.name or "–" for row in rows[:NAMED])
    return names if len(rows) <= NAMED else f"{names} …"


def job_of(batch: Batch) -> Job:
    """Return how far a batch is."""
    return Job.objects.get(label=LABEL, about=str(batch.key))


@transaction.atomic
def stop_batch(batch: Batch, *, by: Standing, at: datetime) -> Batch:
    """Stop between two pieces: what is made stays, what was written and not sent does not leave.

    Raises ``NoSuchStepError`` where all of it is made and on its way, or it was stopped already.
    """
    job = Job.objects.select_for_update().get(pk=job_of(batch).pk)
    waiting = mail.services.stop_batch(batch.key)
    if job.is_open:
        jobs.work.stop(job, at=at)
    elif not waiting:
        raise NoSuchStepError
    note_of_event(Deed.BATCH_STOPPED, batch.event, by=by, at=at, batch=str(batch.key))
    return batch


@transaction.atomic
def resume_batch(batch: Batch, *, by: Standing, at: datetime) -> Batch:
    """Let a stopped or failed batch go on where it was; raises ``NoSuchStepError``."""
    job = Job.objects.select_for_update().get(pk=job_of(batch).pk)
    released = mail.services.release_batch(batch.key, not_before=at)
    if not (released and job.state == JobState.DONE):
        jobs.work.restart(job, not_before=at)
    note_of_event(Deed.BATCH_RESUMED, batch.event, by=by, at=at, batch=str(batch.key))
    return batch
