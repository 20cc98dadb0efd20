"""Who sees less is never made to see more: papers follow their item, a part what it was part of."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

import documents.services
from accounts.access import Standing
from accounts.enums import Visibility
from accounts.models import Seat
from agendas.models import AgendaItem
from agendas.models.item import LABEL
from agendas.rules import lets_others_know, no_wider
from documents.models import Document
from events.enums import ASKED


@transaction.atomic
def keep_within(item: AgendaItem, *, by: Standing, at: datetime) -> None:
    """Let the papers of an item, and of its parts, be open to nobody to whom it is not."""
    for one in [item, *item.parts.select_related("parent")]:
        for document in Document.objects.of(LABEL, str(one.key)):
            narrowed = no_wider(document.visibility, than=one.readers_class)
            if narrowed != document.visibility:
                documents.services.change(
                    document,
                    version=document.version,
                    title=document.title,
                    visibility=narrowed,
                    by=by,
                    at=at,
                )


type Known = tuple[Visibility, frozenset[int]]
"""A class of readers, and the seats that are named beside it."""


def readers_of(item: AgendaItem) -> dict[int, Known]:
    """Return who may know of an item, and of each of its parts."""
    return {one.pk: _known(one) for one in [item, *item.parts.all()]}


def kept_readers(item: AgendaItem) -> dict[int, Known]:
    """Return who may know of an item and its parts, as far as that has to stay so."""
    return {one.pk: _known(one) for one in [item, *item.parts.all()] if one.keeps_readers}


def _known(item: AgendaItem) -> Known:
    visibility, readers = by_itself(item)
    return visibility, frozenset(seat.pk for seat in readers)


def opened(before: Mapping[int, Known], now: Mapping[int, Known]) -> set[int]:
    """Return of which items somebody may know now who might not before."""
    return {
        pk
        for pk, (visibility, seats) in now.items()
        if lets_others_know(before[pk][0], visibility)
        or (visibility == before[pk][0] == Visibility.RESTRICTED and seats - before[pk][1])
    }


def by_itself(item: AgendaItem) -> tuple[Visibility, Collection[Seat]]:
    """Return of what class an item is, and which seats are its readers, away from its whole.

    A part of something that only some may know of stays open to no others when it stands alone.
    """
    readers = set(item.readers.all())
    if item.parent is not None and item.parent.is_restricted:
        above = set(item.parent.readers.all())
        readers = readers & above if item.is_restricted else above
    return item.readers_class, readers


def elsewhere(item: AgendaItem) -> tuple[Visibility, Collection[Seat]]:
    """Return of what class an item is, and which seats are its readers, at another meeting.

    Others are asked there: what was by invitation is open to the seats that were asked here.
    """
    visibility, readers = by_itself(item)
    if visibility != Visibility.ATTENDEES:
        return visibility, readers
    asked = {"invitations__event": item.agenda.event, "invitations__state__in": ASKED}
    return Visibility.RESTRICTED, list(Seat.objects.filter(**asked).distinct())
