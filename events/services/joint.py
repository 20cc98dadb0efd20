"""One form for several events: who shares whose, and a registration for each that is ticked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from accounts.access import Standing
from accounts.models import Notice
from events import emails, rules
from events.enums import Deed, Group, RegistrationState, State
from events.models import Event, Registration, Session
from events.services.answers import files_first
from events.services.events import note
from events.services.queue import position
from events.services.registrations import FormUsedError, register, require_oneself, tell_state

BUNDLE = "bundle"


class FormOfAnotherError(Exception):
    """The form cannot be shared: it is itself by another's, or serves others already."""


@dataclass(frozen=True)
class Ticked:
    """One event that is ticked on the form, and what was said of it alone."""

    event: Event
    attending: str
    group: str = Group.PARTICIPANT
    sessions: Collection[Session] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    list_consent: bool = False
    photo_consent: bool = False

    def once(self, form: UUID) -> UUID:
        """Return the mark of the registration for this event by a form."""
        return uuid5(form, str(self.event.uid))


def all_locked(events: Collection[Event]) -> dict[int, Event]:
    """Return the events as they are now, under their locks, by primary key.

    Always locked in the same order, so that no two who take several wait for each other.
    """
    keys = [event.pk for event in events]
    rows = Event.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    return {event.pk: event for event in rows}


@files_first
@transaction.atomic
def register_together(  # each is one thing that a form asks
    lead: Event,
    *,
    ticked: Sequence[Ticked],
    once: UUID,
    name: str,
    email: str,
    organisation: str,
    country: str,
    category: str,
    notice: Notice | None,
    by: Standing,
    at: datetime,
    language: str = "en",
) -> list[Registration]:
    """Register a person for each event that is ticked, with one letter; all of them or none.

    Places are counted an event. Who is registered for one of them already keeps that and
    gets the others beside it; one ``bundle`` joins them all. A replay of the same form has
    one effect. Returns the registrations in the order of ``ticked``, and raises what
    ``register`` raises, and ``NotNowError`` where an event is no longer of the form.
    """
    events = all_locked([one.event for one in ticked])
    if any(lead.pk not in {event.pk, event.registers_with_id} for event in events.values()):
        raise rules.NotNowError
    for event in events.values():
        require_oneself(event, email=email, by=by)
    found = _replayed(ticked, once=once, email=email)
    standing = Registration.objects.live().filter(event__in=events, email=email)
    there = {one.event_id: one for one in standing}
    bundle = next((one.bundle for one in there.values() if one.bundle), uuid5(once, BUNDLE))
    made = []
    for one in sorted(ticked, key=lambda one: one.event.pk):
        if one.event.pk in found or one.event.pk in there:
            continue
        registration = register(
            one.event,
            once=one.once(once),
            name=name,
            email=email,
            organisation=organisation,
            country=country,
            category=category,
            attending=one.attending,
            notice=notice,
            by=by,
            at=at,
            language=language,
            group=one.group,
            sessions=one.sessions,
            answers=one.answers,
            list_consent=one.list_consent,
            photo_consent=one.photo_consent,
            bundle=bundle,
            letter=False,
        )
        found[one.event.pk] = registration
        made.append(registration)
    if made:
        _join(there.values(), bundle=bundle, email=email)
        _tell(bundle, email=email, at=at)
    elif len(found) < len(ticked):
        first = next(one for one in ticked if one.event.pk not in found)
        _again(first, there[first.event.pk], once=once, by=by, at=at)
    together = there | found
    return [together[one.event.pk] for one in ticked]


def _replayed(ticked: Sequence[Ticked], *, once: UUID, email: str) -> dict[int, Registration]:
    """Return what the same form made before, by event."""
    marks = [one.once(once) for one in ticked]
    found = {one.event_id: one for one in Registration.objects.filter(once__in=marks)}
    if any(one.email != email for one in found.values()):
        raise FormUsedError
    return found


def _join(there: Collection[Registration], *, bundle: UUID, email: str) -> None:
    """Put what stood before into the bundle, with all that it was joined with."""
    others = {one.bundle for one in there if one.bundle} - {bundle}
    Registration.objects.filter(pk__in=[one.pk for one in there]).update(bundle=bundle)
    if others:
        Registration.objects.filter(bundle__in=others, email=email).update(bundle=bundle)


def _tell(bundle: UUID, *, email: str, at: datetime) -> None:
    rows = Registration.objects.live().filter(bundle=bundle, email=email)
    registrations = list(
        rows.filter(event__ends_at__gt=at)
        .select_related("event", "user")
        .order_by("event__starts_at", "pk")
    )
    if len(registrations) == 1:
        tell_state(registrations[0], at=at)
        return
    positions = {
        one.pk: position(one) for one in registrations if one.state == RegistrationState.WAITING
    }
    emails.registered_together(registrations, positions=positions, at=at)


def _again(ticked: Ticked, there: Registration, *, once: UUID, by: Standing, at: datetime) -> None:
    """Answer a second attempt as a single form does: by the link in a letter, now and then."""
    register(
        ticked.event,
        once=ticked.once(once),
        name=there.name,
        email=there.email,
        organisation=there.organisation,
        country=there.country,
        category=there.category,
        attending=there.attending,
        notice=there.notice,
        by=by,
        at=at,
    )


@transaction.atomic
def share_form(event: Event, *, lead: Event | None, by: Standing, at: datetime) -> Event:
    """Let an event be registered for by the form of another one, or by its own again.

    The two are held with each other from then on. Raises ``FormOfAnotherError`` where that
    other registers by a third one's form, or where this one's form serves others, and
    ``NotNowError`` for what is over or cancelled.
    """
    events = all_locked([event, *([lead] if lead else [])])
    event = events[event.pk]
    if event.state not in {State.DRAFT, State.PUBLISHED}:
        raise rules.NotNowError
    if lead is not None:
        lead = events[lead.pk]
        if lead.state not in {State.DRAFT, State.PUBLISHED}:
            raise rules.NotNowError
        if lead.pk == event.pk or lead.registers_with_id or event.registered_here.exists():
            raise FormOfAnotherError
        event.held_with.add(lead)
    if event.registers_with_id != (lead.pk if lead else None):
        event.registers_with = lead
        event.save(update_fields=["registers_with"])
        note(Deed.FORM_SHARED, event, by=by, at=at, lead=lead.slug if lead else "")
    return event
