"""Taking items over from the agenda of the last meeting."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from accounts.access import Standing
from accounts.enums import Visibility
from agendas.enums import Deed
from agendas.models import Agenda, AgendaItem
from agendas.models.item import LABEL as ITEM
from agendas.models.item import reads_restricted
from agendas.services.agendas import NotYoursError, note, require
from agendas.services.locks import locked
from agendas.services.offers import OF_OFFERS
from agendas.services.ordering import place_for
from agendas.services.standing import REFERENCE as STANDING
from agendas.services.within import by_itself


@transaction.atomic
def copy_items(
    agenda: Agenda, items: Collection[AgendaItem], *, once: UUID, by: Standing, at: datetime
) -> list[AgendaItem]:
    """Put what is said of items of another agenda onto this one, without their papers.

    A part goes below its item where that is taken over too, else it stands by itself, before any
    other business, and is open to nobody who did not see its item. What is there already is left
    out. A replay has one effect. Raises ``NotYoursError`` and ``NotNowError``.
    """
    agenda = locked(agenda)
    require(by, agenda.event)
    own = {item.pk: uuid5(once, str(item.key)) for item in items}
    if AgendaItem.objects.filter(once__in=own.values()).exists():
        return list(AgendaItem.objects.filter(once__in=own.values()))
    made: dict[int, AgendaItem] = {}
    there = already_there(agenda, items, by=by)
    new = [item for item in items if item.pk not in there]
    for item in sorted(new, key=lambda one: (one.parent_id is not None, one.order, one.pk)):
        parent = made.get(item.parent_id or 0)
        visibility, readers = by_itself(item)
        if visibility == Visibility.RESTRICTED and not reads_restricted(by, agenda.event):
            raise NotYoursError
        if parent is not None:
            visibility, readers = Visibility(item.visibility), item.readers.all()
        copy = AgendaItem.objects.create(
            agenda=agenda,
            once=own[item.pk],
            parent=parent,
            standing=item.standing,
            order=_place(agenda, item, parent),
            visibility=visibility,
            added_at=at,
            changed_at=at,
            **item.said(),
        )
        copy.readers.set(readers)
        made[item.pk] = copy
    if made:
        agenda.save(update_fields=["version"])
        note(Deed.COPIED, agenda, by=by, at=at)
    return list(made.values())


def _place(agenda: Agenda, item: AgendaItem, parent: AgendaItem | None) -> int:
    if item.parent_id is None:
        return place_for(agenda, kind=item.kind)
    return place_for(agenda, is_part=parent is not None)


def already_there(agenda: Agenda, items: Iterable[AgendaItem], *, by: Standing) -> set[int]:
    """Return which items of another agenda this one has, as far as the person knows; one query.

    It has those of the same title below the same item, what stands on each, what came from the
    same source, and what was put off to it.
    """
    known = AgendaItem.objects.visible_to(by, agenda.event)
    rows = known.listed().select_related("parent")
    there = {sign for row in rows for sign in _signs(row)}
    return {item.pk for item in items if not there.isdisjoint(_signs(item))}


def _signs(item: AgendaItem) -> Iterator[tuple[str, str]]:
    """Return by what an item is known on another agenda."""
    yield item.parent.title if item.parent else "", item.title
    yield ITEM, str(item.key)
    if item.standing_id is not None:
        yield STANDING, str(item.standing_id)
    if item.source_key:
        yield item.source_label, "" if item.source_label == OF_OFFERS else item.source_key
