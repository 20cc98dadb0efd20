"""The delivery loop: claim a few letters, send them outside any transaction, note what came of it.

A claim is a lease. It is taken under a lock, so that two workers never hold one letter, and
runs out by itself, so that a killed worker's letters are sent by another. The attempt is
counted before it is made: a letter that kills its sender does not do so for ever.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import structlog
from django.core.mail import EmailMessage, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Case, F, Value, When

from mail import messages, rules
from mail.enums import Outcome, State
from mail.failures import Verdict, verdict
from mail.models import Delivery, Letter, Suppression

BUDGET = timedelta(seconds=20)
_FINAL = {
    Outcome.ACCEPTED: State.SENT,
    Outcome.REFUSED: State.FAILED,
    Outcome.NO_MAILBOX: State.BOUNCED,
    Outcome.UNBUILDABLE: State.FAILED,
    Outcome.SUPPRESSED: State.BOUNCED,
    Outcome.EXPIRED: State.FAILED,
    Outcome.EXHAUSTED: State.FAILED,
}
log = structlog.get_logger(__name__)


@dataclass
class Round:
    """One call of the loop: who claims, since when, and by which open connections."""

    at: datetime
    claim: UUID = field(default_factory=uuid4)
    started: float = field(default_factory=time.monotonic)
    lines: dict[str, BaseEmailBackend] = field(default_factory=dict)

    def now(self) -> datetime:
        """Return the moment that was passed in, moved on by the time the sending has taken."""
        return self.at + timedelta(seconds=time.monotonic() - self.started)

    def line(self, name: str) -> BaseEmailBackend:
        """Return the open connection of a mailer."""
        if name not in self.lines:
            self.lines[name] = mailers[name]
        self.lines[name].open()
        return self.lines[name]

    def hang_up(self) -> None:
        """Close every connection; one that broke closes by itself."""
        for line in self.lines.values():
            with ExitStack() as stack:
                stack.push(lambda kind, *_: kind is not None and issubclass(kind, OSError))
                line.close()
        self.lines.clear()


def send_due(*, at: datetime, limit: int) -> int:
    """Send at most so many of the letters that are due; return how many left.

    Stops early when the mail server is away, and after twenty seconds, so that whatever
    else falls due has its turn.
    """
    this = Round(at)
    sent = taken = 0
    try:
        while taken < limit and this.now() - at < BUDGET:
            batch = claim(this, size=min(rules.BATCH, limit - taken))
            if not batch:
                break
            taken += len(batch)
            for result in _deliver(this, batch):
                sent += result.outcome is Outcome.ACCEPTED
                if result.server_is_away:
                    postpone_all(at=this.now())
                    return sent
    finally:
        this.hang_up()
        give_back(this)
    return sent


@transaction.atomic
def claim(this: Round, *, size: int) -> list[Letter]:
    """Claim the next few letters that are due; nobody else gets them while the claim lasts."""
    now = this.now()
    batch = list(Letter.objects.due(now).select_for_update(skip_locked=True)[:size])
    Letter.objects.filter(pk__in=[letter.pk for letter in batch]).update(
        state=State.SENDING, claimed_by=this.claim, claimed_until=now + rules.LEASE
    )
    return batch


def give_back(this: Round) -> None:
    """Let go of what was claimed and not begun."""
    Letter.objects.filter(claimed_by=this.claim).update(
        state=State.QUEUED, claimed_by=None, claimed_until=None
    )


def postpone_all(*, at: datetime) -> None:
    """Leave a server that is away alone for a little while, whichever letter met it first."""
    Letter.objects.filter(state=State.QUEUED, due_at__lte=at).update(
        due_at=Case(
            When(blank_after=True, then=Value(at + rules.SERVER_AWAY_URGENT)),
            default=Value(at + rules.SERVER_AWAY),
        )
    )


def _deliver(this: Round, batch: list[Letter]) -> Iterator[Verdict]:
    """Send each letter of a batch by itself; yield what came of it."""
    suppressed = set(
        Suppression.objects.filter(address__in=[letter.to for letter in batch]).values_list(
            "address", flat=True
        )
    )
    for letter in batch:
        if not begin(this, letter):
            continue
        if letter.to in suppressed:
            result, provider_id = Verdict(Outcome.SUPPRESSED), ""
        elif rules.is_too_late(
            created_at=letter.created_at,
            urgent=letter.blank_after,
            of_use_until=letter.of_use_until,
            at=this.now(),
        ):
            result, provider_id = Verdict(Outcome.EXPIRED), ""
        elif rules.is_spent(attempts=letter.attempts, urgent=letter.blank_after):
            result, provider_id = Verdict(Outcome.EXHAUSTED), ""
        else:
            result, provider_id = attempt(this, letter)
        settle(this, letter, result=result, provider_id=provider_id)
        yield result


def begin(this: Round, letter: Letter) -> bool:
    """Count the attempt and renew the claim; false if the claim ran out and another took it."""
    now = this.now()
    still_ours = Letter.objects.filter(pk=letter.pk, claimed_by=this.claim).update(
        attempts=F("attempts") + 1, claimed_until=now + rules.LEASE
    )
    letter.attempts += 1
    return bool(still_ours)


def attempt(this: Round, letter: Letter) -> tuple[Verdict, str]:
    """Send one letter; return what came of it and the provider's own id of it."""
    try:
        message = messages.message(letter, at=this.now())
        this.line(messages.mailer(letter)).send_messages([message])
    # The first of the two named boundaries. Whatever one letter raises, an address that no
    # header can hold, a text that no codec can carry, a fault in a template or a provider's
    # library, concerns that letter: it fails alone and the others leave.
    except Exception as error:  # noqa: BLE001
        result = verdict(error)
        log.warning(
            "letter not sent",
            letter=str(letter.uid),
            outcome=str(result.outcome),
            detail=result.detail,
            attempt=letter.attempts,
        )
        return result, ""
    return Verdict(Outcome.ACCEPTED), _provider_id(message)


