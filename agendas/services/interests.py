"""Interests declared in an item: by who speaks for a seat, or noted for it by the preparers."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from accounts.access import Standing
from accounts.seats import Place, places
from accounts.steps import NotNowError
from agendas.access import SETTLED
from agendas.enums import Deed
from agendas.models import AgendaItem, Interest
from agendas.services.agendas import NotYoursError
from agendas.services.items import note
from agendas.services.locks import locked
from events.access import may_edit
from events.models import Event


def declaring_places(standing: Standing, event: Event) -> list[Place]:
    """Return the places at the table for which the person can declare: own ones, or all.

    Who prepares the meeting notes what a seat says there.
    """
    if event.body is None:
        return []
    found = places(event.body, on=event.first_date)
    if may_edit(standing, event):
        return found
    return [
        place
        for place in found
        if place.code in standing.member_states
        or (place.organisation is not None and place.organisation.pk in standing.organisations)
    ]


@transaction.atomic
def declare_interest(
    item: AgendaItem,
    *,
    once: UUID,
    place: Place,
    text: str,
    by: Standing,
    at: datetime,
    person: str = "",
) -> Interest:
    """Declare that a seat, or a person who speaks for it, has an interest; a replay has one effect.

    With the same mark another item or seat is no replay. Raises ``NotYoursError``, and
    ``NotNowError`` once the meeting is closed or cancelled.
    """
    agenda = locked(item.agenda)
    if place not in declaring_places(by, agenda.event):
        raise NotYoursError
    if agenda.event.state in SETTLED:
        raise NotNowError
    own = uuid5(once, f"{item.key} {place.key}")
    if made := Interest.objects.filter(once=own).first():
        return made
    made = Interest.objects.create(
        once=own,
        item=item,
        member_state=place.member_state,
        organisation=place.organisation,
        person=person,
        text=text,
        declared_at=at,
        declared_by=by.user,
    )
    note(Deed.INTEREST, item, by=by, at=at, seat=place.code)
    return made


@transaction.atomic
def withdraw_interest(interest: Interest, *, by: Standing, at: datetime) -> Interest:
    """Withdraw what was declared; that it was stays known. Twice is once.

    Raises ``NotYoursError``, and ``NotNowError`` once the meeting is closed or cancelled.
    """
    agenda = locked(interest.item.agenda)
    own = Interest.objects.of_seats(by).filter(pk=interest.pk).exists()
    if not own and not may_edit(by, agenda.event):
        raise NotYoursError
    if agenda.event.state in SETTLED:
        raise NotNowError
    found = Interest.objects.get(pk=interest.pk)
    if found.withdrawn_at is None:
        found.withdrawn_at, found.withdrawn_by = at, by.user
        found.save(update_fields=["withdrawn_at", "withdrawn_by"])
        note(Deed.INTEREST_ENDED, interest.item, by=by, at=at)
    return found
