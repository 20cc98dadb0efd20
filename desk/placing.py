"""What was suggested comes before the body: an item on the agenda of one of its meetings."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

import agendas.services
import suggestions.services
from accounts.access import Standing
from agendas.access import SETTLED
from agendas.enums import AgendaState, Presenter
from agendas.models import Agenda, AgendaItem
from agendas.models.agenda import AgendaQuerySet
from suggestions.models import Suggestion
from suggestions.models.suggestion import LABEL


def agendas_for(suggestion: Suggestion, standing: Standing) -> AgendaQuerySet:
    """Return the agendas of the body that was asked which the person prepares, the next first."""
    ahead = Agenda.objects.prepared_by(standing).filter(
        event__body=suggestion.answer.call.body_id, event__starts_at__gt=standing.at
    )
    open_ones = ahead.exclude(state=AgendaState.ADOPTED).exclude(event__state__in=SETTLED)
    return open_ones.select_related("event").order_by("event__starts_at", "pk")


@transaction.atomic
def place(
    suggestion: Suggestion,
    *,
    agenda: Agenda,
    title: str,
    kind: str,
    once: UUID,
    by: Standing,
    at: datetime,
) -> AgendaItem:
    """Put a suggestion on an agenda, presented by who suggested it, and note that there.

    Raises what ``agendas.services.add_item`` and ``suggestions.services.put_on_agenda`` raise.
    """
    item = agendas.services.add_item(
        agenda,
        once=once,
        by=by,
        at=at,
        title=title,
        kind=kind,
        text=suggestion.text,
        presenter=Presenter.STATE,
        presenter_state=suggestion.answer.member_state,
        source_label=LABEL,
        source_key=str(suggestion.key),
        source_url=suggestion.get_absolute_url(),
    )
    suggestions.services.put_on_agenda(
        suggestion,
        version=suggestion.version,
        event=agenda.event,
        item_key=str(item.key),
        by=by,
        at=at,
    )
    return item
