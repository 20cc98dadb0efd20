"""What somebody is to do after a meeting: given, changed, done, taken up again, reminded of."""

from datetime import date, datetime, time
from typing import Any, cast
from uuid import UUID

from django.db import transaction

from accounts import versions
from accounts.access import Standing
from accounts.days import BRUSSELS, network_day
from accounts.models import Body, MemberState, Organisation
from accounts.seats import Place, places
from accounts.steps import NotNowError
from agendas.access import party
from agendas.models import AgendaItem
from agendas.services.agendas import NotYoursError
from events.models import Event
from journal.services import record
from meetings.day import holder_of
from meetings.emails import actions as emails
from meetings.enums import Deed
from meetings.models import ActionPoint
from meetings.models.action import LABEL

MORNING = time(9)


class OwnerError(NotNowError):
    """Who is to do it does not sit in the body, or may not know of the item."""


def owners(event: Event, item: AgendaItem | None) -> list[Place]:
    """Return the places at the table to which something can be given to do.

    What comes from a restricted item can be given to its readers and to the chair alone.
    """
    found = places(cast("Body", event.body), on=event.first_date)
    for one in (item, item.parent if item else None):
        if one is not None and one.is_restricted:
            readers = {(seat.member_state_id, seat.organisation_id) for seat in one.readers.all()}
            found = [
                place
                for place in found
                if holder_of(place) in readers or place.code == (event.host_id or "-")
            ]
    return found


@transaction.atomic
def add_action(
    event: Event,
    *,
    once: UUID,
    text: str,
    due_date: date,
    by: Standing,
    at: datetime,
    item: AgendaItem | None = None,
    member_state: MemberState | None = None,
    organisation: Organisation | None = None,
) -> ActionPoint:
    """Give a seat something to do, or with neither state nor organisation the Secretariat.

    A replay has one effect, also at the same moment. Raises ``NotYoursError`` and
    ``OwnerError``.
    """
    event = Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
    if made := ActionPoint.objects.filter(once=once).first():
        return made
    _require(event, item, by=by)
    action = ActionPoint(
        once=once,
        event=event,
        item=item,
        text=text,
        due_date=due_date,
        member_state=member_state,
        organisation=organisation,
        created_at=at,
        created_by=by.user,
    )
    _require_owner(action)
    action.save()
    _note(Deed.ACTION_ADDED, action, by=by, at=at)
    return action


@transaction.atomic
def change_action(
    action: ActionPoint, *, version: int, by: Standing, at: datetime, **fields: Any
) -> ActionPoint:
    """Change what is to be done, by whom or until when.

    Raises ``StaleError``, ``NotYoursError``, ``OwnerError``, and ``NotNowError`` for what is done.
    """
    action = _locked(action, version=version)
    _require(action.event, action.item, by=by)
    if action.done_at:
        raise NotNowError("It is done.")
    for name, value in fields.items():
        setattr(action, name, value)
    _require_owner(action)
    action.save()
    _note(Deed.ACTION_CHANGED, action, by=by, at=at)
    return action


@transaction.atomic
def finish_action(
    action: ActionPoint, *, version: int, by: Standing, at: datetime, note: str = ""
) -> ActionPoint:
    """Mark as done, by who speaks for the owner or who prepares the meeting.

    Raises ``StaleError``, ``NotYoursError``, and ``NotNowError`` for what is done already.
    """
    action = _locked(action, version=version)
    _require_part(action, by=by)
    if action.done_at:
        raise NotNowError("It is done.")
    action.done_at, action.done_by, action.done_note = at, by.user, note
    action.save()
    _note(Deed.ACTION_DONE, action, by=by, at=at)
    return action


@transaction.atomic
def reopen_action(action: ActionPoint, *, version: int, by: Standing, at: datetime) -> ActionPoint:
    """Take up again what was marked as done.

    Raises ``StaleError``, ``NotYoursError``, and ``NotNowError`` for what is open.
    """
    action = _locked(action, version=version)
    _require_part(action, by=by)
    if action.done_at is None:
        raise NotNowError("It is open.")
    action.done_at, action.done_by, action.done_note = None, None, ""
    action.save()
    _note(Deed.ACTION_REOPENED, action, by=by, at=at)
    return action


def remind_actions_due(*, at: datetime) -> int:
    """Write to the owners of what is due today, from 09:00 in Brussels; return how many.

    Each is written once for its day; twice is once. After downtime only the day itself counts.
    """
    if at.astimezone(BRUSSELS).time() < MORNING:
        return 0
    today = network_day(at)
    rows = ActionPoint.objects.open().filter(due_date=today).exclude(reminded_for=today)
    return sum(_remind(pk, on=today, at=at) for pk in list(rows.values_list("pk", flat=True)))


@transaction.atomic
def _remind(pk: int, *, on: date, at: datetime) -> bool:
    rows = ActionPoint.objects.select_for_update(of=("self",)).select_related(
        "event", "item__parent"
    )
    action = rows.get(pk=pk)
    if action.done_at or action.due_date != on or action.reminded_for == on:
        return False
    action.reminded_for = on
    action.save(update_fields=["reminded_for"])
    number = emails.due(action, at=at)
    _note(Deed.ACTION_REMINDED, action, by=None, at=at, letters=number)
    return True


def actions_taken(*, rows: int, by: Standing, at: datetime) -> None:
    """Write down that the list of action points was taken out."""
    record(
        Deed.ACTIONS_TAKEN,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        facts={"rows": rows},
    )


def may_finish(action: ActionPoint, standing: Standing) -> bool:
    """Return whether the person may say that it is done, or take it up again."""
    own = ActionPoint.objects.of(standing).filter(pk=action.pk).exists()
    return own or party(standing, action.event) is not None


def _locked(action: ActionPoint, *, version: int) -> ActionPoint:
    return versions.locked(ActionPoint.objects.all(), version=version, pk=action.pk)


def _require(event: Event, item: AgendaItem | None, *, by: Standing) -> None:
    """Raise ``NotYoursError`` for who does not prepare the meeting, or may not know of the item."""
    if party(by, event) is None:
        raise NotYoursError
    if item is None:
        return
    if not AgendaItem.objects.visible_to(by, event).filter(pk=item.pk).exists():
        raise NotYoursError


def _require_part(action: ActionPoint, *, by: Standing) -> None:
    seen = ActionPoint.objects.visible_to(by).filter(pk=action.pk).exists()
    if not seen or not may_finish(action, by):
        raise NotYoursError


def _require_owner(action: ActionPoint) -> None:
    holder = (action.member_state_id, action.organisation_id)
    if any(holder) and holder not in map(holder_of, owners(action.event, action.item)):
        raise OwnerError


def _note(
    deed: Deed, action: ActionPoint, *, by: Standing | None, at: datetime, **facts: Any
) -> None:
    record(
        deed,
        at=at,
        actor=by.actor if by else "",
        acting_for=by.acting_for if by else "",
        label=LABEL,
        key=str(action.key),
        facts=facts,
    )
