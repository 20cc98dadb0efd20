"""Where what is new comes to stand on an agenda."""

from itertools import takewhile

from agendas.enums import ItemKind
from agendas.models import Agenda, AgendaItem


def place_for(agenda: Agenda, *, kind: str = "", is_part: bool = False) -> int:
    """Return the place of something new: the end, yet before all other business that ends it.

    Only what is other business itself, by its ``kind``, comes after that. Runs under the
    agenda's lock.
    """
    last = agenda.items.order_by("-order", "-pk").first()
    end = last.order + 1 if last else 1
    if is_part or kind == ItemKind.OTHER:
        return end
    closing = _closing(agenda)
    if not closing:
        return end
    place = closing[0].order
    for order, item in enumerate(closing, start=end):
        item.order = order
    AgendaItem.objects.bulk_update(closing, ["order"])
    return place


def _closing(agenda: Agenda) -> list[AgendaItem]:
    """Return the other business that ends an agenda, in order.

    What is restricted among it is passed over: where something comes to stand tells of none.
    """
    listed = agenda.items.listed().filter(parent=None).order_by("-order", "-pk")
    last = takewhile(lambda item: item.kind == ItemKind.OTHER or item.is_restricted, listed)
    return [item for item in last if item.kind == ItemKind.OTHER][::-1]
