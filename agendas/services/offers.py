"""What comes onto the next agenda of a body by itself: outcomes in writing, what was put off."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.enums import Visibility
from accounts.models import Body
from accounts.steps import NotNowError
from agendas.access import SETTLED, party
from agendas.enums import AgendaState, Deed, ItemKind, Presenter
from agendas.models import Agenda, AgendaItem, Offer
from agendas.models.agenda import LABEL
from agendas.services.ordering import place_for
from journal.services import record

OF_OFFERS = "agendas.offers"
"""What an item is called as a source that gathers what was offered for information."""


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
        record(Deed.OFFERED, at=at, label=label, key=key, facts={"body": body.pk})
        if agenda := _being_prepared(body, at=at):
            take_in_offers(agenda, by=None, at=at)
            offer.refresh_from_db()
    return offer


def drop_offer(*, body: Body, source: tuple[str, str]) -> None:
    """Take back what waits for the next agenda and has come about otherwise; twice is once.

    What an agenda has taken in stands there until somebody takes it off.
    """
    label, key = source
    Offer.objects.filter(body=body, source_label=label, source_key=key, item=None).delete()


def _being_prepared(body: Body, *, at: datetime) -> Agenda | None:
    """Return the agenda of the next meeting of a body, while only who prepares it sees it."""
    ahead = Agenda.objects.filter(
        event__body=body, event__starts_at__gt=at, state=AgendaState.PREPARING
    ).exclude(event__state__in=SETTLED)
    return ahead.order_by("event__starts_at", "pk").first()


@transaction.atomic
def take_in_offers(agenda: Agenda, *, by: Standing | None, at: datetime) -> list[AgendaItem]:
    """Put all that waits for the body onto an agenda; return what is new. Twice is once.

    What is for information stands below one item of its own. By nobody, it is done by itself.
    Raises ``NotNowError`` for who does not prepare the meeting, and once it is settled.
    """
    rows = Agenda.objects.select_for_update(of=("self",)).select_related("event__body")
    agenda = rows.get(pk=agenda.pk)
    if agenda.event.state in SETTLED or (by is not None and party(by, agenda.event) is None):
        raise NotNowError
    offers = Offer.objects.waiting_for(agenda.event.body)  # type: ignore[arg-type]  # a meeting has one
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
        facts={"number": len(taken)},
    )
    return taken


def _taken(agenda: Agenda, offer: Offer, *, at: datetime) -> AgendaItem:
    parent = _gathered(agenda, at=at) if offer.kind == ItemKind.INFORMATION else None
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
    offer.save(update_fields=["item"])
    return offer.item


def _gathered(agenda: Agenda, *, at: datetime) -> AgendaItem:
    """Return the item below which an agenda informs of what was decided in writing."""
    there = agenda.items.listed().filter(source_label=OF_OFFERS).first()
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