def _provider_id(message: EmailMessage) -> str:
    """Return how a provider names what it took; a set of names, one a recipient, names none."""
    name = getattr(getattr(message, "anymail_status", None), "message_id", None)
    return "" if name is None or isinstance(name, set) else str(name)[:200]


@transaction.atomic
def settle(this: Round, letter: Letter, *, result: Verdict, provider_id: str) -> None:
    """Note what came of an attempt: the letter's state, its next attempt, its history."""
    now = this.now()
    outcome, due_at = result.outcome, letter.due_at
    if outcome is Outcome.DEFERRED:
        later = rules.next_attempt(attempts=letter.attempts, urgent=letter.blank_after, at=now)
        outcome = Outcome.DEFERRED if later else Outcome.EXHAUSTED
        due_at = later or due_at
    state = _FINAL.get(outcome, State.QUEUED)
    if outcome is Outcome.EXPIRED and not letter.blank_after:
        state = State.STOPPED  # nobody waits for it, so nobody is asked to deal with it
    erased = {}
    if letter.blank_after and state is not State.QUEUED:
        erased = {"subject": "", "body": {}, "blanked_at": now}
    still_ours = Letter.objects.filter(pk=letter.pk, claimed_by=this.claim).update(
        state=state,
        due_at=due_at,
        sent_at=now if state is State.SENT else None,
        claimed_by=None,
        claimed_until=None,
        **erased,
    )
    if not still_ours:
        log.warning("claim ran out while sending", letter=str(letter.uid))
    Delivery.objects.create(
        letter=letter,
        attempt=letter.attempts,
        at=now,
        outcome=outcome,
        detail=result.detail,
        provider_id=provider_id,
    )
    if outcome is Outcome.NO_MAILBOX:
        Suppression.objects.get_or_create(
            address=letter.to, defaults={"since": now, "reason": result.detail}
        )
