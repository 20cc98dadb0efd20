"""Which events are registered for with one form."""

from datetime import timedelta

from django.db.models import Q

from accounts.access import Standing
from events.enums import LIVE, State
from events.models import Event, Registration
from events.models.event import EventQuerySet

NEAR = timedelta(days=30)


def served(lead: Event, standing: Standing) -> list[Event]:
    """Return the events that a form serves now, the lead among them, in the order of their days.

    Those that are open, and that the person may know of: who may see the seminar alone is
    not told that the Board meets the day before.
    """
    rows = (
        Event.objects.visible_to(standing)
        .filter(Q(pk=lead.pk) | Q(registers_with=lead), published_at__isnull=False)
        .open_for_registration(standing.at)
    )
    return list(rows.order_by("starts_at", "pk"))


def shares(event: Event) -> bool:
    """Return whether the event has one form with another; one query at the most."""
    return bool(event.registers_with_id) or event.registered_here.exists()


def lead_of(event: Event, standing: Standing) -> Event | None:
    """Return the event by whose form one registers for this one, where that form is to be had."""
    if not event.registers_with_id:
        return None
    seen = Event.objects.visible_to(standing).filter(published_at__isnull=False)
    return seen.open_for_registration(standing.at).filter(pk=event.registers_with_id).first()


def standing_for(events: list[Event], standing: Standing) -> dict[int, Registration]:
    """Return the person's registrations for the events that stand, by event; one query."""
    if standing.user is None:
        return {}
    own = Registration.objects.of(standing.user).filter(event__in=events, state__in=LIVE)
    return {registration.event_id: registration for registration in own}


def bundle_of(registration: Registration) -> list[Registration]:
    """Return the other registrations of the same person with the same form; one query."""
    if not (registration.bundle and registration.email):
        return []
    rows = Registration.objects.select_related("event").filter(
        bundle=registration.bundle, email=registration.email
    )
    return list(rows.exclude(pk=registration.pk).order_by("event__starts_at", "pk"))


def possible_leads(event: Event, standing: Standing) -> EventQuerySet:
    """Return the events whose form an event could share: near in time, or held with it.

    One that registers by another's form leads nobody, so that no form leads on to a third.
    """
    near = Q(first_date__range=(event.first_date - NEAR, event.first_date + NEAR))
    return (
        Event.objects.visible_to(standing)
        .filter(
            near | Q(held_with=event),
            registers_with=None,
            takes_registrations=True,
            state__in=[State.DRAFT, State.PUBLISHED],
        )
        .exclude(pk=event.pk)
        .distinct()
    )
