"""Where what is new comes to stand on an agenda."""

from agendas.enums import ItemKind
from agendas.models import Agenda


def place_for(agenda: Agenda, *, kind: str = "", is_part: bool = False) -> int:
    """Return the place of something new: the end, yet before any other business that ends it.

    Only what is other business itself, by its ``kind``, comes after that. Runs under the
    agenda's lock.
    """
    last = agenda.items.order_by("-order", "-pk").first()
    end = last.order + 1 if last else 1
    closing = agenda.items.listed().filter(parent=None).order_by("-order", "-pk").first()
    if is_part or closing is None or kind == ItemKind.OTHER or closing.kind != ItemKind.OTHER:
        return end
    place, closing.order = closing.order, end
    closing.save(update_fields=["order"])
    return place
