"""Acting on what providers report: delivered, returned, complained about."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from mail.enums import Outcome, State
from mail.models import Delivery, Letter, Report, Suppression

BATCH = 100
STRANGER_AFTER = timedelta(hours=1)
_HARD = {"bounced", "invalid"}


@dataclass(frozen=True)
class Meaning:
    """What one kind of report says about a letter, and the state that it leads to, if any."""

    outcome: Outcome
    state: State | None = None


MEANINGS = {
    "delivered": Meaning(Outcome.DELIVERED),
    "deferred": Meaning(Outcome.DEFERRED),
    "bounced": Meaning(Outcome.BOUNCED, State.BOUNCED),
    "rejected": Meaning(Outcome.REFUSED, State.BOUNCED),
    "failed": Meaning(Outcome.REFUSED, State.FAILED),
    "complained": Meaning(Outcome.COMPLAINED),
}


def settle(*, at: datetime) -> int:
    """Settle what has been reported, in order of arrival; return how many reports.

    A report may overtake the note that its letter was sent, so one that fits no letter
    waits for an hour before it is taken for a stranger's.
    """
    settled = after = 0
    while batch := list(
        Report.objects.unsettled().filter(pk__gt=after).values_list("pk", flat=True)[:BATCH]
    ):
        settled += sum(_settle_one(pk, at=at) for pk in batch)
        after = batch[-1]
    return settled


@transaction.atomic
def _settle_one(pk: int, *, at: datetime) -> bool:
    report = Report.objects.unsettled().select_for_update().filter(pk=pk).first()
    if report is None:
        return False
    letter = _letter_of(report)
    if letter is None and at - report.received_at < STRANGER_AFTER:
        return False
    if letter is not None:
        _apply(report, letter)
    report.settled_at = at
    report.save(update_fields=["settled_at"])
    return True


def _letter_of(report: Report) -> Letter | None:
    """Return the letter a report is about: by the provider's id of it, or by its Message-ID."""
    bare = report.provider_id.strip("<>")
    if not bare:
        return None
    delivery = Delivery.objects.filter(provider_id__in=[bare, f"<{bare}>"]).first()
    letters = Letter.objects.select_for_update()
    if delivery:
        return letters.get(pk=delivery.letter_id)
    return letters.filter(message_id=f"<{bare}>").first()


def _apply(report: Report, letter: Letter) -> None:
    meaning = MEANINGS[report.event]
    happened_at = report.happened_at or report.received_at
    Delivery.objects.create(
        letter=letter,
        attempt=letter.attempts,
        at=happened_at,
        outcome=meaning.outcome,
        detail=report.detail,
    )
    is_about_recipient = report.recipient.casefold() in {"", letter.to.casefold()}
    if meaning.state and is_about_recipient and letter.state == State.SENT:
        letter.state = meaning.state
        letter.save(update_fields=["state"])
    address = report.recipient or letter.to
    if meaning.state and report.reason in _HARD:
        known = [letter.to, *letter.copy_addresses]
        for own in known:
            if own.casefold() == address.casefold():
                Suppression.objects.get_or_create(
                    address=own, defaults={"since": happened_at, "reason": report.detail}
                )
