"""Beginning an agenda, sending it out and having it adopted."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from accounts.access import Standing
from accounts.enums import Visibility
from accounts.steps import By, NotNowError, step
from agendas import editions, rules
from agendas.access import SETTLED, is_ahead, is_of_a_body, party
from agendas.enums import AgendaDeed, Deed
from agendas.models import Agenda, AgendaItem, Edition, StandingItem
from agendas.models.agenda import LABEL
from agendas.services.locks import locked
from agendas.services.offers import take_in_offers
from events.models import Event
from journal.services import record


class NotYoursError(NotNowError):
    """The deed is somebody else's: who runs the meeting prepares its agenda."""


class EmptyError(NotNowError):
    """There is nothing on the agenda that could be sent out."""


class AheadError(NotNowError):
    """The meeting is on a later day: its body has adopted and recommended nothing yet."""


def note(deed: Deed, agenda: Agenda, *, by: Standing, at: datetime, **facts: Any) -> None:
    """Write the deed into the journal."""
    record(
        deed,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label=LABEL,
        key=str(agenda.key),
        facts=facts,
    )


def require(by: Standing, event: Event) -> By:
    """Return as whom a person prepares a meeting that is not settled.

    Raises ``NotYoursError``, and ``NotNowError`` once the meeting is closed or cancelled.
    """
    acting = party(by, event)
    if acting is None:
        raise NotYoursError
    if event.state in SETTLED:
        raise NotNowError(f"The meeting {event.pk} is {event.state}.")
    return acting


@transaction.atomic
def open_agenda(event: Event, *, by: Standing, at: datetime) -> Agenda:
    """Begin the agenda of a meeting with what stands on each agenda of its body; twice is once.

    Raises ``NotNowError`` where the event is no meeting of a body.
    """
    event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    require(by, event)
    if not is_of_a_body(event):
        raise NotNowError(f"The event {event.pk} is no meeting of a body.")
    agenda, made = Agenda.objects.get_or_create(event=event, defaults={"created_at": at})
    if made:
        for standing in StandingItem.objects.filter(body=event.body_id, archived_at=None):
            AgendaItem.objects.create(
                agenda=agenda,
                standing=standing,
                order=standing.order,
                visibility=Visibility.BODY,
                added_at=at,
                changed_at=at,
                **standing.said(),
            )
        note(Deed.OPENED, agenda, by=by, at=at)
        for offer_missed in settings.AGENDA_OFFERS:
            import_string(offer_missed)(event.body, at=at)
        take_in_offers(agenda, by=by, at=at)
        agenda.refresh_from_db(fields=["version"])
    return agenda


@transaction.atomic
def set_hours(agenda: Agenda, *, has_hours: bool, by: Standing, at: datetime) -> Agenda:
    """Give the items clock times, or none; twice is once.

    Raises ``NotYoursError`` and ``NotNowError``.
    """
    agenda = locked(agenda)
    require(by, agenda.event)
    if agenda.has_hours != has_hours:
        agenda.has_hours = has_hours
        agenda.save()
        note(Deed.CHANGED, agenda, by=by, at=at)
    return agenda


@transaction.atomic
def circulate(agenda: Agenda, *, by: Standing, at: datetime, version: int | None = None) -> Edition:
    """Send an agenda out to the body, or a newer edition of it; what it said then is kept.

    The letter is the convening's. Raises ``NotYoursError``, ``NotNowError`` once it was adopted,
    ``EmptyError`` with nothing on it, ``StaleError`` where it changed since it was read.
    """
    agenda = locked(agenda, version=version)
    acting = require(by, agenda.event)
    found = step(rules.AGENDA, state=agenda.state, deed=AgendaDeed.CIRCULATE, by=acting)
    if not agenda.items.listed().exists():
        raise EmptyError
    agenda.state, agenda.edition = found.to, agenda.edition + 1
    agenda.circulated_at = agenda.circulated_at or at
    agenda.save()
    note(Deed.CIRCULATED, agenda, by=by, at=at, edition=agenda.edition)
    return _freeze(agenda, number=agenda.edition, by=by, at=at)


@transaction.atomic
def adopt(agenda: Agenda, *, by: Standing, at: datetime, version: int | None = None) -> Edition:
    """Note that the body adopted its agenda; as adopted it is kept, later changes are marked.

    Raises ``NotYoursError``, ``NotNowError`` where it was not sent out or is adopted already,
    ``AheadError`` before the first day of the meeting, and ``StaleError`` where it changed since
    it was read.
    """
    agenda = locked(agenda, version=version)
    acting = require(by, agenda.event)
    found = step(rules.AGENDA, state=agenda.state, deed=AgendaDeed.ADOPT, by=acting)
    if is_ahead(agenda.event, at):
        raise AheadError
    agenda.state, agenda.adopted_at, agenda.adopted_by = found.to, at, by.user
    agenda.save()
    note(Deed.ADOPTED, agenda, by=by, at=at)
    return _freeze(agenda, number=agenda.edition + 1, is_adopted=True, by=by, at=at)


def _freeze(
    agenda: Agenda, *, number: int, by: Standing, at: datetime, is_adopted: bool = False
) -> Edition:
    return Edition.objects.create(
        agenda=agenda,
        number=number,
        is_adopted=is_adopted,
        at=at,
        by=by.user,
        rows=editions.rows(agenda),
    )
