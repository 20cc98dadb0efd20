"""Wishes to have an item decided in writing: a state's, until five working days before."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.access import Standing
from accounts.days import network_day
from accounts.models import MemberState
from accounts.seats import places
from accounts.steps import NotNowError
from accounts.versions import StaleError
from agendas.enums import Deed, ItemState
from agendas.models import AgendaItem, Wish
from agendas.services.agendas import NotYoursError
from agendas.services.items import note
from agendas.services.locks import locked
from agendas.services.writing import require_decidable
from agendas.wishing import last_day, take_wishes
from events.models import Event


class TooLateError(NotNowError):
    """The last day to say it is over."""


class WishEndedError(NotNowError):
    """The wish that was to be changed was taken back meanwhile."""


def wishing_states(standing: Standing, event: Event) -> frozenset[str]:
    """Return the states for which the person can wish: they sit at that meeting of the body."""
    if not standing.member_states or event.body is None:
        return frozenset()
    sitting = {place.code for place in places(event.body, on=event.first_date)}
    return frozenset(standing.member_states & sitting)


def mark_of(wishes: Iterable[Wish]) -> str:
    """Return by which wishes are known again that were read: another reason is another mark."""
    return ";".join(f"{one.member_state_id} {one.wished_at.isoformat()}" for one in wishes)


@transaction.atomic
def wish(  # each is a part of what was said
    item: AgendaItem,
    *,
    member_state: MemberState,
    by: Standing,
    at: datetime,
    text: str = "",
    seen: str = "",
) -> Wish:
    """Say that a state would have an item decided in writing, or why; twice the same is once.

    ``seen`` is the mark of the own states' wishes that were read. Raises ``StaleError`` where
    another reason stands by now, ``WishEndedError``, ``NotYoursError``, ``TooLateError``,
    ``RestrictedError``, ``HasPartsError``, ``NothingToDecideError``, and ``NotNowError`` for an
    item that is not to be discussed.
    """
    found = _locked(item, member_state, by=by, at=at)
    if found.state != ItemState.OPEN:
        raise NotNowError
    require_decidable(found)
    stands = found.wishes.filter(member_state=member_state).first()
    if stands and stands.text == text:
        return stands
    read = [one for one in seen.split(";") if one.startswith(f"{member_state.pk} ")]
    if read != ([mark_of([stands])] if stands else []):
        raise StaleError(stands) if stands else WishEndedError()
    made = stands or Wish(item=found, member_state=member_state)
    made.text, made.wished_at, made.wished_by = text, at, by.user
    made.save()
    deed = Deed.WISH_CHANGED if stands else Deed.WISHED
    note(deed, found, by=by, at=at, state=member_state.pk)
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
