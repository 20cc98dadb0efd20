"""Where the question of a procedure comes from: an item of an agenda, as far as one may know it."""

from dataclasses import dataclass

from django.db.models import Q

from accounts.access import Standing
from agendas.models import AgendaItem
from interface import moments
from procedures.models import Procedure
from procedures.models.procedure import LABEL


@dataclass(frozen=True)
class Origin:
    """The items from which a procedure was drafted, and that the Presidency agreed."""

    items: list[tuple[str, str, str]]
    agreed: str


def of(procedure: Procedure, standing: Standing) -> Origin | None:
    """Return where a procedure comes from; of one that was drafted for itself nothing is asked.

    Each item comes as its title, its meeting and its address.
    """
    if procedure.agreed_on is None:
        return None
    rows = AgendaItem.objects.visible_to(standing).select_related("agenda__event")
    prepared = Q(track__written_label=LABEL, track__written_key=procedure.reference)
    found = rows.filter(Q(pk=procedure.item_id) | prepared)
    return Origin(
        items=[
            (
                item.title,
                item.agenda.event.title,
                f"{item.agenda.get_absolute_url()}#item-{item.key}",
            )
            for item in found
        ],
        agreed=" · ".join(
            [
                procedure.agreed_by,
                moments.short_day(procedure.agreed_on),
                procedure.get_agreed_how_display(),
            ]
        ),
    )
