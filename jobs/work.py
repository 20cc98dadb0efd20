"""Long work in pieces: taken up under a lease, carried on where it was left, stopped, restarted.

A claim is a lease, taken under a lock and counted before anything is done: two workers never
hold one job, a killed worker's job is carried on by another, and one that kills whoever takes
it is given up. Each piece locks the job first, so that who stops it is heard before the next.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from types import TracebackType
from uuid import UUID, uuid4

from django.db import InterfaceError, OperationalError, transaction

from jobs import rules
from jobs.enums import Deed, State
from jobs.models import Job

BUDGET = timedelta(seconds=10)
DETAIL_LENGTH = 500
ABANDONED = "Whoever took it up did not come back."
AWAY = (OperationalError, InterfaceError)


class ClaimLostError(Exception):
    """The job was stopped meanwhile, or another worker has taken it up."""


@dataclass(frozen=True)
class Piece:
    """What came of one piece; nothing done and nothing failed means that nothing is left."""

    done: int = 0
    failed: int = 0


@dataclass(frozen=True)
class Claim:
    """The right to work on a job for a little while."""

    job: int
    token: UUID


@dataclass
class Clock:
    """The moment that was passed in, moved on by the time the work has taken."""

    at: datetime
    started: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        """Return what time it is."""
        return self.at + timedelta(seconds=time.monotonic() - self.started)


def create(label: str, *, about: str, total: int, not_before: datetime, at: datetime) -> Job:
    """Lay a job out, in the transaction of the deed that wants it."""
    return Job.objects.create(
        label=label, about=about, total=total, not_before=not_before, created_at=at
    )


def work(
    label: str, piece: Callable[[Job, datetime], Piece], *, at: datetime, budget: timedelta = BUDGET
) -> int:
    """Work on the due jobs of a kind, piece by piece; return how many pieces were done.

    ``piece`` does the next few of a job inside its transaction and says how many. Stops
    after ten seconds, so that whatever else falls due has its turn. What a piece raises is
    noted at the job, and goes on to the worker's own log.
    """
    return work_ahead(label, lambda _claim, _at: piece, at=at, budget=budget)


def work_ahead(
    label: str,
    ahead: Callable[[Claim, datetime], Callable[[Job, datetime], Piece]],
    *,
    at: datetime,
    budget: timedelta = BUDGET,
) -> int:
    """Work on due jobs whose pieces are made ahead of the transaction that stores them.

    ``ahead`` is called without a transaction and returns what stores the piece inside one; so
    what takes long holds no lock. What has to be fixed first it does in ``held``. A piece that
    was made and not stored is made again.
    """
    clock, pieces = Clock(at), 0
    while clock.now() - at < budget:
        claim = take_up(label, at=clock.now())
        if claim is None:
            break
        pieces += _carry_on(claim, ahead, clock=clock, until=at + budget)
    return pieces


def _carry_on(
    claim: Claim,
    ahead: Callable[[Claim, datetime], Callable[[Job, datetime], Piece]],
    *,
    clock: Clock,
    until: datetime,
) -> int:
    pieces = 0
    try:
        while True:
            with _noting(claim, at=clock.now()):
                piece = ahead(claim, clock.now())
            with held(claim, at=clock.now()) as job:
                found = piece(job, clock.now())
                _advance(job, found, at=clock.now())
            pieces += 1
            if not job.is_open:
                return pieces
            if clock.now() >= until:
                let_go(claim)
                return pieces
    except ClaimLostError:
        return pieces


def take_up(label: str, *, at: datetime) -> Claim | None:
    """Claim the next job of a kind that is due; one that nobody survived is given up."""
    if not Job.objects.due(label, at).exists():  # asked every other second: reads only
        return None
    with transaction.atomic():
        return _taken_up(label, at=at)


def _taken_up(label: str, *, at: datetime) -> Claim | None:
    for job in Job.objects.due(label, at).select_for_update(skip_locked=True):
        if job.tries >= rules.TRIES:
            job.last_error = job.last_error or ABANDONED
            _moved(job, Deed.FAIL, at=at)
            continue
        if job.state == State.WAITING:
            job.state = rules.after(job.state, deed=Deed.BEGIN)
            job.started_at = job.started_at or at
        job.claimed_by, job.claimed_until = uuid4(), at + rules.LEASE
        job.tries += 1
        job.save()
        return Claim(job.pk, job.claimed_by)
    return None


@contextmanager
def held(claim: Claim, *, at: datetime) -> Iterator[Job]:
    """Hold a claimed job's row for one piece, in one transaction.

    Raises ``ClaimLostError`` where it was stopped meanwhile, or is another's. What the piece
    raises is noted once its transaction is undone.
    """
    with _noting(claim, at=at), transaction.atomic():
        job = Job.objects.select_for_update().get(pk=claim.job)
        if job.state != State.RUNNING or job.claimed_by != claim.token:
            raise ClaimLostError
        yield job


@contextmanager
def _noting(claim: Claim, *, at: datetime) -> Iterator[None]:
    """Note at the job what is raised meanwhile."""
    with ExitStack() as stack:
        stack.push(partial(_note_failure, claim, at))
        yield


def _note_failure(
    claim: Claim,
    at: datetime,
    _kind: type[BaseException] | None,
    error: BaseException | None,
    _trace: TracebackType | None,
) -> bool:
    """Keep what a piece raised, and let it be tried again a little later; nothing is caught."""
    if isinstance(error, Exception) and not isinstance(error, (ClaimLostError, *AWAY)):
        said = f"{type(error).__name__}: {error}"[:DETAIL_LENGTH]
        Job.objects.filter(pk=claim.job, claimed_by=claim.token).update(
            last_error=said, claimed_until=at + rules.RETRY_AFTER
        )
    return False


def _advance(job: Job, piece: Piece, *, at: datetime) -> None:
    """Store how far the job is, in the transaction of the piece that made it so."""
    job.done += piece.done
    job.failed += piece.failed
    job.tries, job.last_error = 0, ""
    job.claimed_until = at + rules.LEASE
    nothing_left = not (piece.done or piece.failed)
    if nothing_left or rules.is_over(total=job.total, done=job.done, failed=job.failed):
        _moved(job, Deed.FINISH, at=at)
    else:
        job.save()


def let_go(claim: Claim) -> None:
    """Give a claim back, so that the next turn need not wait."""
    Job.objects.filter(pk=claim.job, claimed_by=claim.token).update(
        claimed_by=None, claimed_until=None, tries=0
    )


@transaction.atomic
def stop(job: Job, *, at: datetime) -> Job:
    """Stop a job before it begins or between two pieces; raises ``NoSuchStepError``."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    return _moved(job, Deed.STOP, at=at)


@transaction.atomic
def restart(job: Job, *, not_before: datetime) -> Job:
    """Let a stopped or failed job go on where it was; raises ``NoSuchStepError``."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    job.state = rules.after(job.state, deed=Deed.RESTART)
    job.not_before, job.ended_at = not_before, None
    job.tries, job.last_error = 0, ""
    job.version += 1
    job.save()
    return job


def _moved(job: Job, deed: Deed, *, at: datetime) -> Job:
    """Take a step that ends the job, under its lock."""
    job.state = rules.after(job.state, deed=deed)
    job.ended_at = at
    job.claimed_by = job.claimed_until = None
    job.version += 1
    job.save()
    return job
