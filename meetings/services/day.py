"""What a meeting concludes and decides, item by item."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.urls import reverse

import agendas.services
import decisions.services
from accounts import versions
from accounts.access import Standing
from accounts.enums import Visibility
from accounts.models import Body
from accounts.steps import NotNowError
from agendas.access import party
from agendas.enums import AgendaState, ItemState
from agendas.models import Agenda, AgendaItem
from agendas.rules import no_wider
from agendas.services import DecidedError
from agendas.services.agendas import NotYoursError, require
from agendas.services.locks import held
from decisions.enums import Outcome
from events.models import Event, Session
from events.rules.attendance import HalfDay
from journal.services import record
from meetings.day import key_of, table_of
from meetings.enums import NUMBERED, AdoptedBy, Deed, ItemOutcome
from meetings.models import Correction, ItemRecord, Minutes
from meetings.models.record import LABEL
from meetings.services.minutes import adopt_minutes
from meetings.services.writing import minutes_of_item

APART = "DR"
"""How the number of a decision begins that stands in no register.

What follows is drawn for each: a count would tell its readers of others.
"""

_OUTCOMES = {
    ItemOutcome.ADOPTED: Outcome.ADOPTED,
    ItemOutcome.NOT_ADOPTED: Outcome.NOT_ADOPTED,
}


class InWritingError(NotNowError):
    """The item is decided in writing, or was taken off: the meeting cannot decide it."""


class AgendaNotAdoptedError(NotNowError):
    """Nothing is decided before the agenda is adopted."""


class BelowQuorumError(NotNowError):
    """Too few seats are there, and nobody said why the body decides all the same."""


class MinutesClosedError(NotNowError):
    """The minutes are before the body, or adopted: what is written now would not stand in them."""


class MinutesChangedError(NotNowError):
    """The minutes that the item adopts are not those that were read."""


class MinutesAdoptedError(NotNowError):
    """The minutes that the item is about are adopted: there is nothing left to decide."""


class NothingDecidedError(NotNowError):
    """There is no decision that could be corrected."""


@transaction.atomic
def conclude(
    item: AgendaItem, *, conclusion: str, version: int, by: Standing, at: datetime
) -> ItemRecord:
    """Write down what was concluded on an item; 0 is the version before anything was.

    Raises ``StaleError``, ``NotYoursError``, and ``MinutesClosedError`` once the minutes are
    before the body.
    """
    kept = _locked(item, version=version, by=by, at=at)
    kept.conclusion = conclusion
    kept.save()
    _note(Deed.CONCLUDED, kept, by=by, at=at)
    return kept


@transaction.atomic
def decide(
    item: AgendaItem,
    *,
    outcome: str,
    half_day: HalfDay[Session],
    version: int,
    by: Standing,
    at: datetime,
    title: str = "",
    visibility: str = Visibility.BODY,
    quorum_note: str = "",
    minutes_version: int | None = None,
) -> ItemRecord:
    """Write down what a meeting made of an item; what it decides gets its number at once.

    The quorum of the half-day is counted now and kept. Below it a body may note, postpone or
    send an item to a written procedure; it decides only with a note that says why. That the
    minutes of another meeting are adopted adopts them; what it postpones is offered for the next
    agenda. ``minutes_version`` says which version of the minutes it adopts was read. Raises
    ``InWritingError``, ``MinutesAdoptedError``, ``MinutesChangedError``, ``MinutesClosedError``,
    ``AgendaNotAdoptedError``, ``DecidedError``, ``BelowQuorumError``, ``StaleError``,
    ``NotYoursError`` and ``NotNowError`` before the meeting has begun.
    """
    adopts = minutes_of_item(item)
    kept = _locked(item, version=version, by=by, at=at)
    item = kept.item
    is_off = item.state != ItemState.OPEN or item.is_whole_off
    if is_off or (adopts and adopts.is_in_writing):
        raise InWritingError
    if item.agenda.state != AgendaState.ADOPTED:
        raise AgendaNotAdoptedError
    if item.agenda.event.starts_at > at:
        raise NotNowError("The meeting has not begun.")
    if kept.is_numbered:
        raise DecidedError
    if adopts and adopts.is_adopted:
        raise MinutesAdoptedError
    table = table_of(item.agenda.event)
    number = table.number_of(key_of(half_day))
    if number is None:
        raise versions.StaleError(kept)
    counted = table.quorums[number]
    if outcome in NUMBERED and not counted.is_reached and not quorum_note.strip():
        raise BelowQuorumError
    kept.present, kept.entitled = counted.present, counted.entitled
    kept.needed = counted.needed
    kept.outcome, kept.title = outcome, title or item.title
    kept.visibility, kept.quorum_note = visibility, quorum_note
    kept.decided_at, kept.decided_by = at, by.user
    agendas.services.put_off(item, is_put_off=outcome == ItemOutcome.POSTPONED, at=at)
    if outcome in NUMBERED:
        _number(kept, half_day=half_day, at=at)
        agendas.services.keep_decided(item, at=at)
        agendas.services.end_tracks(item=item, at=at)
    kept.save()
    _note(Deed.DECIDED, kept, by=by, at=at, outcome=str(outcome))
    if outcome == ItemOutcome.ADOPTED and adopts:
        _adopt(adopts, version=minutes_version, at_event=item.agenda.event, by=by, at=at)
    return kept


@transaction.atomic
def correct(
    kept: ItemRecord, *, once: UUID, text: str, reason: str, by: Standing, at: datetime
) -> Correction:
    """Put a mistake in a numbered decision right beside it; a replay has one effect.

    Raises ``NotYoursError``, and ``NothingDecidedError`` where no decision was taken.
    """
    _lock_item(kept.item_id)
    kept = ItemRecord.objects.select_related("item__agenda__event", "decision").get(pk=kept.pk)
    _require_seen(kept.item, by=by)
    if party(by, kept.item.agenda.event) is None:
        raise NotYoursError
    if not kept.is_numbered:
        raise NothingDecidedError
    made, is_new = Correction.objects.get_or_create(
        once=once,
        defaults={
            "record": kept,
            "text": text,
            "reason": reason,
            "made_at": at,
            "made_by": by.user,
        },
    )
    if is_new:
        _note(Deed.CORRECTED, kept, by=by, at=at)
        if kept.decision:
            decisions.services.mark_corrected(kept.decision, at=at)
    return made


def _lock_item(pk: int) -> AgendaItem:
    """Return the item under the locks of its meeting and agenda.

    Nobody cancels the one or sends the other into writing meanwhile.
    """
    agenda = held(Agenda.objects.get(items=pk))
    item = AgendaItem.objects.select_related("parent").get(pk=pk)
    item.agenda = agenda
    return item


def _require_seen(item: AgendaItem, *, by: Standing) -> None:
    if not AgendaItem.objects.visible_to(by, item.agenda.event).filter(pk=item.pk).exists():
        raise NotYoursError


def _locked(item: AgendaItem, *, version: int, by: Standing, at: datetime) -> ItemRecord:
    """Return what is kept of an item, its version counted up and not yet stored."""
    item = _lock_item(item.pk)
    require(by, item.agenda.event)
    _require_seen(item, by=by)
    written = Minutes.objects.select_for_update().filter(event=item.agenda.event).first()
    if written is not None and written.is_before_the_body:
        raise MinutesClosedError
    kept = ItemRecord.objects.select_related("decision").filter(item=item).first()
    kept = kept or ItemRecord(item=item, version=0)
    kept.item = item
    if kept.version != version:
        raise versions.StaleError(kept)
    kept.version += 1
    kept.changed_at = at
    return kept


def _number(kept: ItemRecord, *, half_day: HalfDay[Session], at: datetime) -> None:
    """Give a decision its number: in the register, or apart where not all of the body may know.

    The register shows it to no more people than its item.
    """
    item = kept.item
    if not item.is_open_to_body:
        year = half_day.date.year
        kept.restricted_number = f"{APART}-{year}-{kept.key.hex[:8].upper()}"
        return
    kept.visibility = no_wider(kept.visibility, than=item.readers_class)
    event = item.agenda.event
    kept.decision = decisions.services.enter(
        body=cast("Body", event.body),
        on=half_day.date,
        title=kept.title,
        outcome=_OUTCOMES[ItemOutcome(kept.outcome)],
        source=(LABEL, str(kept.key), address_of(event, item)),
        visibility=kept.visibility,
        at=at,
    )


def address_of(event: Event, item: AgendaItem) -> str:
    """Return where the decision on an item came about, for who may read it."""
    return f"{reverse('meetings:minutes', args=[event.slug])}#item-{item.key}"


def _adopt(
    found: Minutes, *, version: int | None, at_event: Event, by: Standing, at: datetime
) -> None:
    """Adopt the minutes that an adopted item was about."""
    try:
        adopt_minutes(
            found, how=AdoptedBy.MEETING, version=version, at_event=at_event, by=by, at=at
        )
    except versions.StaleError as stale:
        raise MinutesChangedError from stale


def _note(deed: Deed, kept: ItemRecord, *, by: Standing, at: datetime, **facts: Any) -> None:
    record(
        deed,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label=LABEL,
        key=str(kept.key),
        facts=facts,
    )
