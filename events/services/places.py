"""Places, and the one service that gives freed ones to who waits."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import prefetch_related_objects

from accounts.access import Standing
from accounts.models import MemberState
from accounts.steps import By
from events import emails, rules
from events.enums import Deed, QuotaScope, RegistrationDeed, State
from events.models import Event, Quota, Registration
from events.services.moves import MOVED, advance, locked
from journal.services import record


def places_of(event: Event) -> rules.Places:
    """Return the event's numbers as the rules take them; two queries at the most."""
    quotas = list(event.quotas.all())
    total = next((quota.places for quota in quotas if quota.scope == QuotaScope.TOTAL), None)
    each = next((quota.places for quota in quotas if quota.scope == QuotaScope.EACH_STATE), None)
    by_state = {
        quota.member_state_id: quota.places
        for quota in quotas
        if quota.scope == QuotaScope.STATE and quota.member_state_id
    }
    counted = each is not None or by_state
    states = frozenset(MemberState.objects.values_list("pk", flat=True)) if counted else frozenset()
    return rules.Places(total=total, each_state=each, by_state=by_state, states=states)


def obstacle_for(event: Event, country: str) -> rules.Obstacle | None:
    """Return what keeps a newcomer from that country from a place now."""
    return rules.obstacle(
        country, places=places_of(event), taken=event.registrations.held_by_country()
    )


def position(registration: Registration) -> int:
    """Return the place in the queue, from 1."""
    queue = registration.event.registrations.queue()
    ahead = queue.filter(priority__gt=registration.priority) | queue.filter(
        priority=registration.priority, arrival__lt=registration.arrival
    )
    return ahead.order_by().count() + 1


def promote(event: Event, *, at: datetime) -> list[Registration]:
    """Give each free place to who is next and not blocked by an own number.

    Runs under the event's lock, in the transaction that freed a place. Who is blocked is
    passed over and keeps the position; each promoted person hears at once.
    """
    if event.state != State.PUBLISHED or event.starts_at <= at:
        return []
    places = places_of(event)
    taken = event.registrations.held_by_country()
    promoted: list[Registration] = []
    full = rules.full_countries(places=places, taken=taken)
    queue = event.registrations.queue().exclude(country__in=full).select_related("user")
    if (left := rules.places_left(places=places, taken=taken)) is not None and not places.states:
        queue = queue[:left]
    for registration in queue.iterator(chunk_size=500):
        if rules.places_left(places=places, taken=taken) == 0:
            break
        if rules.obstacle(registration.country, places=places, taken=taken):
            continue
        registration.event = event
        advance(registration, RegistrationDeed.CONFIRM, by=By.CLOCK, at=at)
        taken[registration.country] = taken.get(registration.country, 0) + 1
        promoted.append(registration)
    if not promoted:
        return []
    Registration.objects.bulk_update(promoted, MOVED)
    prefetch_related_objects([event], "days", "sessions")
    for registration in promoted:
        record(
            Deed.PROMOTED,
            at=at,
            label="events.registration",
            key=str(registration.key),
            facts={"event": event.slug},
        )
        emails.promoted(registration, at=at)
    return promoted


@transaction.atomic
def set_places(
    event: Event,
    *,
    total: int | None,
    each_state: int | None,
    by_state: Mapping[str, int | None],
    by: Standing,
    at: datetime,
) -> list[Registration]:
    """Set how many may come, and promote who now can; return the promoted.

    A number lowered below what is taken withdraws nobody: no new place is given until
    enough are given back.
    """
    event = locked(event)
    event.quotas.filter(
        scope__in=[QuotaScope.TOTAL, QuotaScope.EACH_STATE, QuotaScope.STATE]
    ).delete()
    quotas = [
        Quota(event=event, scope=QuotaScope.TOTAL, places=total),
        Quota(event=event, scope=QuotaScope.EACH_STATE, places=each_state),
    ]
    quotas += [
        Quota(event=event, scope=QuotaScope.STATE, member_state_id=code, places=number)
        for code, number in by_state.items()
    ]
    Quota.objects.bulk_create(quotas)
    record(
        Deed.PLACES_CHANGED,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label="events.event",
        key=str(event.uid),
        facts={"total": total, "each_state": each_state, "by_state": dict(by_state)},
    )
    return promote(event, at=at)
