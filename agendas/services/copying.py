"""Taking items over from the agenda of the last meeting."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from accounts.access import Standing
from accounts.enums import Visibility
from agendas.enums import Deed
from agendas.models import Agenda, AgendaItem
from agendas.models.item import reads_restricted
from agendas.services.agendas import NotYoursError, locked, note, require
from agendas.services.ordering import place_for
from agendas.services.within import by_itself


@transaction.atomic
def copy_items(
    agenda: Agenda, items: Collection[AgendaItem], *, once: UUID, by: Standing, at: datetime
) -> list[AgendaItem]:
    """Put what is said of items of another agenda onto this one, without their papers.

    A part goes below its item where that is taken over too, else it stands by itself and is
    open to nobody who did not see its item. A replay has one effect. Raises ``NotYoursError``
    and ``NotNowError``.
    """
    agenda = locked(agenda)
    require(by, agenda.event)
    own = {item.pk: uuid5(once, str(item.key)) for item in items}
    if AgendaItem.objects.filter(once__in=own.values()).exists():
        return list(AgendaItem.objects.filter(once__in=own.values()))
    made: dict[int, AgendaItem] = {}
    for item in sorted(items, key=lambda one: (one.parent_id is not None, one.order, one.pk)):
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
            order=place_for(agenda, kind=item.kind, is_part=parent is not None),
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
