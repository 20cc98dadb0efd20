"""Until when states can wish for a decision in writing."""

from collections.abc import Collection, Iterable
from datetime import date

from accounts.days import working_day_before
from accounts.enums import HolidayCalendar
from accounts.models import Holiday
from agendas.access import SETTLED
from agendas.enums import AgendaState, Bar, ItemKind, ItemState
from agendas.models import Agenda, AgendaItem, Offer
from agendas.rules import OPEN_TO_BODY
from events.models import Event

WORKING_DAYS_BEFORE = 5


def last_day(event: Event) -> date:
    """Return the last day on which a state can wish for a decision in writing."""
    return last_day_beside(event, Holiday.objects.days(HolidayCalendar.BE))


def last_day_beside(event: Event, holidays: Collection[date]) -> date:
    """Return the same, for who knows the days off of Brussels already."""
    return working_day_before(event.first_date, working_days=WORKING_DAYS_BEFORE, holidays=holidays)


def take_wishes(agenda: Agenda) -> bool:
    """Return whether states can wish: the agenda is sent out and not adopted."""
    return agenda.state == AgendaState.CIRCULATED and agenda.event.state not in SETTLED


def may_be_written(item: AgendaItem) -> bool:
    """Return whether an item could be decided in writing now."""
    if item.state != ItemState.OPEN:
        return False
    return not bar_of(item)


def bar_of(item: AgendaItem) -> Bar | None:
    """Return why one item cannot be decided in writing now, or nothing where it can."""
    has_parts = item.pk in with_parts(item.parts.all())
    return barred(item, has_parts=has_parts, is_put_off=item.pk in put_off([item]))


def with_parts(items: Iterable[AgendaItem]) -> set[int | None]:
    """Return which items are decided part by part, as some of these are open parts of theirs.

    A part counts that all of the body may know of: a refusal would tell of any other.
    """
    return {
        item.parent_id
        for item in items
        if item.state == ItemState.OPEN and item.visibility in OPEN_TO_BODY
    }


def put_off(items: Collection[AgendaItem]) -> set[int]:
    """Return which items wait for a later agenda, or stand there by now; one query."""
    offers = list(Offer.objects.about(items))
    return {item.pk for item in items for offer in offers if offer.is_instead_of(item)}


def barred(item: AgendaItem, *, has_parts: bool, is_put_off: bool = False) -> Bar | None:
    """Return why an item cannot be decided in writing, or nothing where it can.

    A written procedure is read by the whole body. Information and other business decide nothing,
    and what stands on each agenda for adoption, as the agenda itself does, is the meeting's own.
    What was put off to a later meeting is decided there, or from there.
    """
    if item.decided_at:
        return Bar.DECIDED
    if not item.is_open_to_body:
        return Bar.RESTRICTED
    if item.is_whole_off:
        return Bar.WHOLE_OFF
    if has_parts:
        return Bar.PARTS
    if is_formality(item) or item.kind in {ItemKind.INFORMATION, ItemKind.OTHER}:
        return Bar.NOTHING
    return Bar.PUT_OFF if is_put_off else None


def is_formality(item: AgendaItem) -> bool:
    """Return whether an item stands on each agenda for adoption, as the agenda itself does."""
    return item.kind == ItemKind.ADOPTION and item.standing_id is not None
