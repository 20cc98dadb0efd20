"""The letters of a call that go to many: held back for five minutes, and stopped until then."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count

import mail.services
from accounts.access import Standing
from accounts.steps import NotNowError
from mail.models import Letter
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


@transaction.atomic
def stop_letters(call: Call, batch: UUID, *, by: Standing, at: datetime) -> int:
    """Keep letters of a call from leaving; return how many. The call stays as it is.

    Raises ``NotYoursError``, and ``NotNowError`` where they have left, or were stopped already.
    """
    acting(by, call)
    call = locked(call)
    known = {one.batch for one in waiting(call, at=at)}
    stopped = mail.services.stop_batch(batch) if batch in known else 0
    if not stopped:
        raise NotNowError
    note(Deed.CALL_LETTERS_STOPPED, call, by=by, at=at, letters=stopped)
    return stopped
