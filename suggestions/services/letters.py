"""The letters of a call that go to many: held back for five minutes, and stopped until then."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count

import mail.services
from accounts.access import Standing
from accounts.days import end_of_day, network_day
from accounts.steps import NotNowError
from events.grace import held_until
from mail.enums import State
from mail.models import Letter
from suggestions import emails
from suggestions.enums import Deed
from suggestions.models import Call
from suggestions.models.call import LABEL
from suggestions.services.locks import acting, locked, note


@dataclass(frozen=True)
class Waiting:
    """Letters of one deed that wait: how many, and when they leave."""

    batch: UUID
    leave_at: datetime
    number: int


def waiting(call: Call, *, at: datetime) -> list[Waiting]:
    """Return which letters of a call can still be stopped, by the deed that wrote them."""
    rows = Letter.objects.held_back(at).about(LABEL, str(call.key)).order_by("due_at", "batch")
    found = rows.values_list("batch", "due_at").annotate(number=Count("pk"))
    return [Waiting(*row) for row in found]


def held_back(call: Call, *, at: datetime) -> datetime:
    """Return when letters leave that ask for answers to a call."""
    return held_until(at=at, of_use_until=end_of_day(call.closes_on))


def stop_waiting(call: Call, *, at: datetime, only: UUID | None = None) -> int:
    """Keep what still waits from leaving, all of it or of one deed; return how many letters."""
    batches = {one.batch for one in waiting(call, at=at)}
    return sum(mail.services.stop_batch(one) for one in batches if only in {None, one})


def nobody_was_told(call: Call) -> bool:
    """Return whether all letters of a call were stopped before they left."""
    letters = Letter.objects.about(LABEL, str(call.key))
    return set(letters.order_by().values_list("state", flat=True).distinct()) == {State.STOPPED}


@transaction.atomic
def tell(call: Call, *, by: Standing, at: datetime) -> None:
    """Write the letters of an open call anew, all of which were stopped.

    Raises ``NotYoursError``, and ``NotNowError`` where somebody was told, or nobody can answer.
    """
    acting(by, call)
    call = locked(call)
    if not call.takes_answers(network_day(at)) or not nobody_was_told(call):
        raise NotNowError
    note(Deed.CALL_ASKED, call, by=by, at=at)
    emails.asked(call, leave_at=held_back(call, at=at), at=at)


@transaction.atomic
def stop_letters(call: Call, batch: UUID, *, by: Standing, at: datetime) -> int:
    """Keep letters of a call from leaving; return how many. The call stays as it is.

    Raises ``NotYoursError``, and ``NotNowError`` where they have left, or were stopped already.
    """
    acting(by, call)
    call = locked(call)
    stopped = stop_waiting(call, at=at, only=batch)
    if not stopped:
        raise NotNowError
    note(Deed.CALL_LETTERS_STOPPED, call, by=by, at=at, letters=stopped)
    return stopped
