"""Letters to many: drafted, sent with five minutes to stop, written in pieces by the schedule."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

import jobs.work
import mail.services
from accounts import versions
from accounts.access import Standing
from accounts.models import User
from events import merging, selections
from events.emails import mailings as emails
from events.enums import Deed, Skipped
from events.grace import TIME_TO_STOP
from events.models import Event, Mailing, MailingRecipient
from events.services.events import note
from jobs.enums import State
from jobs.models import Job
from jobs.rules import NoSuchStepError
from jobs.work import Piece

LABEL = "events.mailing"
A_PIECE = 50


class MailingSentError(Exception):
    """The mailing was sent: its words and its readers no longer change."""


class ReadersChangedError(Exception):
    """Other people are meant now than were shown to who sends it."""


class NobodyMeantError(Exception):
    """Nobody would get it."""


@transaction.atomic
def draft_mailing(
    event: Event, *, once: UUID, by: Standing, at: datetime, **fields: Any
) -> Mailing:
    """Draft a letter to many; a replay of the same form has one effect."""
    # What one person drafts comes one after the other, so that a replay finds the first.
    User.objects.select_for_update(no_key=True).filter(pk=by.user.pk if by.user else None).first()
    if made := Mailing.objects.filter(once=once).first():
        return made
    mailing = Mailing.objects.create(event=event, once=once, made_by=by.user, made_at=at, **fields)
    note(Deed.MAILING_DRAFTED, event, by=by, at=at, mailing=str(mailing.key))
    return mailing


@transaction.atomic
def change_mailing(
    mailing: Mailing, *, version: int, by: Standing, at: datetime, **fields: Any
) -> Mailing:
    """Change a draft; raises ``StaleError``, and ``MailingSentError`` once it was sent."""
    mailing = versions.locked(Mailing.objects.all(), version=version, pk=mailing.pk)
    if not mailing.is_draft:
        raise MailingSentError
    for name, value in fields.items():
        setattr(mailing, name, value)
    mailing.save()
    note(Deed.MAILING_CHANGED, mailing.event, by=by, at=at, mailing=str(mailing.key))
    return mailing


@transaction.atomic
def discard_mailing(mailing: Mailing, *, by: Standing, at: datetime) -> None:
    """Throw a draft away; raises ``MailingSentError`` once it was sent."""
    mailing = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if not mailing.is_draft:
        raise MailingSentError
    note(Deed.MAILING_REMOVED, mailing.event, by=by, at=at, mailing=str(mailing.key))
    mailing.delete()


@transaction.atomic
def send_mailing(
    mailing: Mailing, *, version: int, seen: str, by: Standing, at: datetime
) -> Mailing:
    """Fix who gets it, and let it leave in five minutes; sent already, nothing happens.

    ``version`` and ``seen`` are what was shown to who sends it: other words raise
    ``StaleError``, other people ``ReadersChangedError``, and where nobody would get it
    ``NobodyMeantError``.
    """
    mailing = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if not mailing.is_draft:
        return mailing
    if mailing.version != version:
        raise versions.StaleError(mailing)
    found = selections.people(mailing.event, selections.read(mailing.selection))
    if selections.mark(found) != seen:
        raise ReadersChangedError
    if all(one.skipped for one in found):
        raise NobodyMeantError
    mailing.sent_by = by.user
    lay_out(mailing, found, starts_at=at + TIME_TO_STOP, at=at)
    note(
        Deed.MAILED,
        mailing.event,
        by=by,
        at=at,
        mailing=str(mailing.key),
        people=sum(not one.skipped for one in found),
    )
    return mailing


def lay_out(
    mailing: Mailing, found: Iterable[MailingRecipient], *, starts_at: datetime, at: datetime
) -> None:
    """Fix the readers of a mailing and lay out the job that writes to them.

    Runs in the transaction of the deed, which holds the mailing.
    """
    rows = list(found)
    mailing.starts_at = starts_at
    mailing.job = jobs.work.create(
        LABEL,
        about=str(mailing.key),
        total=sum(not row.skipped for row in rows),
        not_before=starts_at,
        at=at,
    )
    mailing.version += 1
    mailing.save()
    for row in rows:
        row.mailing = mailing
    MailingRecipient.objects.bulk_create(rows)


@transaction.atomic
def stop_mailing(mailing: Mailing, *, by: Standing, at: datetime) -> Mailing:
    """Stop a mailing: what has not left does not leave.

    Within the five minutes that is all of it. Raises ``NoSuchStepError`` where every letter
    is written and on its way, or it was stopped already.
    """
    mailing, job = _held(mailing)
    waiting = mail.services.stop_batch(mailing.key)
    if job.is_open:
        jobs.work.stop(job, at=at)
    elif not waiting:
        raise NoSuchStepError
    mailing.stopped_at, mailing.stopped_by = at, by.user
    mailing.version += 1
    mailing.save(update_fields=["stopped_at", "stopped_by", "version"])
    note(Deed.MAILING_STOPPED, mailing.event, by=by, at=at, mailing=str(mailing.key))
    return mailing


@transaction.atomic
def restart_mailing(mailing: Mailing, *, by: Standing, at: datetime) -> Mailing:
    """Let a stopped or failed mailing go on where it was, after five minutes again.

    Who has the letter gets no second one. Raises ``NoSuchStepError`` where nothing waits.
    """
    mailing, job = _held(mailing)
    starts_at = at + TIME_TO_STOP
    released = mail.services.release_batch(mailing.key, not_before=starts_at)
    if not (released and job.state == State.DONE):
        jobs.work.restart(job, not_before=starts_at)
    mailing.starts_at, mailing.stopped_at, mailing.stopped_by = starts_at, None, None
    mailing.version += 1
    mailing.save(update_fields=["starts_at", "stopped_at", "stopped_by", "version"])
    note(Deed.MAILING_RESTARTED, mailing.event, by=by, at=at, mailing=str(mailing.key))
    return mailing


def _held(mailing: Mailing) -> tuple[Mailing, Job]:
    """Return a sent mailing and its job under lock; the job first, as the pieces take it."""
    if mailing.job_id is None:
        raise NoSuchStepError
    job = Job.objects.select_for_update().get(pk=mailing.job_id)
    return Mailing.objects.select_for_update().select_related("event").get(pk=mailing.pk), job


def run_mailings(*, at: datetime) -> int:
    """Write the letters of mailings whose five minutes are over; return how many pieces.

    Any number of workers may call it at once, and one may be killed at any moment: the
    letters of a piece, the note of who got them and the progress are one transaction.
    """
    return jobs.work.work(LABEL, _piece, at=at)


def _piece(job: Job, at: datetime) -> Piece:
    """Write the next letters of a mailing."""
    mailing = Mailing.objects.select_related("event").get(job=job)
    selection = selections.read(mailing.selection)
    people = ("registration__user", "registration__event", "invitation__user")
    unwritten = mailing.recipients.unwritten().select_related(
        *people, "invitation__seat__member_state", "invitation__organisation"
    )
    batch = list(unwritten[:A_PIECE])
    positions = positions_in(mailing)
    for one in batch:
        if mailing.of_use_until and at >= mailing.of_use_until:
            one.skipped = Skipped.LATE
        elif not selections.is_still_meant(selection, one):
            one.skipped = Skipped.LEFT
        else:
            one.letter = emails.mailed(mailing, one, positions=positions, at=at)
            one.written_at = at
    MailingRecipient.objects.bulk_update(batch, ["skipped", "letter", "written_at"])
    return Piece(done=len(batch))


def positions_in(mailing: Mailing) -> Mapping[int, int]:
    """Return who waits where, by registration, if the text says so at all."""
    if "position" not in merging.used(mailing.subject + mailing.text):
        return {}
    queue = mailing.event.registrations.queue().values_list("pk", flat=True)
    return {pk: number for number, pk in enumerate(queue, start=1)}
