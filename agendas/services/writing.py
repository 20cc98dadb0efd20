"""Items that a body decides in writing: marked, passed to another round, brought back.

Who decides in writing says so here by label, key and address, as the journal names things.
"""

from datetime import datetime
from typing import Any, cast

from django.db import transaction

from accounts.access import Standing
from accounts.models import Body
from accounts.steps import By, NotNowError, step
from agendas import rules
from agendas.access import SETTLED
from agendas.enums import Bar, Deed, ItemDeed, ItemState
from agendas.models import Agenda, AgendaItem, Agreement, Offer
from agendas.models.item import LABEL
from agendas.services.agendas import require
from agendas.services.items import DecidedError, WholeOffError, advance, locked_with
from agendas.services.offers import drop_offer, offer_again
from agendas.wishing import bar_of
from journal.services import record

type Written = tuple[str, str, str]
"""Label, key and address of what decides in writing."""


class RestrictedError(NotNowError):
    """Not all of the body may know of the item, and a decision in writing is everybody's."""


class HasPartsError(NotNowError):
    """The item has parts that the whole body may know of, which are decided one by one."""


class NothingToDecideError(NotNowError):
    """The item informs, or is the meeting's own: there is nothing to decide in writing."""


class RefusedError(NotNowError):
    """The Presidency has said here that it would rather discuss the item."""


class PutOffError(NotNowError):
    """The item was put off to a later meeting, whose agenda has it or is to take it in."""


BARRED = {
    Bar.DECIDED: DecidedError,
    Bar.RESTRICTED: RestrictedError,
    Bar.PARTS: HasPartsError,
    Bar.NOTHING: NothingToDecideError,
    Bar.PUT_OFF: PutOffError,
    Bar.WHOLE_OFF: WholeOffError,
}


def require_decidable(item: AgendaItem) -> None:
    """See that an item could be decided in writing; raises what ``BARRED`` names."""
    if found := bar_of(item):
        raise BARRED[found]


@transaction.atomic
def mark_in_writing(
    item: AgendaItem, *, written: Written, by: Standing, at: datetime
) -> AgendaItem:
    """Take an item out of the discussion, since it is decided in writing; twice is once.

    Raises ``NotYoursError``, ``NotNowError``, ``RefusedError`` and what ``BARRED`` names.
    """
    agenda, found = locked_with(item)
    if (
        found.state == ItemState.IN_WRITING
        and (found.written_label, found.written_key) == (written[:2])
    ):
        return found
    acting = require(by, agenda.event)
    require_decidable(found)
    if Agreement.objects.refused().filter(item=found).exists():
        raise RefusedError
    advance(found, ItemDeed.WRITE, by=by, acting=acting)
    return _named(found, written, deed=Deed.IN_WRITING, by=by, at=at)


@transaction.atomic
def pass_on(item: AgendaItem, *, written: Written, by: Standing, at: datetime) -> AgendaItem:
    """Let another round decide an item in writing, which waits for no agenda any more.

    Raises ``NotNowError`` where none decides it.
    """
    agenda, found = locked_with(item)
    if found.state != ItemState.IN_WRITING:
        raise NotNowError
    drop_offer(body=cast("Body", agenda.event.body), source=(LABEL, str(found.key)))
    found.version += 1
    return _named(found, written, deed=Deed.IN_WRITING, by=by, at=at)


def taken_on(item: AgendaItem) -> AgendaItem:
    """Return the item for which later agendas took one in that its meeting did not come to.

    That is the item itself where none did, or where it was taken off there.
    """
    while offer := Offer.objects.of_item(item).standing().select_related("item").first():
        item = cast("AgendaItem", offer.item)
    return item


@transaction.atomic
def bring_back(item: AgendaItem, *, by: Standing | None, at: datetime) -> AgendaItem:
    """Bring an item back that was not decided in writing; twice is once.

    It keeps the name of what was to decide it, and the Presidency is asked anew. Where the
    meeting is over, it stands there as it was, and is offered for the next agenda of the body.
    """
    agenda, found = locked_with(item)
    if found.state != ItemState.IN_WRITING:
        return found
    if is_over(agenda, at=at):
        offer_again(found, at=at)
        return found
    Agreement.objects.filter(item=found).delete()
    acting = By.SECRETARIAT if by else By.CLOCK
    found.state = step(rules.ITEM, state=found.state, deed=ItemDeed.BRING_BACK, by=acting).to
    found.version += 1
    return _saved(found, deed=Deed.BROUGHT_BACK, by=by, at=at, written=found.written_key)


def is_over(agenda: Agenda, *, at: datetime) -> bool:
    """Return whether nothing can be discussed at a meeting any more."""
    return agenda.event.state in SETTLED or agenda.event.ends_at <= at


def _named(
    item: AgendaItem, written: Written, *, deed: Deed, by: Standing, at: datetime
) -> AgendaItem:
    item.written_label, item.written_key, item.written_url = written
    return _saved(item, deed=deed, by=by, at=at, written=item.written_key)


def _saved(
    item: AgendaItem, *, deed: Deed, by: Standing | None, at: datetime, **facts: Any
) -> AgendaItem:
    item.changed_at = at
    item.save()
    record(
        deed,
        at=at,
        actor=by.actor if by else "",
        acting_for=by.acting_for if by else "",
        label=LABEL,
        key=str(item.key),
        facts=facts,
    )
    return item
