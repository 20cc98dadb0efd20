"""The items of an agenda: put on, changed, moved, taken off and put back."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts import versions
from accounts.access import Standing
from accounts.enums import Visibility
from accounts.models import Seat
from accounts.steps import By, NotNowError, step
from agendas import rules
from agendas.enums import Deed, ItemDeed, ItemState
from agendas.models import Agenda, AgendaItem, Agreement, Track
from agendas.models.item import LABEL, reads_restricted
from agendas.services.agendas import NotYoursError, require
from agendas.services.locks import locked
from agendas.services.ordering import place_for
from agendas.services.within import by_itself, keep_within, kept_readers, opened, readers_of
from journal.services import record


class UnderItselfError(NotNowError):
    """An item was to become a part of itself, or of a part of its own."""


class TooDeepError(NotNowError):
    """An item was to become a part of a part, or one with parts a part of another."""


class WholeOffError(NotNowError):
    """What an item is a part of, or was to become one of, was taken off."""


class ElsewhereError(NotNowError):
    """An item was to be moved to one of another agenda."""


class DecidedError(NotNowError):
    """A decision was taken on the item: it is corrected from now on, not taken again."""


class PartInWritingError(NotNowError):
    """A part of the item is decided in writing, so that the item stays."""


class OtherWayError(NotNowError):
    """What another body prepared was taken back from here; ``track`` says where it went."""

    def __init__(self, track: Track) -> None:
        """Keep what it went with."""
        super().__init__(f"It goes another way: the track {track.pk}.")
        self.track = track


class ReadersStayError(NotNowError):
    """Who may know of an item stays as it is once it is decided, in the meeting or in writing."""


def note(deed: Deed, item: AgendaItem, *, by: Standing, at: datetime, **facts: Any) -> None:
    """Write the deed into the journal; what the item is called is not said there."""
    record(
        deed,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label=LABEL,
        key=str(item.key),
        facts=facts,
    )


def locked_with(item: AgendaItem) -> tuple[Agenda, AgendaItem]:
    """Return the agenda under its lock, its version counted up and stored, and the item."""
    agenda = locked(item.agenda)
    agenda.save(update_fields=["version"])
    rows = AgendaItem.objects.select_for_update(of=("self",)).select_related("parent")
    found = rows.get(pk=item.pk)
    found.agenda = agenda
    return agenda, found


@transaction.atomic
def add_item(
    agenda: Agenda,
    *,
    once: UUID,
    by: Standing,
    at: datetime,
    parent: AgendaItem | None = None,
    readers: Collection[Seat] = (),
    **said: Any,
) -> AgendaItem:
    """Put an item on the agenda, last but for other business, or last of another's parts.

    A replay of the form has one effect.
    Raises ``NotYoursError``, ``NotNowError``, ``TooDeepError``, ``WholeOffError`` and
    ``ElsewhereError``.
    """
    agenda = locked(agenda)
    require(by, agenda.event)
    if made := AgendaItem.objects.filter(once=once).first():
        return made
    agenda.save(update_fields=["version"])
    item = AgendaItem(agenda=agenda, once=once, added_at=at, changed_at=at, **said)
    _require_right(item, by=by)
    item.parent = parent = _place(item, parent)
    item.order = place_for(agenda, kind=item.kind, is_part=parent is not None)
    item.save()
    item.readers.set(_named(item, readers))
    note(Deed.ITEM_ADDED, item, by=by, at=at)
    return item


@transaction.atomic
def change_item(
    item: AgendaItem,
    *,
    version: int,
    by: Standing,
    at: datetime,
    readers: Collection[Seat] = (),
    **said: Any,
) -> AgendaItem:
    """Change what is said of an item; to whom it is opened, it is added with its parts.

    Raises ``StaleError``, ``NotYoursError``, ``NotNowError``, and ``ReadersStayError`` where it,
    or a part of it, is decided and others would know of it.
    """
    agenda, found = locked_with(item)
    require(by, agenda.event)
    _require_right(found, by=by)
    if found.version != version:
        raise versions.StaleError(found)
    kept, before = kept_readers(found), readers_of(found)
    if set_all(found, said):
        found.changed_at = at
    found.version += 1
    _require_right(found, by=by)
    found.save()
    found.readers.set(_named(found, readers))
    if kept_readers(found) != kept:
        raise ReadersStayError
    AgendaItem.objects.filter(pk__in=opened(before, readers_of(found))).update(added_at=at)
    found.refresh_from_db(fields=["added_at"])
    keep_within(found, by=by, at=at)
    note(Deed.ITEM_CHANGED, found, by=by, at=at)
    return found


def set_all(item: AgendaItem, said: Mapping[str, Any]) -> bool:
    """Set what is said of an item; return whether it says something else now."""
    changed = {name for name, value in said.items() if getattr(item, name) != value}
    for name in changed:
        setattr(item, name, said[name])
    return bool(changed)


def _named(item: AgendaItem, readers: Collection[Seat]) -> Collection[Seat]:
    return readers if item.visibility == Visibility.RESTRICTED else ()


def _require_right(item: AgendaItem, *, by: Standing) -> None:
    """Raise ``NotYoursError`` where the item is restricted and the person may not know of it."""
    if item.is_closed and not reads_restricted(by, item.agenda.event):
        raise NotYoursError


def _place(item: AgendaItem, parent: AgendaItem | None) -> AgendaItem | None:
    """Return of what an item can become a part, as that is under the lock of its agenda.

    Raises ``ElsewhereError``, ``UnderItselfError``, ``TooDeepError``, and ``WholeOffError`` for
    what was taken off.
    """
    if parent is None:
        return None
    parent = AgendaItem.objects.get(pk=parent.pk)
    if parent.agenda_id != item.agenda_id:
        raise ElsewhereError
    if item.pk and item.pk in {parent.pk, parent.parent_id}:
        raise UnderItselfError
    if parent.parent_id or (item.pk and item.parts.exists()):
        raise TooDeepError
    if parent.state == ItemState.STRUCK:
        raise WholeOffError
    return parent


@transaction.atomic
def move_item(
    item: AgendaItem,
    *,
    by: Standing,
    at: datetime,
    parent: AgendaItem | None = None,
    before: AgendaItem | None = None,
) -> AgendaItem:
    """Put an item before another one, or last, on the agenda or among the parts of an item.

    Where it stands there already nothing happens; a part that leaves its item is open to nobody
    who did not see that. Raises ``UnderItselfError``, ``TooDeepError``, ``WholeOffError``,
    ``ElsewhereError``, ``ReadersStayError``, ``NotYoursError`` and ``NotNowError``.
    """
    agenda, found = locked_with(item)
    require(by, agenda.event)
    _require_right(found, by=by)
    parent = _place(found, parent)
    if before == found:
        raise UnderItselfError
    parent_pk = parent.pk if parent else None
    rows = list(agenda.items.all())
    others = [one for one in rows if one.pk != found.pk]
    if before is None:
        place = len(others)
    else:
        found_at = [place for place, one in enumerate(others) if one.pk == before.pk]
        if not found_at or others[found_at[0]].parent_id != parent_pk:
            raise ElsewhereError
        place = found_at[0]
    moved = _siblings([*others[:place], found, *others[place:]], parent_pk, moved=found)
    if found.parent_id == parent_pk and moved == _siblings(rows, parent_pk, moved=found):
        return found
    if found.parent_id != parent_pk:
        kept = kept_readers(found)
        found.visibility, readers = by_itself(found)
        found.readers.set(readers)
        found.parent = parent
        if kept_readers(found) != kept:
            raise ReadersStayError
    found.changed_at = at
    found.version += 1
    for order, one in enumerate([*others[:place], found, *others[place:]], start=1):
        one.order = order
    AgendaItem.objects.bulk_update(others, ["order"])
    found.save()
    keep_within(found, by=by, at=at)
    note(Deed.ITEM_MOVED, found, by=by, at=at)
    return found


def _siblings(rows: Collection[AgendaItem], parent: int | None, *, moved: AgendaItem) -> list[int]:
    """Return the keys of the items below one, in order, with the one that is moved."""
    return [one.pk for one in rows if one.parent_id == parent or one.pk == moved.pk]


@transaction.atomic
def strike_item(
    item: AgendaItem, *, reason: str, by: Standing, at: datetime, version: int | None = None
) -> AgendaItem:
    """Take an item off the agenda; once it was sent out, that is shown with the reason.

    ``version`` is that of the item as it was read. Raises ``NotYoursError``, ``DecidedError``
    where the meeting has decided it or a part of it, ``PartInWritingError``, ``NotNowError`` where
    it is off already or decided in writing, and ``StaleError`` where it says something else.
    """
    _agenda, found = locked_with(item)
    acting = require_strikable(found, by=by)
    if version not in {None, found.version}:
        raise versions.StaleError(found)
    return take_off(found, acting=acting, reason=reason, by=by, at=at)


def take_off(
    item: AgendaItem, *, acting: By, reason: str, by: Standing, at: datetime
) -> AgendaItem:
    """Take a locked item off that nothing keeps on the agenda, whatever became of the meeting.

    Raises ``NotYoursError`` and ``NotNowError``.
    """
    advance(item, ItemDeed.STRIKE, by=by, acting=acting)
    item.struck_at, item.struck_reason = at, reason
    item.save()
    note(Deed.ITEM_STRUCK, item, by=by, at=at)
    return item


def require_strikable(item: AgendaItem, *, by: Standing) -> By:
    """Return as whom a person takes an item off; raises what ``strike_item`` raises."""
    acting = require(by, item.agenda.event)
    _require_right(item, by=by)
    step(rules.ITEM, state=item.state, deed=ItemDeed.STRIKE, by=acting)
    require_loose(item)
    return acting


def require_loose(item: AgendaItem) -> None:
    """Raise ``DecidedError`` or ``PartInWritingError`` where that keeps an item on the agenda."""
    if item.decided_at or item.parts.exclude(decided_at=None).exists():
        raise DecidedError
    if item.parts.filter(state=ItemState.IN_WRITING).exists():
        raise PartInWritingError


@transaction.atomic
def restore_item(item: AgendaItem, *, by: Standing, at: datetime) -> AgendaItem:
    """Put an item back that was taken off.

    Raises ``NotYoursError``, ``NotNowError``, ``OtherWayError`` where what it was to decide is
    pursued elsewhere, and ``DecidedError`` where it was put off to here and decided after all.
    """
    agenda, found = locked_with(item)
    acting = require(by, agenda.event)
    advance(found, ItemDeed.RESTORE, by=by, acting=acting)
    if found.went_with:
        raise OtherWayError(found.went_with)
    if AgendaItem.objects.of_the_same(found).decided().exists():
        raise DecidedError
    if agenda.is_sent_out and found.was_struck_in_time:
        found.added_at = at
    found.struck_at, found.struck_reason, found.changed_at = None, "", at
    found.save()
    note(Deed.ITEM_RESTORED, found, by=by, at=at)
    return found


def advance(item: AgendaItem, deed: ItemDeed, *, by: Standing, acting: By) -> None:
    """Take a step of the table with a locked item, not yet stored."""
    _require_right(item, by=by)
    item.state = step(rules.ITEM, state=item.state, deed=deed, by=acting).to
    item.version += 1


def keep_decided(item: AgendaItem, *, at: datetime) -> None:
    """Note that the meeting took a decision on an item, whose agenda is locked by then.

    Nobody is asked any more whether it is decided in writing.
    """
    item.decided_at = at
    item.save(update_fields=["decided_at"])
    Agreement.objects.filter(item=item, answer="").delete()
