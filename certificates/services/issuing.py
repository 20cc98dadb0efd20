"""Making the certificates of a batch: claimed, made and kept, in three steps.

A piece claims its rows and numbers in one transaction, draws and seals them in none, and keeps
hash, letter and journal in a last one. So no lock is held while a file is made, and whoever is
killed between leaves a row without a file, which the next one finishes: nobody has two.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.utils.translation import gettext as _

import jobs.work
from accounts.access import Standing, standing
from accounts.days import network_day
from certificates import earning, emails, facts, files, links, making, rules, words
from certificates.drawing import unprintable
from certificates.enums import Deed, ItemState, State
from certificates.models import Batch, BatchItem, Certificate
from certificates.sealing import SealError
from certificates.services import refusals
from certificates.services.batches import LABEL, decisions, holds_a_place
from certificates.services.notes import note
from events.enums import State as EventState
from events.models import Registration
from jobs.models import Job
from jobs.work import Claim, Piece
from journal.services import next_number

log = structlog.get_logger(__name__)
SERIES = "EUCPN"
A_PIECE = 10
LONG = timedelta(seconds=10)
"""How long a piece may be under way; a third of the time for which a job is claimed."""


@dataclass
class Claimed:
    """One person of a piece: the row that was claimed, or why there is none.

    ``said`` is what the certificate says; ``sha256`` and ``size`` come with the file.
    """

    item: BatchItem
    certificate: Certificate | None = None
    state: ItemState = ItemState.DONE
    why: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    sha256: str = ""
    size: int = 0


def issue_due(*, at: datetime) -> int:
    """Make the certificates of batches that wait; return how many pieces.

    Any number of workers may call it at once, and one may be killed at any moment.
    """
    return jobs.work.work_ahead(LABEL, _made_ahead, at=at)


def _made_ahead(claim: Claim, at: datetime) -> Callable[[Job, datetime], Piece]:
    """Make the files of the next few; return what keeps them."""
    with jobs.work.held(claim, at=at) as job:
        batch = Batch.objects.select_related("event", "begun_by").get(key=job.about)
        claimed = _claimed(batch, at=at)
    made = _made(claimed, at=at)

    def keep(_job: Job, now: datetime) -> Piece:
        return _kept(batch, made, at=now)

    return keep


def _claimed(batch: Batch, *, at: datetime) -> list[Claimed]:
    """Claim a row and a number for each of the next few, under their locks.

    All who have one already go along, so that a batch that comes late is soon through.
    """
    made = Certificate.objects.live().made().filter(registration=OuterRef("registration"))
    waiting = list(batch.items.filter(state=ItemState.WAITING).annotate(has_one=Exists(made)))
    found = [Claimed(item, state=ItemState.SKIPPED) for item in waiting if item.has_one]
    items = [item for item in waiting if not item.has_one][:A_PIECE]
    pks = [item.registration_id for item in items]
    locked = Registration.objects.select_for_update(no_key=True).order_by("pk")
    rows = locked.filter(pk__in=pks).in_bulk()
    live = {
        one.registration_id: one for one in Certificate.objects.live().filter(registration__in=pks)
    }
    event = batch.event
    prefetch_related_objects([event], "sessions")
    for row in rows.values():
        row.event = event
    earned = {
        row.registration.pk: found
        for row, found in earning.of_event(event, at=at, registrations=rows.values())
    }
    decided = decisions(rows.values())
    terms, alike = earning.terms_of(event), facts.of_event(event)
    for item in items:
        row = rows[item.registration_id]
        one, gives = Claimed(item, live.get(row.pk)), earned[row.pk]
        if event.state == EventState.CANCELLED or not holds_a_place(row):
            one.state, one.why = ItemState.FAILED, _("The person has no place any more.")
        elif not rules.is_entitled(gives.verdict, decided=decided.get(row.pk)):
            one.state, one.why = ItemState.FAILED, words.explained(gives, terms)
        else:
            said = facts.of(row, number="", version=1, issued_at=at, earned=gives, alike=alike)
            _claim(one, said, batch, at=at)
        found.append(one)
    return found


def _claim(one: Claimed, said: dict[str, Any], batch: Batch, *, at: datetime) -> None:
    """Claim the row of one person, or take up the one that somebody left without a file."""
    if letters := unprintable(said):
        one.state, one.why = ItemState.FAILED, refusals.unprintable(letters)
        return
    if one.certificate is None:
        key, year = uuid4(), network_day(at).year
        number = f"{SERIES}-{year}-{next_number(SERIES, year=year):06}"
        one.certificate = Certificate.objects.create(
            key=key,
            number=number,
            registration_id=one.item.registration_id,
            language=said["language"],
            facts=said | {"number": number},
            link_hash=links.hash_of(key),
            issued_at=at,
            issued_by=batch.begun_by,
        )
    if one.item.certificate_id != one.certificate.pk:
        one.item.certificate = one.certificate
        one.item.save(update_fields=["certificate"])
    one.said = said | {"number": one.certificate.number, "version": one.certificate.version}


def _made(claimed: Sequence[Claimed], *, at: datetime) -> list[Claimed]:
    """Draw and seal what was claimed, and put it on the disk.

    Where the seal cannot be had, or takes long, what is made until then is kept first. A page
    that cannot be drawn is one person's failure, and hinders nobody else.
    """
    made: list[Claimed] = []
    clock = jobs.work.Clock(at)
    for one in claimed:
        if made and clock.now() - at >= LONG:
            break
        if one.said and one.certificate:
            try:
                pdf = making.made(one.said, url=links.address(one.certificate), at=at)
            except making.NotDrawnError as fault:
                log.exception("certificate not drawn", certificate=str(one.certificate.key))
                one.state, one.why, one.said = ItemState.FAILED, refusals.not_drawn(fault), {}
            except SealError:
                if made:
                    break
                raise
            else:
                one.sha256, one.size = files.keep(pdf), len(pdf)
        made.append(one)
    return made


def _kept(batch: Batch, made: Sequence[Claimed], *, at: datetime) -> Piece:
    """Store what came of a piece, with its letters and its lines in the journal."""
    pks = [one.certificate.pk for one in made if one.said and one.certificate]
    rows = (
        Certificate.objects.select_for_update(of=("self",))
        .select_related("registration__event", "registration__user")
        .filter(pk__in=pks)
        .order_by("pk")
        .in_bulk()
    )
    by = standing(batch.begun_by, at)
    for one in made:
        if one.said and one.certificate:
            _keep(one, rows[one.certificate.pk], batch, by=by, at=at)
        one.item.state, one.item.why = one.state, one.why[:500]
    BatchItem.objects.bulk_update([one.item for one in made], ["state", "why"])
    failed = sum(one.state == ItemState.FAILED for one in made)
    return Piece(done=len(made) - failed, failed=failed)


def _keep(
    one: Claimed, certificate: Certificate, batch: Batch, *, by: Standing, at: datetime
) -> None:
    """Let a certificate be what was made of it, unless somebody was faster: then the file goes."""
    if certificate.made_at or certificate.state != State.VALID:
        one.state = ItemState.SKIPPED
        if not certificate.made_at:
            one.state, one.why = ItemState.FAILED, _("It was revoked before it was made.")
        if one.sha256 != certificate.sha256:
            transaction.on_commit(partial(files.discard, one.sha256))
    else:
        certificate.facts, certificate.language = one.said, one.said["language"]
        certificate.issued_at = datetime.fromisoformat(one.said["issued_at"])
        certificate.made_at, certificate.sha256, certificate.size = at, one.sha256, one.size
        certificate.save()
        note(Deed.ISSUED, certificate, by=by, at=at)
        if batch.mails:
            emails.issued(certificate, batch=batch.key, at=at)
