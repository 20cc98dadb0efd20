"""Minutes that a body is asked in writing to adopt: marked, adopted, or had back."""

from datetime import datetime

from django.db import transaction

from accounts.access import Standing
from agendas.models import AgendaItem
from agendas.services.offers import drop_offer
from meetings.enums import AdoptedBy, Deed
from meetings.models import Minutes
from meetings.models.minutes import LABEL
from meetings.services.minutes import adopt_minutes, locked, offer, require_before_the_body
from meetings.services.noting import note

type Written = tuple[str, str, str]
"""Label, key and address of what decides in writing."""


def minutes_of_item(item: AgendaItem) -> Minutes | None:
    """Return the minutes whose adoption an item is about, under their lock; else nothing."""
    found = Minutes.objects.adopted_by(item).first()
    return locked(found) if found else None


@transaction.atomic
def ask_in_writing(
    minutes: Minutes,
    *,
    written: Written,
    by: Standing,
    at: datetime,
    instead_of: tuple[str, str] = ("", ""),
) -> Minutes:
    """Let a procedure ask the body to adopt minutes, which no meeting does meanwhile.

    ``instead_of`` is the round before. Raises ``NotFinalError`` and ``AskedInWritingError``.
    """
    minutes = locked(minutes)
    require_before_the_body(minutes, asked_by=instead_of)
    minutes.written_label, minutes.written_key, minutes.written_url = written
    minutes.save()
    drop_offer(body=minutes.event.body, source=(LABEL, str(minutes.key)))  # type: ignore[arg-type]  # a meeting has one
    note(Deed.MINUTES_ASKED, minutes, by=by, at=at, written=minutes.written_key)
    return minutes


@transaction.atomic
def adopt_in_writing(*, source: tuple[str, str], at: datetime) -> None:
    """Adopt the minutes about which a procedure asked, since the body did; if there are any."""
    if found := _asked_by(source):
        adopt_minutes(found, how=AdoptedBy.WRITING, by=None, source=source, at=at)


@transaction.atomic
def take_back_from_writing(*, written: tuple[str, str], by: Standing | None, at: datetime) -> None:
    """Have minutes back that a procedure did not adopt; the next agenda takes them in again."""
    if (found := _asked_by(written)) is None:
        return
    minutes = locked(found)
    minutes.written_label = minutes.written_key = minutes.written_url = ""
    minutes.save()
    note(Deed.MINUTES_LET_GO, minutes, by=by, at=at, written=written[1])
    offer(minutes, at=at)


def _asked_by(written: tuple[str, str]) -> Minutes | None:
    label, key = written
    return Minutes.objects.filter(written_label=label, written_key=key).first()
