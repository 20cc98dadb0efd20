"""What comes onto the next agenda of a body by itself: outcomes in writing, what was put off."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import cast

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.enums import Visibility
from accounts.models import Body, Seat
from accounts.steps import By, NotNowError, step
from agendas import rules
from agendas.access import SETTLED, party
from agendas.enums import (
    AgendaState,
    Deed,
    ItemDeed,
    ItemKind,
    ItemState,
    Presenter,
    TrackState,
)
from agendas.models import Agenda, AgendaItem, Offer, Track
from agendas.models.agenda import LABEL
from agendas.models.item import LABEL as ITEM
from agendas.services.locks import held
from agendas.services.ordering import place_for
from agendas.services.within import elsewhere
from journal.services import record

OF_OFFERS = "agendas.offers"
"""What an item is called as a source that gathers what was offered for information."""


class TakenUpError(NotNowError):
    """A later agenda has what was put off, and goes on with it: sent out, or in writing."""


@transaction.atomic
def offer_item(
    *,
    body: Body,
    kind: str,
    title: str,
    source: tuple[str, str, str],
    at: datetime,
    text: str = "",
    visibility: str = Visibility.BODY,
    readers: Collection[Seat] = (),
) -> Offer:
    """Offer an item for the next agenda of a body; twice from one source is once.

    ``source`` is label, key and address of what it comes from. An agenda that is being prepared
    takes it in at once; what is sent out already only when somebody does it.
    """
    label, key, url = source
    offer, made = Offer.objects.get_or_create(
        body=body,
        source_label=label,
        source_key=key,
        defaults={
            "kind": kind,
            "title": title[: Offer.TITLE],
            "text": text,
            "visibility": visibility,
            "source_url": url,
            "offered_at": at,
        },
    )
    if made:
        offer.readers.set(readers)
        record(Deed.OFFERED, at=at, label=label, key=key, facts={"body": body.pk})
        _take_in_where_prepared(body, at=at)
        offer.refresh_from_db()
    return offer


def offer_again(item: AgendaItem, *, at: datetime) -> Offer:
    """Offer what a meeting did not come to for the next agenda of its body; twice is once.

    There it is what it was here, and open to no seat that did not see it here.
    """
    visibility, readers = elsewhere(item)
    return offer_item(
        body=_body_of(item.agenda),
        kind=item.kind,
        title=item.title,
        text=item.text,
        visibility=visibility,
        readers=readers,
        source=(ITEM, str(item.key), item.agenda.get_absolute_url()),
        at=at,
    )


@transaction.atomic
def put_off(item: AgendaItem, *, is_put_off: bool, at: datetime) -> None:
    """Offer what a meeting postponed for the next agenda, or no longer where it did not.

    What was offered to this agenda waits again as it did before, and what stands on each agenda
    comes there by itself. Twice is once. An agenda that is being prepared loses what it took in
    of what comes about here after all; raises ``TakenUpError`` where it was sent out.
    """
    body = _body_of(item.agenda)
    came = Offer.objects.named(body, (item.source_label, item.source_key))
    if item.standing_id is not None:
        return
    if not is_put_off:
        _take_off_later(item, at=at)
    if came.exists() and not is_put_off:
        came.waiting_for(body).update(item=item)
    elif came.exists():
        if came.filter(item=item).update(item=None):
            _take_in_where_prepared(body, at=at)
    elif is_put_off:
        offer_again(item, at=at)
    else:
        drop_offer(body=body, source=(ITEM, str(item.key)))


def _take_off_later(item: AgendaItem, *, at: datetime) -> None:
    """Take off the agenda of a later meeting what stands there instead of an item."""
    if not any(one.is_instead_of(item) for one in Offer.objects.about([item])):
        return
    later = _held_after(item.agenda)
    standing = Offer.objects.about([item]).standing().select_related("item")
    for offer in [one for one in standing if one.is_instead_of(item)]:
        there = cast("AgendaItem", offer.item)
        _take_off(there, later, at=at)
        Track.objects.filter(decides=there).update(decides=item)
        offer.item = None
        offer.save(update_fields=["item"])


def _held_after(agenda: Agenda) -> dict[int, Agenda]:
    """Return the agendas of later meetings of the body under their locks, in one order."""
    event = agenda.event
    rows = Agenda.objects.filter(event__body=event.body, event__starts_at__gt=event.starts_at)
    ordered = rows.select_for_update(of=("self",)).order_by("event__starts_at", "pk")
    return {one.pk: one for one in ordered}


def _take_off(there: AgendaItem, later: Mapping[int, Agenda], *, at: datetime) -> None:
    agenda = later.get(there.agenda_id)
    if agenda is None or agenda.state != AgendaState.PREPARING or is_in_writing(there):
        raise TakenUpError
    there.state = step(rules.ITEM, state=there.state, deed=ItemDeed.STRIKE, by=By.CLOCK).to
    there.struck_at = at
    there.version += 1
    there.save()
    agenda.version += 1
    agenda.save(update_fields=["version"])
    record(Deed.ITEM_STRUCK, at=at, label=ITEM, key=str(there.key))


def is_in_writing(item: AgendaItem) -> bool:
    """Return whether an item, or a part of it, is decided in writing."""
    written = AgendaItem.objects.filter(state=ItemState.IN_WRITING)
    return written.filter(Q(pk=item.pk) | Q(parent=item)).exists()


def _body_of(agenda: Agenda) -> Body:
    return cast("Body", agenda.event.body)  # a meeting has one


def drop_offer(*, body: Body, source: tuple[str, str]) -> None:
    """Take back what waits for the next agenda and has come about otherwise; twice is once.

    What an agenda has taken in stands there until somebody takes it off; what its meeting did not
    come to waits for the same.
    """
    if offer := _last_of(body, source):
        Offer.objects.waiting_for(body).filter(pk=offer.pk).delete()


def drop_waiting(item: AgendaItem) -> None:
    """Take back what waits for the next agenda because a meeting did not come to an item."""
    waiting = Offer.objects.about([item]).waiting_for(_body_of(item.agenda))
    gone = [one.pk for one in waiting if one.item_id == item.pk or one.is_instead_of(item)]
    Offer.objects.filter(pk__in=gone).delete()


def forget_offer(*, body: Body, source: tuple[str, str], at: datetime) -> None:
    """Forget what an agenda took in where nothing came of it, so that it is offered anew.

    Nothing comes of what was decided otherwise, taken off, or left when its meeting was over;
    what was offered again is looked for where it is now.
    """
    last = _last_of(body, source)
    if last and last.item and _came_to_nothing(last.item, at=at):
        Offer.objects.named(body, source).delete()


def _last_of(body: Body, source: tuple[str, str]) -> Offer | None:
    """Return as what a source is offered by now: what a meeting did not come to is so again."""
    offer = Offer.objects.named(body, source).first()
    while offer and offer.item and (again := Offer.objects.of_item(offer.item).first()):
        offer = again
    return offer


def _came_to_nothing(item: AgendaItem, *, at: datetime) -> bool:
    """Return whether no meeting will adopt an item any more; in writing it comes back itself."""
    event = item.agenda.event
    is_over = event.state in SETTLED or event.ends_at <= at
    return (
        item.decided_at is not None
        or item.state == ItemState.STRUCK
        or (item.state == ItemState.OPEN and is_over)
    )


def _take_in_where_prepared(body: Body, *, at: datetime) -> None:
    """Put what waits onto the agenda of the next meeting, while only who prepares it sees it."""
    ahead = Agenda.objects.filter(
        event__body=body, event__starts_at__gt=at, state=AgendaState.PREPARING
    ).exclude(event__state__in=SETTLED)
    if agenda := ahead.order_by("event__starts_at", "pk").first():
        take_in_offers(agenda, by=None, at=at)


@transaction.atomic
def take_in_offers(agenda: Agenda, *, by: Standing | None, at: datetime) -> list[AgendaItem]:
    """Put all that waits for the body onto an agenda; return what is new. Twice is once.

    What was decided stands below one item of its own. By nobody, it is done by itself.
    Raises ``NotNowError`` for who does not prepare the meeting, and once it is settled.
    """
    agenda = held(agenda)
    if agenda.event.state in SETTLED or (by is not None and party(by, agenda.event) is None):
        raise NotNowError
    offers = Offer.objects.waiting_for(_body_of(agenda))
    waiting = list(offers.select_for_update(of=("self",)))
    if not waiting:
        return []
    agenda.version += 1
    agenda.save(update_fields=["version"])
    taken = [_taken(agenda, offer, at=at) for offer in waiting]
    record(
        Deed.TAKEN_IN,
        at=at,
        actor=by.actor if by else "",
        acting_for=by.acting_for if by else "",
        label=LABEL,
        key=str(agenda.key),
    )
    return taken


def _taken(agenda: Agenda, offer: Offer, *, at: datetime) -> AgendaItem:
    is_told = offer.kind == ItemKind.INFORMATION and offer.source_label != ITEM
    parent = _gathered(agenda, at=at) if is_told else None
    offer.item = AgendaItem.objects.create(
        agenda=agenda,
        parent=parent,
        order=place_for(agenda, kind=offer.kind, is_part=parent is not None),
        kind=offer.kind,
        title=offer.title,
        text=offer.text,
        visibility=offer.visibility,
        presenter=Presenter.SECRETARIAT,
        source_label=offer.source_label,
        source_key=offer.source_key,
        source_url=offer.source_url,
        added_at=at,
        changed_at=at,
    )
    offer.item.readers.set(offer.readers.all())
    offer.save(update_fields=["item"])
    _lead_on(offer.item)
    return offer.item


def _lead_on(item: AgendaItem) -> None:
    """Let what one body prepared wait for an item instead of the one that was put off."""
    if item.source_label != ITEM:
        return
    before = list(AgendaItem.objects.of_the_same(item).values_list("pk", flat=True))
    waiting = Track.objects.filter(decides__in=before, state=TrackState.ON_AGENDA)
    waiting.update(decides=item)


def _gathered(agenda: Agenda, *, at: datetime) -> AgendaItem:
    """Return the item below which an agenda informs of what was decided in writing.

    One that became a part of another has no parts, so that a new one is begun.
    """
    rows = agenda.items.filter(source_label=OF_OFFERS, state=ItemState.OPEN, parent=None)
    there = rows.first()
    return there or AgendaItem.objects.create(
        agenda=agenda,
        order=place_for(agenda, kind=ItemKind.INFORMATION),
        kind=ItemKind.INFORMATION,
        title=_("Written procedures since the last meeting"),
        presenter=Presenter.SECRETARIAT,
        source_label=OF_OFFERS,
        source_key=str(agenda.key),
        source_url=agenda.get_absolute_url(),
        added_at=at,
        changed_at=at,
    )
