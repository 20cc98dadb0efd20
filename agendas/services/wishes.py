"""Wishes to have an item decided in writing: a state's, until five working days before."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.access import Standing
from accounts.days import network_day
from accounts.models import MemberState
from accounts.seats import places
from accounts.steps import NotNowError
from agendas.enums import Deed, ItemState
from agendas.models import AgendaItem, Wish
from agendas.services.agendas import NotYoursError, locked
from agendas.services.items import note
from agendas.services.writing import require_decidable
from agendas.wishing import last_day, take_wishes
from events.models import Event


class TooLateError(NotNowError):
    """The last day to say it is over."""


def wishing_states(standing: Standing, event: Event) -> frozenset[str]:
    """Return the states for which the person can wish: they sit at that meeting of the body."""
    if not standing.member_states or event.body is None:
        return frozenset()
    sitting = {place.code for place in places(event.body, on=event.first_date)}
    return frozenset(standing.member_states & sitting)


@transaction.atomic
def wish(
    item: AgendaItem, *, member_state: MemberState, by: Standing, at: datetime, text: str = ""
) -> Wish:
    """Say that a state would have an item decided in writing; twice is once.

    Raises ``NotYoursError``, ``TooLateError``, ``RestrictedError``, ``HasPartsError``,
    ``NothingToDecideError``, and ``NotNowError`` for an item that is not to be discussed.
    """
    found = _locked(item, member_state, by=by, at=at)
    if found.state != ItemState.OPEN:
        raise NotNowError
    require_decidable(found)
    said: dict[str, Any] = {"text": text, "wished_at": at, "wished_by": by.user}
    made, is_new = Wish.objects.get_or_create(item=found, member_state=member_state, defaults=said)
    if is_new:
        note(Deed.WISHED, found, by=by, at=at, state=member_state.pk)
    return made


@transaction.atomic
def take_wish_back(
    item: AgendaItem, *, member_state: MemberState, by: Standing, at: datetime
) -> None:
    """Take a state's wish back; twice is once. Raises ``NotYoursError`` and ``TooLateError``."""
    found = _locked(item, member_state, by=by, at=at)
    removed, _each = Wish.objects.filter(item=found, member_state=member_state).delete()
    if removed:
        note(Deed.WISH_ENDED, found, by=by, at=at, state=member_state.pk)


def _locked(
    item: AgendaItem, member_state: MemberState, *, by: Standing, at: datetime
) -> AgendaItem:
    agenda = locked(item.agenda)
    if member_state.pk not in wishing_states(by, agenda.event):
        raise NotYoursError
    if not take_wishes(agenda):
        raise NotNowError
    if network_day(at) > last_day(agenda.event):
        raise TooLateError
    found = AgendaItem.objects.select_related("parent").get(pk=item.pk)
    found.agenda = agenda
    return found
